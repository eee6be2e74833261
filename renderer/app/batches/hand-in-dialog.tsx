import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { handIn } from '#renderer/data/commands/hand-in.ts'
import type { OwnBatch } from '#renderer/data/queries/batches.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import { useAnnotatorId, useServices } from '../services-context.ts'

/** The question before a batch is handed in: what is done, what is not. */
export function HandInDialog({ batch, onClose }: { batch: OwnBatch; onClose: () => void }) {
  const { t } = useTranslation(['batches', 'common'])
  const format = useFormat()
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const [failed, setFailed] = useState(false)
  const { standing, title } = batch
  const { done, unsure, skipped, notLanguage, unreadable } = standing.byStatus
  const act = async () => {
    const saving = handIn(data, { projectId: batch.projectId, annotatorId }, batch.id)
    const saved = await saveState.track(saving).catch(() => null)
    if (saved === null || !saved.ok) {
      setFailed(true)
      return
    }
    showToast(t('handedInToast', { title }))
    onClose()
  }
  const rows = [
    ['done', done],
    ['unsure', unsure],
    ['skipped', skipped + notLanguage + unreadable],
    ['flagged', standing.flagged],
    ['open', standing.open],
  ] as const
  return (
    <ConfirmDialog
      title={t('handIn.title', { title: title || t('untitled') })}
      actLabel={t('handIn.action')}
      keepLabel={t('handIn.keep')}
      danger={false}
      onAct={() => void act()}
      onKeep={onClose}
    >
      <dl className="hand-in-list">
        {rows.map(([name, count]) => (
          <div key={name} className="row">
            <dt className="grow muted">{t(`count.${name}`)}</dt>
            <dd className="num bold">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {standing.open > 0 && <Note tone="warning">{t('handIn.open', { count: standing.open })}</Note>}
      <p className="sm muted">{t('handIn.after')}</p>
      {failed && (
        <Note tone="danger" title={t('handIn.failed')}>
          {t('handIn.failedBody')}
        </Note>
      )}
    </ConfirmDialog>
  )
}
