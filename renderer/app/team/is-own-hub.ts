import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'
import { isLoopbackUrl } from '#shared/sync/hub-url.ts'
import type { TeamLink } from '#renderer/data/team/team-links.ts'

/** Whether a team's hub is the one on this laptop. */
export function isOwnHub(state: OwnHubState, { hub, fingerprint, urls }: TeamLink): boolean {
  if (state.kind === 'on') return state.hub === hub
  // While it is off nothing tells its id: only a hub on this machine is pinned and reached at the loopback address.
  return fingerprint !== null && urls.some(isLoopbackUrl)
}
