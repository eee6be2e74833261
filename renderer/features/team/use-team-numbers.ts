import { useServices } from '#renderer/app/services-context.ts'
import type { TeamSession, TeamStatus } from '#renderer/app/team/team-session.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { readTeamNumbers, type TeamNumbers } from '#renderer/data/team/team-numbers.ts'

export type Team = { session: TeamSession; status: TeamStatus }

/** The three numbers, read again when an answer is given or a push has arrived. */
export function useTeamNumbers({ projectId, annotatorId }: Who, { session }: Team): TeamNumbers | undefined {
  const { data } = useServices()
  return useQuery(
    () => readTeamNumbers(data, { projectId, annotatorId }, session.store),
    [data, projectId, annotatorId, session],
  )
}
