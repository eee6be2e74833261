import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { BackToPeople } from '#renderer/app/team/back-to-people.tsx'
import { ForkNote } from '#renderer/app/team/fork-note.tsx'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import { forkedPeople } from '#renderer/data/queries/forks.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { HeldAtHub, HeldHere } from './held-list.tsx'
import './held.css'

/** What the hub, or this laptop in a team without one, keeps back until a lead decides, and laptops that turned out to be copies. For leads. */
export function HeldPage({ project }: { project: Project }) {
  const { t } = useTranslation('held')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const team = useTeamSession(project.id)
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  const forks = useQuery(() => forkedPeople(data, project.id), [data, project.id])
  if (role === undefined || forks === undefined) return null
  if (role !== 'lead') return <EmptyState sentence={t('leadsOnly')} />
  return (
    <>
      <div className="page-head">
        <BackToPeople projectId={project.id} />
        <h1 className="page-title">{t('title')}</h1>
      </div>
      {forks.map((fork) => (
        <ForkNote key={fork.annotatorId} fork={fork} />
      ))}
      {team === null ? <HeldHere projectId={project.id} /> : <HeldAtHub team={team} />}
    </>
  )
}
