import { beforeEach, expect, test } from 'vitest'
import { LOOK_EVERY_MS, SpaceWatch } from '#renderer/app/space-watch.ts'

const MB = 1_000_000

let free: number | null | Error
let reads: number
let timers: { ms: number; run: () => void }[]

beforeEach(() => {
  free = 900 * MB
  reads = 0
  timers = []
})

function watch(): SpaceWatch {
  return new SpaceWatch({
    read: async () => {
      reads += 1
      if (free instanceof Error) throw free
      return free
    },
    every: (ms, run) => {
      const timer = { ms, run }
      timers.push(timer)
      return () => void timers.splice(timers.indexOf(timer), 1)
    },
  })
}

async function lookWith(space: SpaceWatch, bytes: number | null) {
  free = bytes
  return space.look()
}

test('looks at the start, and again at every turn of the clock until it is stopped', async () => {
  const space = watch()
  const stop = space.lookEvery(LOOK_EVERY_MS)
  await space.look()
  expect(space.current()).toMatchObject({ level: 'fine', freeBytes: 900 * MB })
  expect(timers.map(({ ms }) => ms)).toEqual([30_000])
  free = 400 * MB
  timers[0]!.run()
  await space.look()
  expect(space.current().level).toBe('low')
  stop()
  expect(timers).toEqual([])
})

test('warns under 500 MB, pauses under 100 MB, and goes on by itself when there is room again', async () => {
  const space = watch()
  const levels: string[] = []
  space.subscribe(() => levels.push(space.current().level))
  for (const bytes of [900, 499, 99, 80, 101, 2000]) await lookWith(space, bytes * MB)
  expect(levels).toEqual(['fine', 'low', 'paused', 'paused', 'low', 'fine'])
})

test('claims nothing where the machine tells nothing or fails', async () => {
  const space = watch()
  expect(await lookWith(space, null)).toMatchObject({ level: 'unknown', freeBytes: null })
  await lookWith(space, 50 * MB)
  free = new Error('no answer')
  expect(await space.look()).toMatchObject({ level: 'unknown', freeBytes: null })
})

test('a warning that was put away stays away until half of that room is gone', async () => {
  const space = watch()
  await lookWith(space, 400 * MB)
  space.dismiss()
  expect(space.current().dismissed).toBe(true)
  expect((await lookWith(space, 250 * MB)).dismissed).toBe(true)
  expect((await lookWith(space, 199 * MB)).dismissed).toBe(false)
})

test('a warning that was put away comes again after a pause, and when room got scarce a second time', async () => {
  const space = watch()
  for (const between of [50, 3000]) {
    await lookWith(space, 400 * MB)
    space.dismiss()
    expect((await lookWith(space, between * MB)).dismissed).toBe(false)
    expect((await lookWith(space, 400 * MB)).dismissed).toBe(false)
  }
})

test('two looks at once ask the machine once, and nobody is told when nothing changed', async () => {
  const space = watch()
  let told = 0
  space.subscribe(() => (told += 1))
  await Promise.all([space.look(), space.look()])
  await space.look()
  expect(reads).toBe(2)
  expect(told).toBe(1)
})
