import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { firstToAnswer } from '#electron/main/services/first-to-answer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const after = <Value>(ms: number, value: Value) =>
  new Promise<Value>((resolve, reject) =>
    setTimeout(() => (value instanceof Error ? reject(value) : resolve(value)), ms),
  )

/** Each address answers after so many ms, or fails (negative), or stays silent (0). */
async function meet(delays: Record<string, number>) {
  const tried: string[] = []
  const brokenOff: string[] = []
  const meeting = firstToAnswer(Object.keys(delays), (url, signal) => {
    tried.push(url)
    signal.addEventListener('abort', () => brokenOff.push(url))
    const ms = delays[url] ?? 0
    if (ms === 0) return new Promise<string>(() => undefined)
    return ms > 0 ? after(ms, url) : after(-ms, new Error('no')).then(String)
  })
  await vi.advanceTimersByTimeAsync(60_000)
  return { met: await meeting, tried, brokenOff }
}

it('asks one address alone when it answers at once', async () => {
  expect(await meet({ a: 10, b: 10 })).toMatchObject({ met: 'a', tried: ['a'] })
})

it('goes on at once where one fails, after a moment where one is silent, and breaks the others off', async () => {
  expect(await meet({ a: -10, b: 20, c: 1 })).toMatchObject({ met: 'b', tried: ['a', 'b'] })
  const silent = await meet({ a: 0, b: 20 })
  expect(silent).toMatchObject({ met: 'b', tried: ['a', 'b'] })
  expect(silent.brokenOff).toContain('a')
})

it('takes a slow one when the later ones fail', async () => {
  expect(await meet({ a: 5000, b: -10, c: -10 })).toMatchObject({ met: 'a', tried: ['a', 'b', 'c'] })
})

it('gives up when none is left', async () => {
  expect((await meet({ a: -10, b: -4000, c: -10 })).met).toBeNull()
  expect((await meet({})).met).toBeNull()
})
