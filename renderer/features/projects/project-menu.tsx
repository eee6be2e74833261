import { Archive, ArchiveRestore, Copy, FileInput, FileOutput, Pencil, Tags, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { setProjectProperties } from '#renderer/data/commands/change-project.ts'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import type { ProjectQuestion } from './project-dialogs.tsx'

/** What can be done with a project, at the end of its row. */
export function ProjectMenu({ project, onAsk }: { project: Project; onAsk: (question: ProjectQuestion) => void }) {
  const { t } = useTranslation(['projects', 'common'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const [, navigate] = useLocation()
  const isDisabled = useReadOnlyReason() !== null
  const who = { projectId: project.id, annotatorId }
  const archive = async (archived: boolean) => {
    await saveState.track(setProjectProperties(data, who, { archived }))
    showToast(t(archived ? 'archivedToast' : 'unarchivedToast', { name: project.name }), {
      label: t('common:action.undo'),
      onPress: () => void saveState.track(setProjectProperties(data, who, { archived: !archived })),
    })
  }
  return (
    <MenuButton
      label={t('menuOf', { name: project.name })}
      entries={[
        {
          id: 'labels',
          label: t('common:nav.labels'),
          icon: <Tags size={15} />,
          onAction: () => navigate(projectPath('labels', project.id)),
        },
        {
          id: 'import',
          label: t('common:nav.import'),
          icon: <FileInput size={15} className="mirrored" />,
          onAction: () => navigate(projectPath('import', project.id)),
        },
        {
          id: 'export',
          label: t('common:nav.export'),
          icon: <FileOutput size={15} className="mirrored" />,
          onAction: () => navigate(projectPath('export', project.id)),
        },
        { id: 'line', separator: true },
        {
          id: 'rename',
          label: t('common:action.rename'),
          icon: <Pencil size={15} />,
          isDisabled,
          onAction: () => onAsk({ kind: 'rename', project }),
        },
        {
          id: 'duplicate',
          label: t('duplicate'),
          icon: <Copy size={15} />,
          isDisabled,
          onAction: () => onAsk({ kind: 'duplicate', project }),
        },
        project.archived
          ? {
              id: 'archive',
              label: t('unarchive'),
              icon: <ArchiveRestore size={15} />,
              isDisabled,
              onAction: () => void archive(false),
            }
          : {
              id: 'archive',
              label: t('archive'),
              icon: <Archive size={15} />,
              isDisabled,
              onAction: () => void archive(true),
            },
        {
          id: 'delete',
          label: t('common:action.delete'),
          icon: <Trash2 size={15} />,
          danger: true,
          isDisabled,
          onAction: () => onAsk({ kind: 'delete', project }),
        },
      ]}
    />
  )
}
