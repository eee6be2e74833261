import { useEffect, useSyncExternalStore } from 'react'
import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'
import type { OwnHubPort } from '#renderer/platform/own-hub-port.ts'

/** How many people were there lately changes without a message. */
const REFRESH_MS = 30_000

/** The hub on this laptop, followed while it is shown. */
export function useOwnHub(port: OwnHubPort): OwnHubState {
  useEffect(() => {
    const refresh = () => void port.refresh().catch(() => undefined)
    refresh()
    const timer = setInterval(refresh, REFRESH_MS)
    return () => clearInterval(timer)
  }, [port])
  return useSyncExternalStore(port.subscribe, port.current)
}

/** Switches it on and waits for what comes of it: the running hub, or null where it does not run. */
export function startOwnHub(port: OwnHubPort): Promise<Extract<OwnHubState, { kind: 'on' }> | null> {
  return new Promise((resolve) => {
    let asked = false
    const look = () => {
      const state = port.current()
      if (state.kind === 'on') resolve(state)
      else if (state.kind === 'failed' && asked) resolve(null)
      else return
      end()
    }
    const end = port.subscribe(look)
    const ask = async () => {
      await port.switch(true)
      asked = true
      look()
    }
    ask().catch(() => {
      end()
      resolve(null)
    })
  })
}
