import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortAddress, urlsForOthers } from '#shared/sync/hub-url.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import type { MoveRecord } from '#renderer/data/team/move-record.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import { MoveChoose } from './move-choose.tsx'
import { MoveSteps } from './move-steps.tsx'
import { MovedDialog } from './moved-dialog.tsx'
import { useMove, type Move, type MoveState } from './use-move.ts'

/** Moves the whole team to another hub. Until the laptops are told nothing changes for anyone; each step is kept. */
export function MoveDialog({ session, onClose }: { session: TeamSession; onClose: () => void }) {
  const { t } = useTranslation(['moving', 'common'])
  const move = useMove(session)
  const { state } = move
  const [onlyTell, setOnlyTell] = useState(false)
  if (onlyTell) return <MovedDialog session={session} onClose={onClose} />
  // What is under way is ended first, and what was done of it is kept.
  const close = () => (state.at === 'running' ? move.stop() : onClose())
  return (
    <Dialog
      title={t('title')}
      closeLabel={t(state.at === 'running' ? 'stop' : 'common:action.close')}
      size="medium"
      role={state.at === 'running' ? 'alertdialog' : 'dialog'}
      onClose={close}
      footer={<Footer move={move} onClose={onClose} onOnlyTell={() => setOnlyTell(true)} />}
    >
      {state.at !== 'reading' && (
        <div className="move">
          <MoveSteps at={stepOf(state)} />
          <div className="col team-form">
            <Body session={session} move={move} />
          </div>
        </div>
      )}
    </Dialog>
  )
}

function stepOf(state: Exclude<MoveState, { at: 'reading' }>): MoveRecord['step'] | 'begin' {
  if (state.at === 'choosing') return 'begin'
  return state.at === 'running' ? (state.progress?.step ?? state.record.step) : state.record.step
}

function Body({ session, move }: { session: TeamSession; move: Move }) {
  const { t } = useTranslation('moving')
  const { state } = move
  switch (state.at) {
    case 'reading':
      return null
    case 'choosing':
      return (
        <>
          {state.fault === null ? (
            <>
              <p>{t('explain')}</p>
              <p className="sm muted">{t('untilTold')}</p>
            </>
          ) : (
            <Fault fault={state.fault} told={false} />
          )}
          <MoveChoose session={session} move={move} busy={state.busy} />
        </>
      )
    case 'running':
      return <Running state={state} onStop={move.stop} />
    case 'paused':
      return <Paused {...state} />
    case 'done':
      return (
        <>
          <Note tone="success" title={t('done.title')}>
            {t('done.safe')}
          </Note>
          <Numbers record={state.record} />
          <p>{t('done.next')}</p>
        </>
      )
  }
}

function Fault({ fault, told }: { fault: string; told: boolean }) {
  const { t } = useTranslation('moving')
  return (
    <Note tone={fault === 'stopped' ? 'info' : 'danger'} title={t(`fault.${fault}.what`)}>
      <p>{t(told ? 'safeTold' : 'safe')}</p>
      <p>{t(`fault.${fault}.do`)}</p>
    </Note>
  )
}

function Running({ state, onStop }: { state: Extract<MoveState, { at: 'running' }>; onStop: () => void }) {
  const { t } = useTranslation('moving')
  const format = useFormat()
  const { progress, stopping } = state
  const step = progress?.step ?? state.record.step
  const { done = 0, total = null } = progress ?? {}
  const isFile = step === 'fetch' || step === 'send'
  // Before its first byte and after its last one a file is made, and read.
  const share = total === null || total === 0 ? 0 : done / total
  const size = total === null ? format.bytes(done) : t('of', { done: format.bytes(done), total: format.bytes(total) })
  return (
    <>
      {isFile && done > 0 ? (
        <ProgressCard
          title={t(share === 1 && step === 'send' ? 'now.reading' : `now.${step}`)}
          share={share}
          shownShare={total === null ? '' : format.share(share)}
          detail={size}
          cancelLabel={t(stopping ? 'stopping' : 'stop')}
          onCancel={onStop}
        />
      ) : (
        <section className="card progress-card">
          <p className="row">
            <span className="grow" role="status">
              {t(step === 'fetch' ? 'now.making' : step === 'done' ? 'now.go' : `now.${step}`)}
            </span>
            <Button size="s" isDisabled={stopping} onPress={onStop}>
              {t(stopping ? 'stopping' : 'stop')}
            </Button>
          </p>
        </section>
      )}
      <p className="sm muted">{t(step === 'go' ? 'safeTold' : 'keepOpen')}</p>
    </>
  )
}

function Paused({ record, fault }: Extract<MoveState, { at: 'paused' }>) {
  const { t } = useTranslation('moving')
  const told = record.step === 'go'
  const isCompared = record.step === 'tell'
  return (
    <>
      <p>
        {t('towards')}{' '}
        <bdi className="mono" lang="en" dir="ltr">
          {shortAddress(urlsForOthers(record.to.urls)[0] ?? '')}
        </bdi>
      </p>
      {fault !== null && <Fault fault={fault} told={told} />}
      {fault === null && !isCompared && <Note title={t('cutShort')}>{t(told ? 'safeTold' : 'safe')}</Note>}
      {isCompared && (
        <>
          {fault === null && <Note tone="success" title={t('same')} />}
          <Numbers record={record} />
          <p>{t('tellExplain')}</p>
        </>
      )}
    </>
  )
}

/** What both hubs hold, in figures. */
function Numbers({ record: { numbers, fileBytes } }: { record: MoveRecord }) {
  const { t } = useTranslation('moving')
  const format = useFormat()
  if (numbers === null) return null
  const lines = [
    [t('numbers.people'), format.number(numbers.people)],
    [t('numbers.texts'), format.number(numbers.texts)],
    [t('numbers.changes'), format.number(numbers.changes)],
    ...(fileBytes === null ? [] : [[t('numbers.size'), format.bytes(fileBytes)]]),
  ]
  return (
    <>
      <dl className="move-numbers">
        {lines.map(([name, figure]) => (
          <div key={name}>
            <dt className="sm muted">{name}</dt>
            <dd className="num bold">{figure}</dd>
          </div>
        ))}
      </dl>
      {numbers.late > 0 && <p className="sm muted">{t('numbers.late', { count: numbers.late })}</p>}
    </>
  )
}

type FooterProps = { move: Move; onClose: () => void; onOnlyTell: () => void }

function Footer({ move, onClose, onOnlyTell }: FooterProps) {
  const { t } = useTranslation(['moving', 'bundles', 'common'])
  const { state } = move
  if (state.at === 'choosing') {
    return (
      <>
        <Button variant="quiet" size="s" isDisabled={state.busy} onPress={onOnlyTell}>
          {t('onlyTell')}
        </Button>
        <span className="grow" />
      </>
    )
  }
  if (state.at === 'done') {
    return (
      <>
        <span className="grow" />
        <Button variant="primary" onPress={onClose}>
          {t('bundles:saved.done')}
        </Button>
      </>
    )
  }
  if (state.at !== 'paused') return null
  const { step } = state.record
  return (
    <>
      {step !== 'go' && (
        <Button variant="quiet" onPress={() => void move.giveUp()}>
          {t('giveUp')}
        </Button>
      )}
      <span className="grow" />
      <Button onPress={onClose}>{t('later')}</Button>
      <Button variant="primary" onPress={() => void move.goOn(step === 'tell' || step === 'go')}>
        {t(step === 'tell' ? 'tell' : 'goOn')}
      </Button>
    </>
  )
}
