import { describe, expect, it } from 'vitest'
import { HubHost } from '#tests/support/sync/hub-host.ts'
import { SABOTAGES, type Sabotage } from '#tests/support/sync/sabotages.ts'
import { runSchedule } from '#tests/support/sync/schedule.ts'

const COUNT = Number(process.env['NISHAN_SCHEDULES'] ?? 1000)
const FIRST = Number(process.env['NISHAN_FIRST_SEED'] ?? 1)
/** Worlds on one hub before a new one: its tables stay small. */
const PER_HUB = 100
/** A sabotage must be found within so many schedules. */
const SABOTAGE_COUNT = 300

/** Runs schedules until one finds something; null = none did. */
async function firstFinding(
  from: number,
  count: number,
  { hub, world }: Partial<Sabotage> = {},
): Promise<string | null> {
  for (let start = from; start < from + count; start += PER_HUB) {
    const host = await HubHost.open(hub)
    try {
      for (let seed = start; seed < Math.min(start + PER_HUB, from + count); seed += 1) {
        const findings = await runSchedule(seed, { ...world, host }).catch((error: unknown) => [String(error)])
        if (findings.length > 0) return `seed ${seed}: ${findings.slice(0, 5).join('; ')}`
      }
    } finally {
      await host.close()
    }
  }
  return null
}

describe('laptops and hub over a bad line, set back, cloned and restored', () => {
  it(`lose nothing, double nothing, agree, and keep answers apart: ${COUNT} schedules from ${FIRST}`, async () => {
    expect(await firstFinding(FIRST, COUNT)).toBeNull()
  }, 1_800_000)

  it.each(SABOTAGES)(
    'would be caught: a build that $name',
    async (sabotage) => {
      expect(await firstFinding(FIRST, SABOTAGE_COUNT, sabotage)).not.toBeNull()
    },
    300_000,
  )
})
