import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'

const START_MS = 20_000
const POLL_MS = 50
const PAGE_TRIES = 5
const PAGE_PAUSE_MS = 300

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A headless Chromium of our own, in a process group of its own, that can be killed as a power cut kills it. */
export class ChromiumProcess {
  readonly #child: ChildProcess
  readonly #browser: Browser

  private constructor(child: ChildProcess, browser: Browser) {
    this.#child = child
    this.#browser = browser
  }

  static async start(profile: string): Promise<ChromiumProcess> {
    const portFile = join(profile, 'DevToolsActivePort')
    rmSync(portFile, { force: true })
    const args = [
      ...CHROMIUM_ARGS,
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--window-size=1366,768',
      'about:blank',
    ]
    // Its own group: with it go its renderers and everything else it started.
    const child = spawn(chromiumPath(), args, { detached: true, stdio: 'ignore' })
    for (let waited = 0; !existsSync(portFile) || !readFileSync(portFile, 'utf8').includes('\n'); waited += POLL_MS) {
      if (waited > START_MS) throw new Error('Chromium did not start')
      await pause(POLL_MS)
    }
    const [port] = readFileSync(portFile, 'utf8').split('\n')
    return new ChromiumProcess(child, await chromium.connectOverCDP(`http://127.0.0.1:${port}`))
  }

  get context(): BrowserContext {
    const [context] = this.#browser.contexts()
    if (context === undefined) throw new Error('Chromium has no window')
    return context
  }

  /** A page; Chromium may hand out a spare renderer that was killed with the others, so it is asked again. */
  async newPage(): Promise<Page> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.context.newPage()
      } catch (error) {
        if (tries === PAGE_TRIES) throw error
        await pause(PAGE_PAUSE_MS)
      }
    }
  }

  /** The browser and all that it started. */
  pids(): number[] {
    return this.#own().map(({ pid }) => pid)
  }

  /** Kill −9 of the whole browser at once. */
  async killBrowser(): Promise<void> {
    const { pid } = this.#child
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    process.kill(-pid, 'SIGKILL')
    await gone
    await this.#browser.close().catch(() => undefined)
  }

  /** Kill −9 of its renderers alone; how many there were. */
  killRenderers(): number {
    const renderers = this.#own().filter(({ args }) => args.includes('--type=renderer'))
    for (const { pid } of renderers) process.kill(pid, 'SIGKILL')
    return renderers.length
  }

  #own(): { pid: number; args: string }[] {
    const rows = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n')
    return rows.flatMap((row) => {
      const [, pid, group, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []
      return Number(group) === this.#child.pid ? [{ pid: Number(pid), args }] : []
    })
  }
}
