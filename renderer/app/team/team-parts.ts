import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { HubPort } from '#renderer/platform/hub-port.ts'
import type { SchedulerPorts } from '#renderer/sync/scheduler.ts'
import type { TeamSession } from './team-session.ts'

/**
 * Why a laptop could not join: the hub's word, nothing came back, or what came was not a hub. With a typed code also: no
 * address is known, or another hub than the code's answered.
 */
export type JoinFailure = ErrorCode | 'no-network' | 'portal' | 'no-hub' | 'no-address' | 'other-key'

export type TeamParts = {
  data: DataContext
  hub: HubPort
  /** Only the tab that writes sends and fetches. */
  mayWrite: () => boolean
  scheduler: SchedulerPorts
  /** Called when the person is in a team: the app must open while the hub is away. */
  keepAppOffline: () => Promise<void>
  /** The hub was just spoken to: what waited for it can go. */
  onContact?: (session: TeamSession) => void
  /** A project was brought to a hub from here. */
  onBrought?: (session: TeamSession) => void
  /** Name of this laptop in the lead's list. */
  device: string
}
