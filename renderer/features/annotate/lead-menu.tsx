import { Eraser } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/domain/item.ts'
import type { Project } from '#shared/domain/project.ts'
import { EraseDialog } from '#renderer/app/erase/erase-dialog.tsx'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { MenuButton } from '#renderer/ui/menu-button.tsx'

/** What only a lead does with the text on the screen. */
export function LeadMenu({ project, item }: { project: Project; item: Item }) {
  const { t } = useTranslation('erase')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const readOnly = useReadOnlyReason()
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  const [erasing, setErasing] = useState<Item | null>(null)
  if (role !== 'lead') return null
  const erase = {
    id: 'erase',
    label: t('action'),
    icon: <Eraser size={15} aria-hidden />,
    danger: true,
    isDisabled: readOnly !== null,
    onAction: () => setErasing(item),
  }
  return (
    <>
      <MenuButton label={t('menu')} entries={[erase]} />
      {erasing && (
        // The sitting itself says that the text is gone, whoever erased it.
        <EraseDialog
          project={project}
          item={erasing}
          onErased={() => setErasing(null)}
          onClose={() => setErasing(null)}
        />
      )}
    </>
  )
}
