import type { NishanApi } from '#shared/ipc/contract.ts'
import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'
import { guardCall } from './electron-call.ts'
import type { OwnHubPort } from './own-hub-port.ts'

/** The hub that the main process keeps, as its messages tell. */
export function electronOwnHub(api: NishanApi): OwnHubPort {
  let state: OwnHubState = { kind: 'off' }
  const listeners = new Set<() => void>()
  const replace = (next: OwnHubState) => {
    state = next
    for (const listener of listeners) listener()
  }
  api['ownHub.changed'](replace)
  const refresh = async () => replace(await guardCall(api['ownHub.state']()))
  // A refused call is a bug; the switch then stays as it was.
  void refresh().catch(() => undefined)
  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    switch: (on) => guardCall(api['ownHub.switch'](on)),
  }
}
