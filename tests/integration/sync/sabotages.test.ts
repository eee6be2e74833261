import { describe, expect, it } from 'vitest'
import { FIRST, firstFinding } from '#tests/support/sync/many-schedules.ts'
import { SABOTAGES } from '#tests/support/sync/sabotages.ts'

/** A sabotage must be found within so many schedules. */
const WITHIN = 300

describe('the schedules would catch', () => {
  it.each(SABOTAGES)(
    'a build that $name',
    async (sabotage) => {
      expect(await firstFinding(FIRST, WITHIN, sabotage)).not.toBeNull()
    },
    300_000,
  )
})

/** Seeds that once found a fault, kept by the fault's name. */
const FOUND = {
  'a hub id that was changed on its way was believed': 150,
  'a writer was bound to someone else by a request that was changed on its way': 23,
  'copies of one disk issued the same answer again, each as its own': 257,
  'a laptop that joined after the backup had to be known to the restored hub': 292,
}

describe('faults that were found before', () => {
  it.each(Object.entries(FOUND))(
    '%s (seed %i)',
    async (_name, seed) => {
      expect(await firstFinding(seed, 1)).toBeNull()
    },
    60_000,
  )
})
