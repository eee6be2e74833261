import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { currentTask } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useServices } from './services-context.ts'
import { TaskVersionView } from './task-history.tsx'

/** Labels and guidelines as they are now, in a tab that only reads. */
export function ReadOnlyTask({ project, title }: { project: Project; title: string }) {
  const { t } = useTranslation('common')
  const { data } = useServices()
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  if (!task) return null
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{title}</h1>
        <span className="sm muted">{t('tab.readOnly')}</span>
      </div>
      <section className="card grow read-only-task">
        <TaskVersionView task={task} language={project.fields[0]?.language ?? 'ur'} />
      </section>
    </>
  )
}
