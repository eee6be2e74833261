import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildWholeApp } from '#tests/support/electron-double/built-app.ts'
import type { KillOutcome } from './kill-rounds.ts'
import { seededRandom } from './seeded-random.ts'
import { until } from './until.ts'

const VICTIMS = ['main', 'pages', 'both'] as const
/** After the first answer of a round that was shown as saved. */
const SPREAD_MS = 1500
const LAST_MS = 60_000

type Event = {
  begun?: string
  saved?: number
  opened?: number
  recovered?: boolean
  journal?: [string, number][]
  done?: number[]
  heads?: Record<string, number>
  faults?: string[]
}

export type MainKillOutcome = Omit<KillOutcome, 'browserKills' | 'rendererKills'> & {
  kills: Record<(typeof VICTIMS)[number], number>
  /** Starts that found one store behind the other and told so. */
  recoveries: number
}

export type MainKillOptions = { rounds: number; seed: number; onRound?: (outcome: MainKillOutcome) => void }

/**
 * The same annotator in the whole app on the double of Electron: the main process, its pages, or both are killed at a
 * random moment of each round. What was shown as saved must be in both stores after the next start.
 */
export async function mainKillRounds({ rounds, seed, onRound }: MainKillOptions): Promise<MainKillOutcome> {
  const random = seededRandom(seed)
  const built = await buildWholeApp()
  const userData = built.newProfile()
  const outcome: MainKillOutcome = {
    rounds: 0,
    kills: { main: 0, pages: 0, both: 0 },
    recoveries: 0,
    shownAsSaved: 0,
    lost: 0,
    faults: [],
    placesLost: 0,
  }
  const saved = new Set<number>()
  try {
    const [first] = await runUntil(start(built.appDir, userData, ''), (event) => event.begun !== undefined)
    const projectId = first?.begun ?? ''
    for (let round = 0; round <= rounds; round += 1) {
      const child = start(built.appDir, userData, projectId)
      const before = saved.size
      const events = await runUntil(
        child,
        (event) => event.opened !== undefined,
        (number) => saved.add(number),
      )
      judge(outcome, saved, events.at(-1) ?? {})
      onRound?.(outcome)
      const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'both'
      if (round < rounds) {
        await until(() => saved.size > before, LAST_MS)
        await new Promise((resolve) => setTimeout(resolve, random() * SPREAD_MS))
      }
      await kill(child, userData, round < rounds ? victim : 'both')
      if (round === rounds) break
      outcome.rounds += 1
      outcome.kills[victim] += 1
    }
    return { ...outcome, shownAsSaved: saved.size }
  } finally {
    built.remove()
  }
}

function start(appDir: string, userData: string, projectId: string): ChildProcess {
  const script = join(import.meta.dirname, 'double-process.ts')
  return spawn(process.execPath, [script, appDir, userData, projectId], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Hears the child until it says what is waited for; goes on hearing what is saved. */
function runUntil(
  child: ChildProcess,
  isThere: (event: Event) => boolean,
  onSaved: (number: number) => void = () => undefined,
): Promise<Event[]> {
  const events: Event[] = []
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The app did not start')), LAST_MS)
    const finish = (): void => {
      clearTimeout(timer)
      resolve(events)
    }
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`The app ended with ${code} before it was there`))
    })
    if (child.stdout === null) throw new Error('The app has no output')
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as Event
      if (event.saved !== undefined) onSaved(event.saved)
      else events.push(event)
      if (isThere(event)) finish()
    })
  })
}

/** Kill −9; waits until all that belongs to this start is gone. */
async function kill(child: ChildProcess, userData: string, victim: (typeof VICTIMS)[number]): Promise<void> {
  const gone = new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(null)
    else child.once('exit', resolve)
  })
  if (victim !== 'pages') child.kill('SIGKILL')
  if (victim !== 'main') for (const pid of pagesOf(userData)) killQuietly(pid)
  await gone
  // Without its main process Chromium ends by itself; one that does not is ended here.
  for (let waited = 0; pagesOf(userData).length > 0; waited += 100) {
    if (waited > 5000) for (const pid of pagesOf(userData)) killQuietly(pid)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}

/** The processes of the Chromium that has this user data. */
function pagesOf(userData: string): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n')
  const parsed = rows.flatMap((row) => {
    const [, pid, group, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []
    return args === undefined ? [] : [{ pid: Number(pid), group, args }]
  })
  const own = `--user-data-dir=${join(userData, 'chromium')}`
  const groups = new Set(parsed.filter(({ args }) => args.includes(own)).map(({ group }) => group))
  return parsed.filter(({ group, args }) => groups.has(group) && !args.includes('double-process')).map(({ pid }) => pid)
}

function judge(outcome: MainKillOutcome, saved: ReadonlySet<number>, found: Event): void {
  const done = new Set(found.done)
  outcome.shownAsSaved = saved.size
  outcome.lost = [...saved].filter((number) => !done.has(number)).length
  outcome.faults.push(...(found.faults ?? []))
  const { heads = {}, journal = [] } = found
  const behind = journal.filter(([writer, upTo]) => writer in heads && heads[writer] !== upTo)
  if (behind.length > 0) outcome.faults.push('the stores differ after a start')
  if (found.opened !== done.size + 1) outcome.placesLost += 1
  if (found.recovered === true) outcome.recoveries += 1
}
