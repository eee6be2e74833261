import { describe, expect, it } from 'vitest'
import { SyncScheduler, type SchedulerPorts } from '#renderer/sync/scheduler.ts'
import type { RoundEnd } from '#renderer/sync/sync-round.ts'

/** A clock that goes on when it is told to. */
class Clock implements SchedulerPorts {
  at = 0
  readonly #timers = new Set<{ at: number; run: () => void }>()
  now = () => this.at
  random = () => 0.999
  after = (ms: number, run: () => void) => {
    const timer = { at: this.at + ms, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  async pass(ms: number): Promise<void> {
    const end = this.at + ms
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.at = next.at
      this.#timers.delete(next)
      next.run()
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
    this.at = end
  }
}

function begin(ends: () => RoundEnd | Promise<RoundEnd>) {
  const clock = new Clock()
  const rounds: number[] = []
  const scheduler = new SyncScheduler(
    async () => {
      rounds.push(clock.at)
      return ends()
    },
    clock,
    () => undefined,
  )
  return { clock, rounds, scheduler }
}

const DONE: RoundEnd = { kind: 'done' }
const AWAY: RoundEnd = { kind: 'no-network' }

describe('when rounds begin', () => {
  it('at once when asked, then every minute while all is well', async () => {
    const { clock, rounds, scheduler } = begin(() => DONE)
    scheduler.wake('asked')
    await clock.pass(125_000)
    expect(rounds).toEqual([0, 60_000, 120_000])
  })

  it('a little after an answer, several answers in one round', async () => {
    const { clock, rounds, scheduler } = begin(() => DONE)
    scheduler.wake('answer')
    await clock.pass(1_000)
    scheduler.wake('answer')
    await clock.pass(1_500)
    expect(rounds).toEqual([2_000])
  })

  it('ever later while the hub is not reached, at most five minutes apart', async () => {
    const { clock, rounds, scheduler } = begin(() => AWAY)
    scheduler.wake('asked')
    await clock.pass(30 * 60_000)
    const pauses = rounds.slice(1).map((at, index) => at - (rounds[index] ?? 0))
    expect(pauses.slice(0, 4)).toEqual([1_998, 3_996, 7_992, 15_984])
    expect(Math.max(...pauses)).toBeLessThanOrEqual(300_000)
    expect(rounds.length).toBeGreaterThan(10)
  })

  it('soon again when the net comes back, whatever the pause had grown to', async () => {
    let end: RoundEnd = AWAY
    const { clock, rounds, scheduler } = begin(() => end)
    scheduler.wake('asked')
    await clock.pass(20 * 60_000)
    end = DONE
    const before = rounds.length
    scheduler.wake('online')
    await clock.pass(10)
    expect(rounds.length).toBe(before + 1)
    expect(scheduler.current().last).toEqual(DONE)
  })

  it('not before the hub wants to be asked again', async () => {
    const { clock, rounds, scheduler } = begin(() => ({ kind: 'refused', code: 'busy', retryAfterS: 30 }))
    scheduler.wake('asked')
    await clock.pass(29_000)
    expect(rounds).toEqual([0])
    await clock.pass(2_000)
    expect(rounds).toHaveLength(2)
  })

  it('one at a time; what came meanwhile gets its own', async () => {
    let finish: (end: RoundEnd) => void = () => undefined
    const { clock, rounds, scheduler } = begin(() => new Promise<RoundEnd>((resolve) => (finish = resolve)))
    scheduler.wake('asked')
    await clock.pass(1)
    scheduler.wake('asked')
    scheduler.wake('answer')
    await clock.pass(10_000)
    expect(rounds).toHaveLength(1)
    finish(DONE)
    await new Promise((resolve) => setTimeout(resolve, 0))
    await clock.pass(2_000)
    expect(rounds).toHaveLength(2)
  })

  it('seldom on a connection that is paid by the megabyte', async () => {
    const { clock, rounds, scheduler } = begin(() => DONE)
    scheduler.setMetered(true)
    scheduler.wake('answer')
    await clock.pass(59_000)
    expect(rounds).toEqual([])
    await clock.pass(20 * 60_000)
    expect(rounds).toEqual([60_000, 960_000])
  })

  it('a round that throws is tried again like any other that failed', async () => {
    const { clock, rounds, scheduler } = begin(() => Promise.reject(new Error('bug')))
    scheduler.wake('asked')
    await clock.pass(5_000)
    expect(rounds.length).toBeGreaterThan(1)
  })

  it('never after it was stopped', async () => {
    const { clock, rounds, scheduler } = begin(() => DONE)
    scheduler.wake('asked')
    await clock.pass(1)
    scheduler.stop()
    scheduler.wake('asked')
    await clock.pass(300_000)
    expect(rounds).toHaveLength(1)
  })
})
