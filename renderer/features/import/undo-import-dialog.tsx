import { useTranslation } from 'react-i18next'
import type { ImportRecord } from '#shared/domain/chunk.ts'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { importAnswerCount } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'

export type UndoImportDialogProps = {
  project: Project
  record: Pick<ImportRecord, 'id' | 'fileName' | 'items' | 'answered'>
  onClose: () => void
  onUndone?: () => void
}

/** The question before an import is undone: how many texts and answers leave the screen. */
export function UndoImportDialog({ project, record, onClose, onUndone }: UndoImportDialogProps) {
  const { t } = useTranslation(['import', 'common'])
  const { data } = useServices()
  const who = { projectId: project.id, annotatorId: useAnnotatorId() }
  const answers = useQuery(() => importAnswerCount(data, project.id, record.id), [data, project.id, record.id])
  if (answers === undefined) return null
  const undo = async () => {
    await removeImport(data, who, record.id)
    onClose()
    onUndone?.()
    showToast(t('past.removedToast', { name: record.fileName }), {
      label: t('past.restore'),
      onPress: () => void removeImport(data, who, record.id, false),
    })
  }
  return (
    <ConfirmDialog
      title={t('past.undoTitle', { name: record.fileName })}
      actLabel={t('past.undo')}
      keepLabel={t('common:action.keep')}
      onAct={() => void undo()}
      onKeep={onClose}
    >
      <p>{t('past.undoItems', { count: record.items })}</p>
      <p>{t('past.undoAnswers', { count: answers })}</p>
      {(record.answered ?? 0) > 0 && <p>{t('past.undoAnswered', { count: record.answered ?? 0 })}</p>}
      <p className="muted sm">{t('past.undoKept')}</p>
    </ConfirmDialog>
  )
}
