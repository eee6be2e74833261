import { HubHost } from './hub-host.ts'
import type { Sabotage } from './sabotages.ts'
import { runSchedule } from './schedule.ts'

/** Worlds on one hub before a new one: its tables stay small, and its backups short. */
const PER_HUB = 10

/** Schedules of one test file in CI; `npm run test:sync` runs more, from another seed. */
export const COUNT = Number(process.env['NISHAN_SCHEDULES'] ?? 2500)
export const FIRST = Number(process.env['NISHAN_FIRST_SEED'] ?? 1)

/** Runs schedules until one finds something, and names its seed; null = none did. */
export async function firstFinding(
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
