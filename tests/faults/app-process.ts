import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const VICTIMS = ['main', 'pages', 'both'] as const
export type Victim = (typeof VICTIMS)[number]

/** What a start of the app found (double-process.ts). */
export type AppStart = {
  /** The number of the text that the screen opened on. */
  opened: number
  /** Whether it told that something came back. */
  recovered: boolean
  /** The greatest seq of each writer in the journal. */
  journal: [string, number][]
  /** What IndexedDB holds. */
  done: number[]
  heads: Record<string, number>
  faults: string[]
}

type Event = Partial<AppStart> & { begun?: string; saved?: number; at?: number }

/** Hears the number of a text once the screen shows it as saved, and when that was (ms since 1970). */
type OnSaved = (number: number, at: number) => void

export type AppPlace = {
  appDir: string
  userData: string
  /** Nothing is flushed: how much is lost then shows that a test can fail. */
  relaxed?: boolean
}

const LAST_MS = 60_000

/** The whole app on the double of Electron in a process of its own, with a scripted annotator in it. */
export class AppProcess {
  readonly #child: ChildProcess
  readonly #userData: string
  readonly #events: Event[] = []
  readonly #waiting = new Set<() => void>()
  #ended: string | null = null

  private constructor(child: ChildProcess, userData: string, onSaved: OnSaved) {
    this.#child = child
    this.#userData = userData
    if (child.stdout === null) throw new Error('The app has no output')
    createInterface({ input: child.stdout }).on('line', (line) => {
      const event = JSON.parse(line) as Event
      if (event.saved !== undefined) onSaved(event.saved, event.at ?? 0)
      else this.#events.push(event)
      for (const wake of this.#waiting) wake()
    })
    child.once('exit', (code) => {
      this.#ended = `The app ended with ${code} before it was there`
      for (const wake of this.#waiting) wake()
    })
  }

  /** The first start: a project of numbered texts; its id. The app has ended when this is there. */
  static async begin(place: AppPlace): Promise<string> {
    const app = AppProcess.#start(place, '', () => undefined)
    const { begun = '' } = await app.#event((event) => event.begun !== undefined)
    await app.#gone()
    return begun
  }

  /** A later start: the annotator goes on working; `onSaved` hears each text that the screen shows as saved. */
  static goOn(place: AppPlace, projectId: string, onSaved: OnSaved): AppProcess {
    return AppProcess.#start(place, projectId, onSaved)
  }

  static #start({ appDir, userData, relaxed }: AppPlace, projectId: string, onSaved: OnSaved): AppProcess {
    const script = join(import.meta.dirname, 'double-process.ts')
    const args = [script, appDir, userData, projectId, ...(relaxed === true ? ['relaxed'] : [])]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    return new AppProcess(child, userData, onSaved)
  }

  /** Its main process and those of its pages. */
  pids(): number[] {
    return [this.#child.pid ?? 0, ...pagesOf(this.#userData)]
  }

  async opened(): Promise<AppStart> {
    return (await this.#event((event) => event.opened !== undefined)) as AppStart
  }

  /** Kill −9; waits until all that belongs to this start is gone. */
  async kill(victim: Victim): Promise<void> {
    if (victim !== 'pages') this.#child.kill('SIGKILL')
    if (victim !== 'main') for (const pid of pagesOf(this.#userData)) killQuietly(pid)
    await this.#gone()
    // Without its main process Chromium ends by itself; one that does not is ended here.
    for (let waited = 0; pagesOf(this.#userData).length > 0; waited += 100) {
      if (waited > 5000) for (const pid of pagesOf(this.#userData)) killQuietly(pid)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  #gone(): Promise<unknown> {
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) resolve(null)
      else this.#child.once('exit', resolve)
    })
  }

  #event(isIt: (event: Event) => boolean): Promise<Event> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new Error('The app did not start'))), LAST_MS)
      const settle = (how: () => void): void => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        how()
      }
      const look = (): void => {
        const event = this.#events.find(isIt)
        if (event !== undefined) settle(() => resolve(event))
        else if (this.#ended !== null) settle(() => reject(new Error(this.#ended ?? '')))
      }
      this.#waiting.add(look)
      look()
    })
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
