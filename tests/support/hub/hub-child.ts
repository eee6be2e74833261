import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

export type HubChildOptions = {
  /** Where the hub keeps its data. */
  folder: string
  port: number
  /** Takes the flushes out, to show what would be lost without them. */
  relaxed?: boolean
  /** Another address at which it is reached: host and port. */
  name?: string
  /** PostgreSQL in place of the database in the folder. */
  databaseUrl?: string
}

type Child = ChildProcessByStdio<Writable, Readable, null>

/** A hub in a process of its own, to be killed. */
export class HubChild {
  readonly address: { origin: string; ownerCode: string }
  readonly #child: Child
  readonly #lines: AsyncIterator<string>

  private constructor(child: Child, lines: AsyncIterator<string>, address: HubChild['address']) {
    this.#child = child
    this.#lines = lines
    this.address = address
  }

  static async start(options: HubChildOptions): Promise<HubChild> {
    const args = [join(import.meta.dirname, 'hub-process.ts'), JSON.stringify(options)]
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { ownerCode } = await nextOf<{ ownerCode: string }>(lines)
    return new HubChild(child, lines, { origin: `http://127.0.0.1:${options.port}`, ownerCode })
  }

  /** The most memory it has held, in bytes. */
  async peakBytes(): Promise<number> {
    this.#child.stdin.write('memory\n')
    return (await nextOf<{ peakBytes: number }>(this.#lines)).peakBytes
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await ended
  }
}

async function nextOf<Line>(lines: AsyncIterator<string>): Promise<Line> {
  const { value, done } = await lines.next()
  if (done === true) throw new Error('The hub ended before it answered')
  return JSON.parse(value) as Line
}
