import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'

/** The hub on this laptop. A browser cannot run one: there the port is null, and the screen says what to do instead. */
export interface OwnHubPort {
  /** As it was last heard of; available at once. */
  current(): OwnHubState
  subscribe(listener: () => void): () => void
  /** Asks again: how many people were there lately changes by the clock. */
  refresh(): Promise<void>
  /** On while it failed = tries again now. */
  switch(on: boolean): Promise<void>
}
