import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHub } from '#hub/start.ts'
import { appVersion } from '#scripts/tasks/app-version.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { buildWholeApp } from '#tests/support/electron-double/built-app.ts'
import { Annotator } from './annotator.ts'
import { AppProcess } from './app-process.ts'
import { ChromiumProcess } from './chromium-process.ts'
import { RELAXED_IDB } from './relaxed-idb.ts'
import { until } from './until.ts'

const STORES = { indexedDb: /IndexedDB/, journal: /journal\.sqlite/ } as const
export type Store = keyof typeof STORES

/** Flushes of each store for each answer, in the order of the answers. */
export type FlushCounts = Record<Store, number[]>
export type FlushOptions = { build: 'browser' | 'app'; answers: number; port: number; relaxed?: boolean }

const LAST_MS = 90_000
const SETTLE_MS = 500

/** Why flushes cannot be counted on this machine; null when they can. */
export function whyNoFlushCount(): string | null {
  if (process.platform !== 'linux') return 'strace counts on Linux only'
  const tried = spawnSync('strace', ['-f', '-e', 'trace=fsync', 'true'], { encoding: 'utf8' })
  if (tried.error !== undefined) return 'strace is not installed'
  return tried.status === 0 ? null : 'strace may not watch processes here'
}

/**
 * A label and the Enter that finishes the text are two acts; IndexedDB is flushed for both and for the place in the
 * queue, the journal for both. A place may be written a little before or after its answer's end.
 */
export function isFlushed({ indexedDb, journal }: FlushCounts, build: FlushOptions['build']): boolean {
  const all = indexedDb.reduce((sum, count) => sum + count, 0)
  const inIndexedDb = indexedDb.length > 0 && indexedDb.every((count) => count >= 2) && all >= indexedDb.length * 3 - 1
  return inIndexedDb && (build === 'browser' || journal.every((count) => count >= 2))
}

type Saved = { number: number; at: number }
type Watched = { pids: number[]; saved: Saved[]; end: () => Promise<void> }

/**
 * How often each store was flushed to the disk between one answer that was shown as saved and the next, counted by the
 * kernel (strace): a label and the Enter that finishes the text are two acts, each flushed before it is shown as saved.
 */
export async function flushesForEachAnswer(options: FlushOptions): Promise<FlushCounts> {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-flushes-'))
  const saved: Saved[] = []
  const watched = await (options.build === 'app' ? watchApp(saved) : watchBrowser(folder, saved, options))
  try {
    const lines = await trace(watched.pids, join(folder, 'strace'), async () => {
      const from = saved.length
      await until(() => saved.length > from + options.answers, LAST_MS)
    })
    return countBetween(lines, saved)
  } finally {
    await watched.end()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function watchApp(saved: Saved[]): Promise<Watched> {
  const built = await buildWholeApp()
  const place = { appDir: built.appDir, userData: built.newProfile() }
  const projectId = await AppProcess.begin(place)
  const app = AppProcess.goOn(place, projectId, (number, at) => saved.push({ number, at }))
  await app.opened()
  const end = async (): Promise<void> => {
    await app.kill('both')
    built.remove()
  }
  return { pids: app.pids(), saved, end }
}

async function watchBrowser(folder: string, saved: Saved[], { port, relaxed }: FlushOptions): Promise<Watched> {
  const home = `http://127.0.0.1:${port}/`
  const hub = await startHub({ staticDir: join(PROJECT_ROOT, 'dist/renderer'), port, version: appVersion() })
  const browser = await ChromiumProcess.start(join(folder, 'profile'))
  if (relaxed === true) await browser.context.addInitScript({ content: RELAXED_IDB })
  const annotator = new Annotator(await browser.newPage(), home)
  await annotator.begin()
  await annotator.open()
  const work = annotator.work((number) => saved.push({ number, at: Date.now() })).catch(() => undefined)
  const end = async (): Promise<void> => {
    await browser.killBrowser()
    await work
    await hub.close()
  }
  return { pids: browser.pids(), saved, end }
}

/** Lines of strace of all that these processes flush while something is done. */
async function trace(pids: readonly number[], file: string, work: () => Promise<void>): Promise<string[]> {
  const args = ['-f', '-q', '-ttt', '-y', '-e', 'trace=fsync,fdatasync', '-o', file]
  const strace = spawn('strace', [...args, ...pids.flatMap((pid) => ['-p', String(pid)])], { stdio: 'ignore' })
  const gone = new Promise((resolve) => strace.once('exit', resolve))
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  try {
    await work()
  } finally {
    // SIGINT lets it let go of what it watches.
    strace.kill('SIGINT')
    await gone
  }
  return readFileSync(file, 'utf8').split('\n')
}

/** The first answers were under way when counting began: only what lies between two of them counts. */
function countBetween(lines: readonly string[], saved: readonly Saved[]): FlushCounts {
  const flushes = lines.flatMap((line) => {
    // <pid> <seconds> fdatasync(25</path/of/the/file>) = 0
    const [, seconds, path] = /^\d+\s+(\d+\.\d+)\s+f(?:data)?sync\(\d+<([^>]*)>/.exec(line) ?? []
    return path === undefined ? [] : [{ at: Number(seconds) * 1000, path }]
  })
  const first = flushes[0]?.at ?? Number.POSITIVE_INFINITY
  const counts: FlushCounts = { indexedDb: [], journal: [] }
  for (const [place, { at }] of saved.entries()) {
    const before = saved[place - 1]?.at
    if (before === undefined || before < first) continue
    for (const [store, path] of Object.entries(STORES) as [Store, RegExp][]) {
      counts[store].push(flushes.filter((one) => one.at > before && one.at <= at && path.test(one.path)).length)
    }
  }
  return counts
}
