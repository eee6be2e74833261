import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HubChild } from '#tests/support/hub/hub-child.ts'

/** Ports of the bench, beside those of the app and of the other benches. */
const FIRST_PORT = 47_396

/** Hubs on one database, each a process of its own. */
export class HubProcesses {
  readonly ports: readonly number[]
  readonly ownerCode: string
  readonly #children: readonly HubChild[]
  readonly #folder: string

  private constructor(folder: string, children: readonly HubChild[]) {
    this.#folder = folder
    this.#children = children
    this.ports = children.map(({ address }) => Number(new URL(address.origin).port))
    this.ownerCode = children[0]?.address.ownerCode ?? ''
  }

  /** `databaseUrl` null: SQLite in a folder of its own, which one process alone can have. */
  static async start(count: number, databaseUrl: string | null): Promise<HubProcesses> {
    const folder = mkdtempSync(join(tmpdir(), 'nishan-bench-hub-'))
    const children: HubChild[] = []
    for (let index = 0; index < count; index += 1) {
      const place = { folder: join(folder, String(index)), port: FIRST_PORT + index }
      // One after the other: the first makes the tables.
      children.push(await HubChild.start({ ...place, ...(databaseUrl !== null && { databaseUrl }) }))
    }
    return new HubProcesses(folder, children)
  }

  /** Where the database lies when it is SQLite. */
  get sqliteFile(): string {
    return join(this.#folder, '0', 'hub.sqlite')
  }

  /** The most memory each process has held, in bytes. */
  peakBytes(): Promise<number[]> {
    return Promise.all(this.#children.map((child) => child.peakBytes()))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.kill()))
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
