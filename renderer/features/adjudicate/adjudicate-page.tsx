import { useTranslation } from 'react-i18next'
import { useSearch } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { currentTask } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Adjudicating } from './adjudicating.tsx'
import './adjudicate.css'

/** Where answers differ and one of them, or another, becomes the gold answer. For leads and adjudicators. */
export function AdjudicatePage({ project }: { project: Project }) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const search = useSearch()
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  if (role === undefined || task === undefined) return null
  if ((role !== 'lead' && role !== 'adjudicator') || task === null) return <EmptyState sentence={t('leadsOnly')} />
  return <Adjudicating key={`${search} ${task.version}`} project={project} task={task} search={search} />
}
