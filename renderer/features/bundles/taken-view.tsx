import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { hubNumbers, type Taken } from '#renderer/app/bundles/take-file.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { FaultNote } from './fault-note.tsx'
import { MergeNumbers } from './merge-numbers.tsx'
import { ReceiptList } from './receipt-list.tsx'

type OfKind<Kind extends Taken['kind']> = Extract<Taken, { kind: Kind }>

/** What became of a file, and what is to do now. */
export function TakenView({ taken, onClose }: { taken: Taken; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  switch (taken.kind) {
    case 'merged':
      return <Merged taken={taken} />
    case 'at-hub':
      return <AtHub taken={taken} />
    case 'hub-away':
      return <Note tone="warning">{t('done.hubAway')}</Note>
    case 'hub-refused':
      return <HubRefused taken={taken} />
    case 'receipt':
      return <TakenReceipt taken={taken} />
    case 'receipt-refused':
      return <FaultNote code={taken.code} />
    case 'work':
      return <TakenWork taken={taken} onClose={onClose} />
  }
}

function Merged({ taken: { report, queued, receipts, projectId } }: { taken: OfKind<'merged'> }) {
  const { t } = useTranslation('bundles')
  return (
    <div className="col bundle-about">
      {report.stopped ? (
        <Note>{t('done.stopped')}</Note>
      ) : (
        <Note tone={queued ? 'info' : 'success'}>{t(queued ? 'done.queued' : 'done.merged')}</Note>
      )}
      <MergeNumbers report={report} />
      <ReceiptList projectId={projectId} receipts={receipts} />
    </div>
  )
}

function AtHub({ taken: { reply, projectId } }: { taken: OfKind<'at-hub'> }) {
  const { t } = useTranslation('bundles')
  if (reply.kind === 'everything') return <Note tone="success">{t('done.hubEverything')}</Note>
  const { stored, known, held, waiting, refused } = hubNumbers(reply.pushes)
  const lines = [
    stored > 0 && t('done.hubStored', { count: stored }),
    known > 0 && t('answers.known', { count: known }),
    held > 0 && t('done.hubHeld', { count: held }),
    waiting > 0 && t('answers.waiting', { count: waiting }),
    refused > 0 && t('done.hubRefused', { count: refused }),
  ].filter((line) => line !== false)
  const codes = new Set(reply.pushes.flatMap(({ code }) => code ?? []))
  const told = (['not-enrolled', 'bad-signature', 'fork', 'too-many'] as const).filter((code) => codes.has(code))
  return (
    <div className="col bundle-about">
      <Note tone={refused === 0 ? 'success' : 'info'}>{t('done.atHub')}</Note>
      <p className="sm">{lines.join(' · ')}</p>
      {told.map((code) => (
        <Note key={code} tone="warning">
          {t(`answers.refused.${code}`)}
        </Note>
      ))}
      {reply.enrolled !== null && 'code' in reply.enrolled && <Note tone="warning">{t('answers.badInvite')}</Note>}
      <ReceiptList projectId={projectId} receipts={reply.receipts} />
    </div>
  )
}

function HubRefused({ taken: { refusal } }: { taken: OfKind<'hub-refused'> }) {
  const { t, i18n } = useTranslation('bundles')
  const code = refusal.fault?.code ?? refusal.code
  if (i18n.exists(`bundles:fault.${code}.title`)) return <FaultNote code={code} />
  return (
    <Note tone="warning">
      {t('done.hubNo')}{' '}
      <code className="mono" dir="ltr">
        {code}
      </code>
    </Note>
  )
}

function TakenReceipt({ taken: { taken } }: { taken: OfKind<'receipt'> }) {
  const { t } = useTranslation('bundles')
  const { texts, operations, differing } = taken
  const isNew = operations > 0
  return (
    <div className="col bundle-about">
      {(isNew || differing === 0) && (
        <Note tone={isNew ? 'success' : 'info'}>
          {isNew && texts > 0 ? t('done.receipt', { count: texts }) : t(isNew ? 'saved.done' : 'done.receiptNothing')}
        </Note>
      )}
      {differing > 0 && <Note tone="warning">{t('done.receiptDiffers')}</Note>}
    </div>
  )
}

function TakenWork({ taken: { summary, stopped }, onClose }: { taken: OfKind<'work'>; onClose: () => void }) {
  const { t } = useTranslation('bundles')
  const { platform } = useServices()
  const { annotatorId } = useSettings()
  const [, navigate] = useLocation()
  if (stopped) return <Note>{t('done.stopped')}</Note>
  const { who, name } = summary
  const isOther = annotatorId !== '' && annotatorId !== who.annotatorId
  const go = () => {
    onClose()
    if (annotatorId !== who.annotatorId) platform.settings.update({ annotatorId: who.annotatorId })
    navigate(projectPath('annotate', who.projectId))
  }
  return (
    <Note
      tone="success"
      action={
        <Button variant="primary" onPress={go} autoFocus>
          {isOther ? t('done.goOther', { name }) : t('done.goWork')}
        </Button>
      }
    >
      {t('done.work')}
    </Note>
  )
}
