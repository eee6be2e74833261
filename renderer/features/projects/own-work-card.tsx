import { useTranslation } from 'react-i18next'
import { OwnBatchList } from '#renderer/app/batches/own-batch-list.tsx'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { ownBatches, type OwnBatch } from '#renderer/data/queries/batches.ts'
import type { ProjectSummary } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'

const SHOWN = 5

/** Batches of all projects, those that are still to be handed in first; nothing where there are none. */
export function OwnWorkCard({ summaries }: { summaries: readonly ProjectSummary[] }) {
  const { t } = useTranslation('batches')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const given = summaries.filter(({ project, isAssigned, items }) => isAssigned && items > 0 && !project.archived)
  const ids = given.map(({ project }) => project.id).join(' ')
  const batches = useQuery(async () => {
    const all = await Promise.all(given.map(({ project }) => ownBatches(data, { projectId: project.id, annotatorId })))
    return all.flat().filter(({ end }) => end !== 'closed')
  }, [data, annotatorId, ids])
  if (batches === undefined || batches.length === 0) return null
  const shown = batches.toSorted((a, b) => Number(a.end !== null) - Number(b.end !== null)).slice(0, SHOWN)
  const nameOf = (batch: OwnBatch) => given.find(({ project }) => project.id === batch.projectId)?.project.name ?? ''
  return (
    <section className="card own-work-card" aria-label={t('title')}>
      <h2 className="section-title">{t('title')}</h2>
      <OwnBatchList batches={shown} {...(given.length > 1 && { projectName: nameOf })} />
    </section>
  )
}
