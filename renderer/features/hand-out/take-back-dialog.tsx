import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { takeBack } from '#renderer/data/commands/take-back.ts'
import type { GivenBatch, PersonInBatch } from '#renderer/data/queries/batches.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'

type Props = { project: Project; batch: GivenBatch; person: PersonInBatch; onClose: () => void }

/** The question before unanswered texts are taken back. */
export function TakeBackDialog({ project, batch, person, onClose }: Props) {
  const { t } = useTranslation(['hand-out', 'common'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const { name, standing } = person
  const take = async () => {
    const who = { projectId: project.id, annotatorId }
    const key = { batchId: batch.id, person: person.annotatorId }
    const count = await saveState.track(takeBack(data, who, key)).catch(() => null)
    if (count !== null) showToast(t('takeBack.done', { count }))
    onClose()
  }
  return (
    <ConfirmDialog
      title={t('takeBack.title', { name })}
      actLabel={t('takeBack.action')}
      keepLabel={t('common:action.keep')}
      onAct={() => void take()}
      onKeep={onClose}
    >
      <p>
        {t('takeBack.loss', { count: standing.open })} {t('takeBack.safe', { count: standing.finished })}
      </p>
      <p className="muted">{t('takeBack.late')}</p>
    </ConfirmDialog>
  )
}
