import type { DataContext } from '#renderer/data/data-context.ts'
import type { KeyVaultPort } from '#renderer/platform/key-vault-port.ts'
import type { SealPort } from '#renderer/workers/seal-protocol.ts'
import type { TeamService } from '../team/team-service.ts'

export type BundleParts = {
  data: DataContext
  /** Private keys of the projects that are led from here. */
  vault: KeyVaultPort
  seal: SealPort
  team: Pick<TeamService, 'current'>
  /** Name of this laptop in the lead's list. */
  device: string
  /** Lets other work go first. */
  turn: () => Promise<void>
}

/** A piece of long work that tells how far it is and may be stopped. `share`: 0 to 1. */
export type Watch = { signal?: AbortSignal; onProgress?: (share: number) => void }
