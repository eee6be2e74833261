/** A pause longer than this is not work: the person has left or is thinking of something else. */
export const IDLE_AFTER_MS = 30_000

/**
 * Time spent, counted only while active: between two signs of life (key, pointer, wheel) at most
 * 30 s count; a hidden window counts nothing. Milliseconds of a clock that nobody sets (`performance.now`).
 */
export class ActiveTimer {
  #lastSign: number | null = null
  #active = 0
  #total = 0

  /** A sign of life at `now`. */
  touch(now: number): void {
    if (this.#lastSign !== null) this.#add(Math.min(now - this.#lastSign, IDLE_AFTER_MS))
    this.#lastSign = now
  }

  /** The window was hidden or left at `now`: the gap until the next sign does not count. */
  pause(now: number): void {
    this.touch(now)
    this.#lastSign = null
  }

  /** What has gathered since the last take. */
  take(): number {
    const taken = this.#active
    this.#active = 0
    return taken
  }

  /** All active time of this sitting. */
  get totalMs(): number {
    return this.#total
  }

  #add(ms: number): void {
    const counted = Math.max(0, ms)
    this.#active += counted
    this.#total += counted
  }
}
