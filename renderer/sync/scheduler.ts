import type { RoundEnd } from './sync-round.ts'

/** Waits between rounds, in ms (sync.md, Network). */
const FIRST_BACK_OFF = 2_000
const LAST_BACK_OFF = 5 * 60_000
/** A quiet hub is asked again. */
const IDLE = 60_000
const IDLE_METERED = 15 * 60_000
/** Answers come in one after another: several go in one push. */
const GATHER = 2_000
const GATHER_METERED = 60_000

export type SchedulerPorts = {
  now(): number
  /** 0 ≤ x < 1 */
  random(): number
  /** Runs once after so many ms; the function that is given back calls it off. */
  after(ms: number, run: () => void): () => void
}

export type Schedule = {
  running: boolean
  /** When the next round begins, ms since 1970; null while one runs or none is planned. */
  nextAt: number | null
  /** How the last round ended; null before the first. */
  last: RoundEnd | null
}

/** What makes a round worth trying at once: the net is back, the laptop woke, the window is used, a person asks. */
export type WakeReason = 'online' | 'woke' | 'focus' | 'asked' | 'answer'

/**
 * Decides when rounds begin: soon after an answer, every minute while all is well, with growing and random pauses while the
 * hub is not reached. One round at a time.
 */
export class SyncScheduler {
  readonly #round: () => Promise<RoundEnd>
  readonly #ports: SchedulerPorts
  readonly #onChange: (schedule: Schedule) => void
  #schedule: Schedule = { running: false, nextAt: null, last: null }
  #failures = 0
  #metered = false
  #stopped = false
  #again = false
  /** Who waits for the end of a round that has not begun yet. */
  #waiting: ((end: RoundEnd) => void)[] = []
  #callOff: () => void = () => undefined

  constructor(round: () => Promise<RoundEnd>, ports: SchedulerPorts, onChange: (schedule: Schedule) => void) {
    this.#round = round
    this.#ports = ports
    this.#onChange = onChange
  }

  current(): Schedule {
    return this.#schedule
  }

  /** A connection that is paid by the megabyte: less often. */
  setMetered(metered: boolean): void {
    this.#metered = metered
    if (!this.#schedule.running && this.#failures === 0 && this.#schedule.last !== null) this.#plan(this.#idle())
  }

  /** Begins a round soon; what kept the last one from ending well may be over. */
  wake(reason: WakeReason): void {
    if (this.#stopped) return
    this.#failures = 0
    if (this.#schedule.running) {
      this.#again = true
      return
    }
    const gather = this.#metered ? GATHER_METERED : GATHER
    this.#plan(reason === 'answer' ? gather : 0, reason === 'answer')
  }

  /** A round that begins now, or after the one under way; how it ended. */
  async roundNow(): Promise<RoundEnd> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.wake('asked')
    })
  }

  stop(): void {
    this.#stopped = true
    this.#callOff()
    this.#set({ nextAt: null })
  }

  /** `sooner`: an earlier plan stands. */
  #plan(ms: number, sooner = false): void {
    const at = this.#ports.now() + ms
    if (sooner && this.#schedule.nextAt !== null && this.#schedule.nextAt <= at) return
    this.#callOff()
    this.#callOff = this.#ports.after(ms, () => void this.#run())
    this.#set({ nextAt: at })
  }

  async #run(): Promise<void> {
    if (this.#stopped || this.#schedule.running) return
    this.#again = false
    const waiting = this.#waiting.splice(0)
    this.#set({ running: true, nextAt: null })
    const end = await this.#round().catch((): RoundEnd => ({ kind: 'refused', code: 'internal', retryAfterS: 0 }))
    this.#set({ running: false, last: end })
    for (const resolve of waiting) resolve(end)
    if (this.#stopped) return
    if (end.kind === 'done') {
      this.#failures = 0
      this.#plan(this.#waiting.length > 0 ? 0 : this.#again ? GATHER : this.#idle())
    } else {
      const waited = this.#waiting.length > 0
      this.#plan(waited ? 0 : Math.max(this.#backOff(), end.kind === 'refused' ? end.retryAfterS * 1000 : 0))
    }
  }

  #idle(): number {
    return this.#metered ? IDLE_METERED : IDLE
  }

  /** Full jitter: anywhere up to a limit that doubles, so that laptops that lost the same hub do not come back together. */
  #backOff(): number {
    const limit = Math.min(LAST_BACK_OFF, FIRST_BACK_OFF * 2 ** this.#failures)
    this.#failures += 1
    return Math.max(FIRST_BACK_OFF / 4, Math.floor(this.#ports.random() * limit))
  }

  #set(change: Partial<Schedule>): void {
    this.#schedule = { ...this.#schedule, ...change }
    this.#onChange(this.#schedule)
  }
}
