import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHub } from '#hub/start.ts'
import { appVersion } from '#scripts/tasks/app-version.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { buildWholeApp } from '#tests/support/electron-double/built-app.ts'
import { Annotator } from './annotator.ts'
import { AppProcess, type AppStart } from './app-process.ts'
import { ChromiumProcess } from './chromium-process.ts'
import { judge, newOutcome, type Outcome } from './outcome.ts'
import { PowerCutDisk } from './power-cut-disk.ts'
import { RELAXED_IDB } from './relaxed-idb.ts'
import { seededRandom } from './seeded-random.ts'
import { until } from './until.ts'

/** What loses its power: a browser with the browser build, or the app's two stores, together or one of them. */
export const CUT_PLACES = ['browser', 'both stores', 'IndexedDB', 'journal'] as const
export type CutPlace = (typeof CUT_PLACES)[number]

const DISK_MEGABYTES = 500
/** Work after the first answer of a round that was shown as saved. */
const SPREAD_MS = 4000
const FIRST_SAVED_MS = 60_000

export type PowerCutOptions = {
  place: CutPlace
  rounds: number
  seed: number
  port: number
  /** Nothing is flushed: answers must be lost, or the cut cuts nothing. */
  relaxed?: boolean
  onRound?: (outcome: Outcome) => void
}

/** A start of what is tested: its annotator is at work until the end. */
type Running = { found: Pick<AppStart, 'opened' | 'done' | 'faults'> & Partial<AppStart>; end: () => Promise<void> }
type Subject = {
  disk: PowerCutDisk
  start: (onSaved: (number: number) => void) => Promise<Running>
  remove: () => Promise<void>
}

/**
 * A scripted annotator labels; at a random moment of each round the disk loses its power and then every process is
 * killed. After each cut, what had been shown as saved must be there, once, and the place kept.
 */
export async function powerCutRounds(options: PowerCutOptions): Promise<Outcome> {
  const { rounds, seed, onRound } = options
  const random = seededRandom(seed)
  const outcome = newOutcome()
  const saved = new Set<number>()
  const subject = await (options.place === 'browser' ? browserSubject(options) : appSubject(options))
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const before = saved.size
      const running = await subject.start((number) => saved.add(number))
      judge(outcome, saved, running.found)
      if (round > 0) onRound?.(outcome)
      // With relaxed stores what was lost stays lost: one look is enough.
      if (round < rounds) {
        subject.disk.flush()
        await until(() => saved.size > before, FIRST_SAVED_MS)
        await new Promise((resolve) => setTimeout(resolve, random() * SPREAD_MS))
        subject.disk.cut()
        outcome.rounds += 1
      }
      await running.end()
      if (round < rounds) await subject.disk.restore()
    }
    return { ...outcome, shownAsSaved: saved.size }
  } finally {
    await subject.remove()
  }
}

async function browserSubject({ port, relaxed = false }: PowerCutOptions): Promise<Subject> {
  const home = `http://127.0.0.1:${port}/`
  const hub = await startHub({ staticDir: join(PROJECT_ROOT, 'dist/renderer'), port, version: appVersion() })
  const folder = mkdtempSync(join(tmpdir(), 'nishan-cuts-'))
  const disk = PowerCutDisk.make(join(folder, 'disk'), DISK_MEGABYTES)
  const profile = join(folder, 'disk', 'profile')
  mkdirSync(profile)
  let browser: ChromiumProcess | null = null
  const open = async (): Promise<ChromiumProcess> => {
    browser = await ChromiumProcess.start(profile)
    if (relaxed) await browser.context.addInitScript({ content: RELAXED_IDB })
    return browser
  }
  const first = await open()
  const projectId = await new Annotator(await first.newPage(), home).begin()
  await first.killBrowser()
  return {
    disk,
    async start(onSaved) {
      const current = await open()
      const annotator = new Annotator(await current.newPage(), home, projectId)
      const opened = await annotator.open()
      const { done, faults } = await annotator.stored()
      const work = annotator.work(onSaved).catch(() => undefined)
      return {
        found: { opened, done, faults },
        async end() {
          await current.killBrowser()
          await work
        },
      }
    },
    async remove() {
      await browser?.killBrowser()
      await hub.close()
      await disk.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function appSubject({ place, relaxed = false }: PowerCutOptions): Promise<Subject> {
  const built = await buildWholeApp()
  const folder = built.newProfile()
  const userData = place === 'both stores' ? join(folder, 'disk', 'data') : folder
  const mount = { 'both stores': 'disk', IndexedDB: 'chromium', journal: 'journal' }[
    place as Exclude<CutPlace, 'browser'>
  ]
  const disk = PowerCutDisk.make(join(folder, mount), DISK_MEGABYTES)
  mkdirSync(userData, { recursive: true })
  const app = { appDir: built.appDir, userData, relaxed }
  const projectId = await AppProcess.begin(app)
  let running: AppProcess | null = null
  return {
    disk,
    async start(onSaved) {
      const current = AppProcess.goOn(app, projectId, onSaved)
      running = current
      return { found: await current.opened(), end: () => current.kill('both') }
    },
    async remove() {
      await running?.kill('both')
      await disk.remove()
      built.remove()
    },
  }
}
