import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

/** Ports of the bench, beside those of the tests. */
const FIRST_PORT = 47_396

type Child = ChildProcessByStdio<Writable, Readable, null>

/** Hubs on one database, each a process of its own. */
export class HubProcesses {
  readonly ports: readonly number[]
  readonly ownerCode: string
  readonly #children: readonly Running[]
  readonly #folder: string

  private constructor(folder: string, children: readonly Running[], ownerCode: string) {
    this.#folder = folder
    this.#children = children
    this.ports = children.map(({ port }) => port)
    this.ownerCode = ownerCode
  }

  /** `databaseUrl` null: SQLite in a folder of its own, which one process alone can have. */
  static async start(count: number, databaseUrl: string | null): Promise<HubProcesses> {
    const folder = mkdtempSync(join(tmpdir(), 'nishan-bench-hub-'))
    const children: Running[] = []
    const codes: string[] = []
    for (let index = 0; index < count; index += 1) {
      const child = new Running(join(folder, String(index)), FIRST_PORT + index, databaseUrl)
      children.push(child)
      // One after the other: the first makes the tables.
      codes.push((await child.nextLine<{ ownerCode: string }>()).ownerCode)
    }
    return new HubProcesses(folder, children, codes[0] ?? '')
  }

  /** Where the database lies when it is SQLite. */
  get sqliteFile(): string {
    return join(this.#folder, '0', 'hub.sqlite')
  }

  /** The most memory each process has held, in bytes. */
  async peakBytes(): Promise<number[]> {
    return Promise.all(this.#children.map((child) => child.peakBytes()))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.stop()))
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

class Running {
  readonly port: number
  readonly #child: Child
  readonly #lines: AsyncIterator<string>
  readonly #reader: Interface

  constructor(folder: string, port: number, databaseUrl: string | null) {
    this.port = port
    const args = [join(import.meta.dirname, 'hub-child.ts'), folder, String(port), databaseUrl ?? '']
    this.#child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#reader = createInterface({ input: this.#child.stdout })
    this.#lines = this.#reader[Symbol.asyncIterator]()
  }

  async nextLine<Line>(): Promise<Line> {
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error(`The hub on port ${this.port} ended with code ${this.#child.exitCode}`)
    return JSON.parse(value) as Line
  }

  async peakBytes(): Promise<number> {
    this.#child.stdin.write('memory\n')
    return (await this.nextLine<{ peakBytes: number }>()).peakBytes
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    // A hub without a handler of its own ends at once; SQLite's log is read at the next opening.
    await ended
    this.#reader.close()
  }
}
