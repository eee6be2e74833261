import type { ProjectId } from '#shared/base/ids.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import type { Disagreed, QueueWish } from '#renderer/workers/agreement-protocol.ts'
import { useAnnotatorId, useServices } from '../services-context.ts'
import { useDisagreed } from './use-disagreed.ts'

/** What waits for a decision now: nobody has still to finish it, and no guideline left it open. */
export function waits({ standing }: Disagreed): boolean {
  return standing !== 'unclear'
}

/** How many texts of a project wait for the person's decision; null for those who decide nothing there. */
export function useWaitingDecisions(projectId: ProjectId | null): number | null {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const role = useQuery(
    async () => (projectId === null ? null : roleIn(data, { projectId, annotatorId })),
    [data, projectId, annotatorId],
  )
  const decides = role === 'lead' || role === 'adjudicator'
  const wish: QueueWish | null =
    projectId !== null && decides ? { projectId, filter: {}, withPending: false, order: 'order' } : null
  const { list } = useDisagreed(wish)
  return decides ? (list?.filter(waits).length ?? 0) : null
}
