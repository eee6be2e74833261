import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { projectPath } from '#renderer/app/routes.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { BackupFile } from '#renderer/platform/backups-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { RestorePlanView } from './restore-plan-view.tsx'
import { useRestore, type RestoreState } from './use-restore.ts'

/** Before this much is known, a time left would be a guess. */
const ENOUGH = { share: 0.05, ms: 2000 }

/** A backup from opening to having it back: proven whole, previewed, then brought back whole or as a copy. */
export function RestoreDialog({ file, onClose }: { file: BackupFile; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const restore = useRestore(file)
  const { state } = restore
  const busy = state.step === 'working'
  return (
    <Dialog
      title={t('restore.title')}
      subtitle={<bdi className="mono">{file.name}</bdi>}
      closeLabel={t('common:action.close')}
      size="medium"
      // A click beside it must not end work that is under way.
      role={busy ? 'alertdialog' : 'dialog'}
      onClose={() => !busy && onClose()}
    >
      {state.step === 'working' && <Working state={state} onCancel={restore.cancel} />}
      {state.step === 'passphrase' && <AskPassphrase wrong={state.wrong} onOpen={restore.open} />}
      {state.step === 'plan' && (
        <RestorePlanView
          plan={state.plan}
          onWhole={() => void restore.whole()}
          onCopy={(id, name) => void restore.copy(id, name)}
        />
      )}
      {state.step === 'restored' && <Restored state={state} onClose={onClose} />}
      {state.step === 'copied' && <Copied state={state} />}
      {state.step === 'failed' && <Failed state={state} onAgain={restore.again} />}
    </Dialog>
  )
}

type StateOf<Step extends RestoreState['step']> = Extract<RestoreState, { step: Step }>

function Working({ state, onCancel }: { state: StateOf<'working'>; onCancel: () => void }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const { work, share, elapsedMs } = state
  const known = share >= ENOUGH.share && elapsedMs >= ENOUGH.ms
  return (
    <ProgressCard
      title={t(`restore.working.${work}`)}
      share={share}
      shownShare={format.share(share)}
      detail={known ? t('running.left', { time: format.duration((elapsedMs / share) * (1 - share)) }) : ''}
      cancelLabel={t(`restore.stop.${work}`)}
      onCancel={onCancel}
    />
  )
}

function AskPassphrase({ wrong, onOpen }: { wrong: boolean; onOpen: (passphrase: string) => void }) {
  const { t } = useTranslation('backups')
  const [passphrase, setPassphrase] = useState('')
  return (
    <form
      className="col backups-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (passphrase !== '') onOpen(passphrase)
      }}
    >
      <p>{t('restore.sealed')}</p>
      <TextField
        type="password"
        dir="auto"
        maxLength={200}
        label={t('restore.passphrase')}
        value={passphrase}
        onChange={setPassphrase}
        error={wrong && passphrase === '' ? t('restore.wrong') : null}
        autoFocus
      />
      <div className="row">
        <span className="grow" />
        <Button variant="primary" type="submit" isDisabled={passphrase === ''}>
          {t('restore.open')}
        </Button>
      </div>
    </form>
  )
}

function Restored({ state, onClose }: { state: StateOf<'restored'>; onClose: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const { changes, clashes, missingChunks } = state.result
  return (
    <div className="col backups-form">
      <Note tone="success" title={t('restore.done.title')}>
        {t('restore.done.changes', { count: changes })}
      </Note>
      {clashes > 0 && <Note tone="warning">{t('restore.clashes', { count: clashes })}</Note>}
      {missingChunks > 0 && <Note tone="warning">{t('restore.missing')}</Note>}
      <div className="row">
        <span className="grow" />
        <Button variant="primary" onPress={onClose}>
          {t('common:action.done')}
        </Button>
      </div>
    </div>
  )
}

function Copied({ state }: { state: StateOf<'copied'> }) {
  const { t } = useTranslation('backups')
  const [, go] = useLocation()
  return (
    <div className="col backups-form">
      <Note tone="success" title={t('restore.copied.title')}>
        {t('restore.copied.body', { name: state.name })}
      </Note>
      {state.missingChunks > 0 && <Note tone="warning">{t('restore.missing')}</Note>}
      <div className="row">
        <span className="grow" />
        <Button variant="primary" onPress={() => go(projectPath('annotate', state.projectId))}>
          {t('restore.copied.open')}
        </Button>
      </div>
    </div>
  )
}

function Failed({ state, onAgain }: { state: StateOf<'failed'>; onAgain: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const { code, entry, detail, after } = state
  const stopped = code === 'stopped'
  return (
    <Note
      tone={stopped ? 'info' : 'danger'}
      title={t(`restore.failed.${code}.title`)}
      action={
        <Button size="s" onPress={onAgain}>
          {t('restore.again')}
        </Button>
      }
    >
      {t(stopped && after === 'whole' ? 'restore.failed.stopped.kept' : `restore.failed.${code}.body`)}{' '}
      {(entry !== '' || detail !== '') && !stopped && (
        <code className="mono" dir="ltr">
          {[entry, detail].filter((part) => part !== '').join(' ')}
        </code>
      )}
    </Note>
  )
}
