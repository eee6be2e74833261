import { expect, it } from 'vitest'
import { teamKillRounds } from '#tests/faults/team-kill-rounds.ts'

const ROUNDS = process.env['NISHAN_LONG_FAULTS'] === undefined ? 3 : 30
const SEED = Number(process.env['NISHAN_FIRST_SEED'] ?? Date.now() % 1_000_000)
const TIME_OUT_MS = 1_800_000

it(
  `kill −9 of the app and of its hub behind a bad line: nothing shown as saved is lost, all reaches the hub once, seed ${SEED}`,
  async () => {
    const outcome = await teamKillRounds({ rounds: ROUNDS, seed: SEED, hubPort: 24_362, linePort: 24_363 })
    expect(outcome).toMatchObject({ rounds: ROUNDS, lost: 0, placesLost: 0, faults: [] })
    expect(outcome).toMatchObject({ missingAtHub: 0, strangersAtHub: 0 })
    expect(outcome.shownAsSaved).toBeGreaterThanOrEqual(ROUNDS)
    expect(outcome.operations).toBeGreaterThanOrEqual(2 * outcome.shownAsSaved)
    expect(outcome.lineFaults).toBeGreaterThan(0)
  },
  TIME_OUT_MS,
)
