import { describe, expect, it } from 'vitest'
import { killRounds } from '#tests/faults/kill-rounds.ts'
import { mainKillRounds } from '#tests/faults/main-kill-rounds.ts'

/** The short form of `npm run test:faults`. */
const ROUNDS = 3
const PORT = 24_306
const TIME_OUT_MS = 240_000

describe('kill −9 at random moments', () => {
  it(
    'of a browser or its renderers loses nothing that was shown as saved',
    async () => {
      const outcome = await killRounds({ rounds: ROUNDS, seed: Date.now() % 1_000_000, port: PORT })
      expect(outcome).toMatchObject({ rounds: ROUNDS, lost: 0, placesLost: 0, faults: [] })
      expect(outcome.shownAsSaved).toBeGreaterThanOrEqual(ROUNDS)
    },
    TIME_OUT_MS,
  )

  it(
    'of the main process or its pages loses nothing that was shown as saved, and both stores agree',
    async () => {
      const outcome = await mainKillRounds({ rounds: ROUNDS, seed: Date.now() % 1_000_000 })
      expect(outcome).toMatchObject({ rounds: ROUNDS, lost: 0, placesLost: 0, faults: [] })
      expect(outcome.shownAsSaved).toBeGreaterThanOrEqual(ROUNDS)
    },
    TIME_OUT_MS,
  )
})
