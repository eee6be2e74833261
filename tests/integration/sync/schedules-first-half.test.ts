import { describe, expect, it } from 'vitest'
import { COUNT, FIRST, firstFinding } from '#tests/support/sync/many-schedules.ts'

describe('laptops and hub over a bad line, set back, cloned and restored', () => {
  it(`lose nothing, double nothing, agree, and keep answers apart: ${COUNT} schedules from ${FIRST}`, async () => {
    expect(await firstFinding(FIRST, COUNT)).toBeNull()
  }, 3_600_000)
})
