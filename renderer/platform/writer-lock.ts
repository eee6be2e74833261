import { z } from '#shared/base/schema.ts'
import type { LettingGo, TakeOverOutcome, WriterLockPort, WriterLockState } from './writer-lock-port.ts'

const NAME = 'nishan-writer'

/** A page that is loaded again may ask before the browser has taken the lock from its former self. */
const RELOAD_MS = 300
/** A tab that is not frozen answers within this time, and lets go within the second one. */
const HEAR_MS = 2000
const FINISH_MS = 8000
/** So long the tabs that only wait have to step behind the one that asked. */
const STEP_BEHIND_MS = 50

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ask'), from: z.string() }),
  z.object({ kind: z.literal('heard'), to: z.string() }),
  z.object({ kind: z.literal('kept'), to: z.string(), reason: z.enum(['importing', 'unsaved']) }),
])
type Message = z.infer<typeof messageSchema>

/** What the lock needs of the browser; `locks` is absent where the address is not secure. */
export type WriterLockParts = {
  locks: Pick<LockManager, 'request'> | undefined
  channel: (name: string) => BroadcastChannel
}

/** The lock by the Web Locks API; tabs talk over a BroadcastChannel of the same name. */
export class WriterLock implements WriterLockPort {
  readonly #locks: Pick<LockManager, 'request'> | null
  readonly #openChannel: WriterLockParts['channel']
  readonly #listeners = new Set<() => void>()
  #channel: BroadcastChannel | null = null
  #state: WriterLockState = 'reader'
  #letGo: () => void = () => undefined
  #inLine = new AbortController()
  #steps: LettingGo = { finish: () => Promise.resolve(null), settled: () => Promise.resolve() }
  #finishing = false

  constructor({ locks, channel }: WriterLockParts) {
    this.#locks = locks ?? null
    this.#openChannel = channel
  }

  readonly current = (): WriterLockState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async open(): Promise<WriterLockState> {
    if (this.#locks === null) {
      this.#set('missing')
      return 'missing'
    }
    this.#channel = this.#openChannel(NAME)
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = messageSchema.safeParse(data)
      if (message.success) void this.#hear(message.data)
    })
    await this.#takeIfFree(this.#locks)
    if (this.#state === 'reader') {
      this.#waitInLine()
      await this.#changed(RELOAD_MS)
    }
    return this.#state
  }

  beforeLettingGo(steps: LettingGo): void {
    this.#steps = steps
  }

  async takeOver(): Promise<TakeOverOutcome> {
    const channel = this.#channel
    if (this.#state === 'writer') return 'taken'
    if (channel === null) return 'no-answer'
    const from = crypto.randomUUID()
    return new Promise((resolve) => {
      const end = (outcome: TakeOverOutcome) => {
        clearTimeout(timer)
        channel.removeEventListener('message', listen)
        stop()
        resolve(outcome)
      }
      const listen = ({ data }: MessageEvent<unknown>) => {
        const message = messageSchema.safeParse(data).data
        if (message === undefined || message.kind === 'ask' || message.to !== from) return
        if (message.kind === 'kept') end(message.reason)
        else {
          clearTimeout(timer)
          timer = setTimeout(() => end('no-answer'), FINISH_MS)
        }
      }
      let timer = setTimeout(() => end('no-answer'), HEAR_MS)
      const stop = this.subscribe(() => {
        if (this.#state === 'writer') end('taken')
      })
      channel.addEventListener('message', listen)
      this.#say({ kind: 'ask', from })
    })
  }

  async #hear(message: Message): Promise<void> {
    if (message.kind !== 'ask') return
    if (this.#state === 'reader') {
      // Whoever asks comes before the tabs that only wait.
      this.#inLine.abort()
      this.#waitInLine()
      return
    }
    if (this.#finishing) return
    this.#finishing = true
    this.#say({ kind: 'heard', to: message.from })
    try {
      const reason = await this.#steps.finish()
      if (reason === null) await this.#release()
      else this.#say({ kind: 'kept', to: message.from, reason })
    } finally {
      this.#finishing = false
    }
  }

  async #release(): Promise<void> {
    this.#set('reader')
    await this.#steps.settled()
    await new Promise((resolve) => setTimeout(resolve, STEP_BEHIND_MS))
    this.#letGo()
    this.#waitInLine()
  }

  async #takeIfFree(locks: Pick<LockManager, 'request'>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const held = locks.request(NAME, { ifAvailable: true }, (lock) => {
        const holding = lock === null ? undefined : this.#hold()
        resolve()
        return holding
      })
      held.catch(reject)
    })
  }

  #waitInLine(): void {
    const inLine = new AbortController()
    this.#inLine = inLine
    const held = this.#locks?.request(NAME, { signal: inLine.signal }, () => this.#hold())
    held?.catch(() => {
      // Left the line to stand behind another; any other refusal means that there are no locks here.
      if (!inLine.signal.aborted) this.#set('missing')
    })
  }

  /** The lock is ours for as long as this promise is open. */
  #hold(): Promise<void> {
    return new Promise((resolve) => {
      this.#letGo = resolve
      this.#set('writer')
    })
  }

  #changed(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        stop()
        resolve()
      }
      const timer = setTimeout(end, withinMs)
      const stop = this.subscribe(end)
    })
  }

  #say(message: Message): void {
    this.#channel?.postMessage(message)
  }

  #set(state: WriterLockState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
