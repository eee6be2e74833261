import { describe, expect, it } from 'vitest'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { HubHost } from '#tests/support/sync/hub-host.ts'
import { runSchedule } from '#tests/support/sync/schedule.ts'
import type { NewStore } from '#tests/support/sync/sync-world.ts'

const COUNT = Number(process.env['NISHAN_DEXIE_SCHEDULES'] ?? 40)
const FIRST = Number(process.env['NISHAN_FIRST_SEED'] ?? 1)

const newStore =
  (withJournal: boolean): NewStore =>
  (projectId, person, newPair) =>
    DexieLaptop.open({ projectId, person, newPair, withJournal })

async function firstFinding(withJournal: boolean, count: number): Promise<string | null> {
  const host = await HubHost.open()
  try {
    for (let seed = FIRST; seed < FIRST + count; seed += 1) {
      const options = { host, newStore: newStore(withJournal) }
      const findings = await runSchedule(seed, options).catch((error: unknown) => [String(error)])
      if (findings.length > 0) return `seed ${seed}: ${findings.slice(0, 5).join('; ')}`
    }
    return null
  } finally {
    await host.close()
  }
}

describe('laptops on Dexie and a hub over a bad line, set back, cloned and restored', () => {
  it.each([
    ['as in browsers', false, COUNT],
    ['with journal files', true, Math.ceil(COUNT / 4)],
  ] as const)(
    'lose nothing, double nothing, agree, and keep answers apart: %s',
    async (_name, withJournal, count) => {
      expect(await firstFinding(withJournal, count)).toBeNull()
    },
    600_000,
  )
})
