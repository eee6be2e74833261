import { useSyncExternalStore } from 'react'
import type { ProjectId } from '#shared/base/ids.ts'
import { useServices } from '../services-context.ts'
import type { TeamSession, TeamStatus } from './team-session.ts'

export type Team = { session: TeamSession; status: TeamStatus }

/** The person's session with the hub of a project; null where the project is on this laptop only. */
export function useTeamSession(projectId: ProjectId): Team | null {
  const { team } = useServices()
  const sessions = useSyncExternalStore(team.subscribe, team.current)
  const session = sessions.get(projectId)
  return session ? { session, status: session.status } : null
}
