import type { FastifyInstance } from 'fastify'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '#hub/app.ts'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { createHubContext, renewGeneration, type HubContext } from '#hub/hub-context.ts'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'

/** What a sabotage may put in place of the hub's own parts. */
export type HubParts = {
  database?: (database: SqlDatabase) => SqlDatabase
  verifier?: HubContext['verifier']
  /** False: a restored hub goes on as if nothing had happened. */
  renews?: boolean
}

type Opened = Awaited<ReturnType<typeof openSqlite>>

/** A hub in this process, without a socket; it can be backed up and restored. Serves many worlds, a project each. */
export class HubHost {
  app: FastifyInstance
  context: HubContext
  #database: Opened
  readonly #parts: HubParts
  readonly #folder: string
  #backups = 0

  private constructor(opened: Opened, built: { app: FastifyInstance; context: HubContext }, parts: HubParts) {
    this.#database = opened
    this.app = built.app
    this.context = built.context
    this.#parts = parts
    // Copies in memory: what a disk does is tested elsewhere.
    this.#folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'nishan-sync-'))
  }

  static async open(parts: HubParts = {}): Promise<HubHost> {
    const database = await openSqlite(':memory:')
    return new HubHost(database, await build(database, parts), parts)
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.#database.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** What the hub holds now, for a later restore. */
  async backUp(): Promise<string> {
    const path = join(this.#folder, `${(this.#backups += 1)}.sqlite`)
    await this.#database.backup(path)
    return path
  }

  /** The hub as it was at a backup, in a new generation. */
  async restore(path: string): Promise<void> {
    await this.app.close()
    await this.#database.close()
    this.#database = await openSqlite(path)
    const built = await build(this.#database, this.#parts)
    if (this.#parts.renews !== false) await renewGeneration(built.context)
    this.app = built.app
    this.context = built.context
  }

  /** Content of every operation of a project, those that are kept back too. */
  async operations(projectId: string): Promise<string[]> {
    const rows = await this.#database.read((session) =>
      session.all('select content from operations where project_id = ? order by rev', projectId),
    )
    return rows.map(({ content }) => String(content))
  }
}

async function build(database: SqlDatabase, parts: HubParts): Promise<{ app: FastifyInstance; context: HubContext }> {
  let at = 1_000_000
  const context = await createHubContext({
    database: parts.database?.(database) ?? database,
    verifier: parts.verifier ?? ed25519Verifier(),
    now: () => (at += 1),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  })
  const app = await buildApp({
    staticDir: null,
    version: 'test',
    allowedHosts: ['hub.test'],
    hub: context,
    // A hundred worlds ask from one address, as fast as they can.
    rateLimits: { perAddress: 1e9, perLaptop: 1e9 },
  })
  return { app, context }
}
