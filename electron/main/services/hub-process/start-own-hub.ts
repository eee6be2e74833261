import { powerSaveBlocker, utilityProcess } from 'electron'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'
import { HUB_PORT } from '#shared/sync/hub-url.ts'
import type { Log } from '../log.ts'
import type { OpenWindows } from '../open-windows.ts'
import { writeFileAtomically } from '../write-file-atomically.ts'
import { HubKeeper, type HubChild, type HubChildEvents } from './hub-keeper.ts'

export type OwnHubParts = {
  userData: string
  /** The built entry, beside main.js. */
  entry: string
  staticDir: string
  version: string
  windows: OpenWindows
  isHere: (annotatorId: string) => boolean
  log: Log
}

export type OwnHub = {
  state(): OwnHubState
  switch(on: boolean): void
  /** For the end of the app: the hub starts again with the next one. */
  stop(): Promise<void>
}

/** This laptop's hub, which runs again if it was switched on when the app was closed. */
export function startOwnHub({ userData, entry, staticDir, version, windows, isHere, log }: OwnHubParts): OwnHub {
  const memory = join(userData, 'own-hub.json')
  const awake = new StayAwake()
  const keeper = new HubKeeper({
    fork: (events) => forkHub(entry, events),
    start: { data: join(userData, 'hub'), port: portOf(process.env['NISHAN_HUB_PORT']), version, staticDir },
    isHere,
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    log,
    onChange(state) {
      awake.set(state.kind === 'starting' || state.kind === 'on')
      windows.send('ownHub.changed', state)
    },
  })
  if (wasOn(memory)) keeper.switchOn()
  return {
    state: () => keeper.state(),
    switch(on) {
      try {
        writeFileAtomically(memory, `${JSON.stringify({ on })}\n`)
      } catch {
        // Holds for this sitting.
        log('own-hub-not-remembered')
      }
      if (on) keeper.switchOn()
      else void keeper.switchOff()
    },
    stop: () => keeper.switchOff(),
  }
}

function forkHub(entry: string, { onMessage, onExit }: HubChildEvents): HubChild {
  const child = utilityProcess.fork(entry, [], { serviceName: 'Nishan hub', stdio: 'ignore' })
  child.on('message', onMessage)
  child.on('exit', onExit)
  return { post: (message) => child.postMessage(message), kill: () => void child.kill() }
}

/** While others send their work here this laptop does not fall asleep by itself; a closed lid still ends it. */
class StayAwake {
  #id: number | null = null

  set(awake: boolean): void {
    if (awake === (this.#id !== null)) return
    if (this.#id === null) this.#id = powerSaveBlocker.start('prevent-app-suspension')
    else {
      powerSaveBlocker.stop(this.#id)
      this.#id = null
    }
  }
}

function wasOn(file: string): boolean {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { on?: unknown } | null)?.on === true
  } catch {
    // First start.
    return false
  }
}

function portOf(given: string | undefined): number {
  const port = Number(given)
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : HUB_PORT
}
