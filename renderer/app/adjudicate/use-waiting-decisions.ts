import type { ProjectId } from '#shared/base/ids.ts'
import { projectAnswers } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import type { Disagreed, QueueWish } from '#renderer/workers/agreement-protocol.ts'
import { useAnnotatorId, useServices } from '../services-context.ts'
import { useDisagreed } from './use-disagreed.ts'

/** What waits for a decision: no guideline left it open. */
export function waits({ standing }: Disagreed): boolean {
  return standing !== 'unclear'
}

/** With more answers than these nothing is counted beside the way there: all of them would lie in memory for a number. */
const MOST_COUNTED = 20_000

/** How many texts of a project wait for the person's decision; 0 where it is not counted, null for who decides nothing. */
export function useWaitingDecisions(projectId: ProjectId | null): number | null {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const facts = useQuery(async () => {
    if (projectId === null) return null
    const role = await roleIn(data, { projectId, annotatorId })
    if (role !== 'lead' && role !== 'adjudicator') return null
    return { counts: (await projectAnswers(data, projectId)) <= MOST_COUNTED }
  }, [data, projectId, annotatorId])
  const wish: QueueWish | null =
    projectId !== null && facts?.counts === true ? { projectId, filter: {}, withPending: false, order: 'order' } : null
  const { list } = useDisagreed(wish)
  if (facts === undefined || facts === null) return null
  return facts.counts ? (list?.filter(waits).length ?? 0) : 0
}
