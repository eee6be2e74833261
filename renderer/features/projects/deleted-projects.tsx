import { ArchiveRestore } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { restoreProject } from '#renderer/data/commands/delete-project.ts'
import { listDeletedProjects } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'

/** Projects deleted since the app was opened: here they can still be brought back. */
export function DeletedProjects() {
  const { t } = useTranslation(['projects', 'common'])
  const { data } = useServices()
  const readOnly = useReadOnlyReason()
  const deleted = useQuery(() => listDeletedProjects(data), [data]) ?? []
  if (deleted.length === 0) return null
  return (
    <section className="card deleted-projects" aria-label={t('deletedList')}>
      <h2 className="bold">{t('deletedList')}</h2>
      <p className="sm muted">{t('deleteUntilClose')}</p>
      <ul>
        {deleted.map(({ id, name }) => (
          <li key={id} className="row">
            <bdi className="grow">{name}</bdi>
            <Button
              size="s"
              icon={<ArchiveRestore size={15} aria-hidden />}
              label={t('restoreOf', { name })}
              disabledReason={readOnly}
              onPress={() => void restoreProject(data, id)}
            >
              {t('common:action.restore')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
