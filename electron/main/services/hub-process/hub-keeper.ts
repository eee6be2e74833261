import type { OwnHubProblem, OwnHubState, RunningHub } from '#shared/ipc/own-hub-contract.ts'
import { tellableUrls } from '#shared/sync/messages/hex.ts'
import type { Log, LogFields } from '../log.ts'
import { fromHubSchema, type FromHub, type ToHub } from './hub-messages.ts'

/** A started process of the hub. */
export type HubChild = {
  post(message: ToHub): void
  kill(): void
}
export type HubChildEvents = { onMessage: (message: unknown) => void; onExit: (code: number) => void }

export type HubKeeperParts = {
  fork: (events: HubChildEvents) => HubChild
  start: Omit<Extract<ToHub, { kind: 'start' }>, 'kind'>
  /** People who work on this laptop: they are no others. */
  isHere: (annotatorId: string) => boolean
  now: () => number
  /** Returns the function that calls it off. */
  after: (ms: number, run: () => void) => () => void
  log: Log
  onChange: (state: OwnHubState) => void
}

const LATELY_MS = 15 * 60 * 1000
/** Tried again after 1 s, 2 s, 4 s … up to a minute; from the beginning once it has run for a minute. */
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
const STEADY_MS = 60_000
/** A little more than the process gives its requests. */
const STOP_LIMIT_MS = 12_000
/** What a second try does not mend. */
const LASTING: readonly OwnHubProblem[] = ['newer', 'torn-restore', 'damaged', 'folder-denied']

type Present = Extract<FromHub, { kind: 'present' }>

/**
 * The team's hub in a process of its own: started, watched, started again when it ends by itself, and stopped so that
 * requests under way are finished. One at a time: the next is started when the one before has gone.
 */
export class HubKeeper {
  readonly #parts: HubKeeperParts
  #state: OwnHubState = { kind: 'off' }
  #wanted = false
  #child: HubChild | null = null
  #gone: Promise<void> = Promise.resolve()
  #people: Present['people'] = []
  #tries = 0
  #steadyFrom = Infinity
  #callOff = () => undefined as void

  constructor(parts: HubKeeperParts) {
    this.#parts = parts
  }

  /** As it is now; how many people there were lately passes with time. */
  state(): OwnHubState {
    return this.#state.kind === 'on' ? { ...this.#state, people: this.#counted() } : this.#state
  }

  /** Switches it on; while it waits for its next try it is tried at once. */
  switchOn(): void {
    this.#wanted = true
    if (this.#child !== null) return
    this.#tries = 0
    this.#start()
  }

  /** Resolves when its process has gone. */
  async switchOff(): Promise<void> {
    this.#wanted = false
    this.#callOff()
    const child = this.#child
    if (child === null) {
      this.#set({ kind: 'off' })
      return
    }
    if (this.#state.kind !== 'stopping') {
      this.#set({ kind: 'stopping' })
      child.post({ kind: 'stop' })
      this.#callOff = this.#parts.after(STOP_LIMIT_MS, () => child.kill())
    }
    await this.#gone
  }

  #start(): void {
    this.#callOff()
    this.#set({ kind: 'starting' })
    let problem: OwnHubProblem = 'crashed'
    this.#gone = new Promise((resolve) => {
      const child = this.#parts.fork({
        onMessage: (given) => {
          const message = fromHubSchema.parse(given)
          if (message.kind === 'failed') problem = message.problem
          this.#hear(message)
        },
        onExit: (code) => {
          this.#ended(code, problem)
          resolve()
        },
      })
      this.#child = child
      child.post({ kind: 'start', ...this.#parts.start })
    })
  }

  #hear(message: FromHub): void {
    const { log, now } = this.#parts
    switch (message.kind) {
      case 'ready': {
        log('own-hub-ready', { hub: message.hub })
        this.#steadyFrom = now() + STEADY_MS
        const { hub, urls, fingerprint, ownerCode } = message
        const ownUrl = `https://127.0.0.1:${this.#parts.start.port}`
        if (this.#wanted) {
          this.#set({
            kind: 'on',
            hub,
            urls: tellableUrls(urls),
            ownUrl,
            fingerprint,
            ownerCode,
            people: this.#counted(),
          })
        }
        return
      }
      case 'present':
        this.#people = message.people
        if (this.#state.kind === 'on') {
          this.#set({ ...this.#state, urls: tellableUrls(message.urls), people: this.#counted() })
        }
        return
      case 'failed':
        log('own-hub-failed', { problem: message.problem, code: message.code })
        return
      case 'log':
        log(message.event, plain(message.fields))
    }
  }

  #ended(code: number, problem: OwnHubProblem): void {
    this.#callOff()
    this.#child = null
    this.#people = []
    if (this.#state.kind === 'stopping') {
      this.#set({ kind: 'off' })
      // Switched on again while it stopped.
      if (this.#wanted) this.#start()
      return
    }
    const { log, now, after } = this.#parts
    log('own-hub-ended', { code, problem })
    if (now() >= this.#steadyFrom) this.#tries = 0
    this.#steadyFrom = Infinity
    if (LASTING.includes(problem)) {
      this.#set({ kind: 'failed', problem, nextAt: null })
      return
    }
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries)
    this.#tries += 1
    this.#callOff = after(waitMs, () => this.#start())
    this.#set({ kind: 'failed', problem, nextAt: now() + waitMs })
  }

  #counted(): RunningHub['people'] {
    const others = this.#people.filter(({ annotatorId }) => !this.#parts.isHere(annotatorId))
    const lately = others.filter(({ contactAt }) => contactAt > this.#parts.now() - LATELY_MS)
    return { lately: lately.length, today: others.length }
  }

  #set(state: OwnHubState): void {
    this.#state = state
    this.#parts.onChange(state)
  }
}

function plain(fields: Record<string, unknown>): LogFields {
  const kept = Object.entries(fields).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return Object.fromEntries(kept) as LogFields
}
