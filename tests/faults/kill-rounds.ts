import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHub } from '#hub/start.ts'
import { appVersion } from '#scripts/tasks/app-version.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { Annotator } from './annotator.ts'
import { ChromiumProcess } from './chromium-process.ts'
import { judge, newOutcome, type Outcome } from './outcome.ts'
import { seededRandom } from './seeded-random.ts'
import { until } from './until.ts'

export type KillOutcome = Outcome & { browserKills: number; rendererKills: number }

/** After the first answer of a round that was shown as saved. */
const SPREAD_MS = 1800
const FIRST_SAVED_MS = 30_000

export type KillOptions = { rounds: number; seed: number; port: number; onRound?: (outcome: KillOutcome) => void }

/**
 * A scripted annotator labels the built app in a browser that is killed at a random moment of each round: the whole
 * browser, or its renderers alone. After each, what had been shown as saved must be there, once, and the place kept.
 */
export async function killRounds({ rounds, seed, port, onRound }: KillOptions): Promise<KillOutcome> {
  const random = seededRandom(seed)
  const home = `http://127.0.0.1:${port}/`
  const hub = await startHub({ staticDir: join(PROJECT_ROOT, 'dist/renderer'), port, version: appVersion() })
  const profile = mkdtempSync(join(tmpdir(), 'nishan-faults-'))
  const outcome: KillOutcome = { ...newOutcome(), browserKills: 0, rendererKills: 0 }
  const saved = new Set<number>()
  let browser = await ChromiumProcess.start(profile)
  try {
    const firstPage = await browser.newPage()
    const projectId = await new Annotator(firstPage, home).begin()
    // A second tab would only read.
    await firstPage.close()
    for (let round = 0; round < rounds; round += 1) {
      const annotator = new Annotator(await browser.newPage(), home, projectId)
      const opened = await annotator.open()
      const { done, faults } = await annotator.stored()
      judge(outcome, saved, { done, faults, opened })
      if (round > 0) onRound?.(outcome)
      const whole = random() < 0.5
      const before = saved.size
      const work = annotator.work((number) => saved.add(number)).catch(() => undefined)
      await until(() => saved.size > before, FIRST_SAVED_MS)
      await new Promise((resolve) => setTimeout(resolve, random() * SPREAD_MS))
      if (whole) await browser.killBrowser()
      else if (browser.killRenderers() === 0) throw new Error('No renderer was found')
      // A page that crashed answers nothing any more: whatever still waits for it is let go.
      await Promise.race([work, annotator.page.close().catch(() => undefined)])
      if (whole) browser = await ChromiumProcess.start(profile)
      outcome.rounds += 1
      outcome[whole ? 'browserKills' : 'rendererKills'] += 1
    }
    const last = new Annotator(await browser.newPage(), home, projectId)
    const opened = await last.open()
    const { done, faults } = await last.stored()
    judge(outcome, saved, { done, faults, opened })
    onRound?.(outcome)
    return { ...outcome, shownAsSaved: saved.size }
  } finally {
    await browser.killBrowser()
    await hub.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
