import { buildWholeApp } from '#tests/support/electron-double/built-app.ts'
import { AppProcess, VICTIMS, type Victim } from './app-process.ts'
import { judge, newOutcome, type Outcome } from './outcome.ts'
import { seededRandom } from './seeded-random.ts'
import { until } from './until.ts'

/** After the first answer of a round that was shown as saved. */
const SPREAD_MS = 1500
const LAST_MS = 60_000

export type MainKillOutcome = Outcome & { kills: Record<Victim, number> }
export type MainKillOptions = { rounds: number; seed: number; onRound?: (outcome: MainKillOutcome) => void }

/**
 * The same annotator in the whole app on the double of Electron: the main process, its pages, or both are killed at a
 * random moment of each round. What was shown as saved must be in both stores after the next start.
 */
export async function mainKillRounds({ rounds, seed, onRound }: MainKillOptions): Promise<MainKillOutcome> {
  const random = seededRandom(seed)
  const built = await buildWholeApp()
  const place = { appDir: built.appDir, userData: built.newProfile() }
  const outcome: MainKillOutcome = { ...newOutcome(), kills: { main: 0, pages: 0, both: 0 } }
  const saved = new Set<number>()
  try {
    const projectId = await AppProcess.begin(place)
    for (let round = 0; round <= rounds; round += 1) {
      const before = saved.size
      const app = AppProcess.goOn(place, projectId, (number) => saved.add(number))
      judge(outcome, saved, await app.opened())
      onRound?.(outcome)
      const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'both'
      if (round < rounds) {
        await until(() => saved.size > before, LAST_MS)
        await new Promise((resolve) => setTimeout(resolve, random() * SPREAD_MS))
      }
      await app.kill(round < rounds ? victim : 'both')
      if (round === rounds) break
      outcome.rounds += 1
      outcome.kills[victim] += 1
    }
    return { ...outcome, shownAsSaved: saved.size }
  } finally {
    built.remove()
  }
}
