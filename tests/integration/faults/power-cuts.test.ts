import { describe, expect, it } from 'vitest'
import { powerCutRounds } from '#tests/faults/power-cut-rounds.ts'
import { PowerCutDisk } from '#tests/faults/power-cut-disk.ts'

/** The short form of `npm run test:faults`, which also cuts each store alone. */
const PORT = 24_307
const TIME_OUT_MS = 240_000

const whyNot = PowerCutDisk.whyNot()
if (whyNot !== null) console.warn(`SKIPPED: POWER CUTS WERE NOT TRIED, ${whyNot} (docs/reliability.md)`)

describe.skipIf(whyNot !== null)('a power cut', () => {
  it.each(['browser', 'both stores'] as const)(
    'of %s loses nothing that was shown as saved',
    async (place) => {
      const outcome = await powerCutRounds({ place, rounds: 1, seed: Date.now() % 1_000_000, port: PORT })
      expect(outcome).toMatchObject({ rounds: 1, lost: 0, placesLost: 0, faults: [] })
      expect(outcome.shownAsSaved).toBeGreaterThan(0)
    },
    TIME_OUT_MS,
  )

  it(
    'would lose it without the flushes, so that these cuts do cut',
    async () => {
      const outcome = await powerCutRounds({ place: 'browser', rounds: 1, seed: 1, port: PORT, relaxed: true })
      expect(outcome.lost).toBeGreaterThan(0)
    },
    TIME_OUT_MS,
  )
})
