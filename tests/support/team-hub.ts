import type { FastifyInstance } from 'fastify'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from '#hub/app.ts'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { createHubContext, ownerCodeOf } from '#hub/hub-context.ts'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'

/** A real hub on loopback that serves the built app and can be stopped and started again, its data kept. */
export class TeamHub {
  readonly origin: string
  ownerCode = ''
  readonly #port: number
  readonly #folder = mkdtempSync(join(tmpdir(), 'nishan-team-'))
  #app: FastifyInstance | null = null
  #database: SqlDatabase | null = null

  constructor(port: number) {
    this.#port = port
    this.origin = `http://127.0.0.1:${port}`
  }

  async start(): Promise<void> {
    this.#database = await openSqlite(join(this.#folder, 'hub.sqlite'))
    const hub = await createHubContext({
      database: this.#database,
      verifier: ed25519Verifier(),
      now: () => Date.now(),
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    })
    this.ownerCode = await ownerCodeOf(hub)
    this.#app = await buildApp({
      staticDir: join(import.meta.dirname, '../../dist/renderer'),
      version: 'test',
      allowedHosts: [`127.0.0.1:${this.#port}`],
      hub,
    })
    await this.#app.listen({ host: '127.0.0.1', port: this.#port })
  }

  async stop(): Promise<void> {
    await this.#app?.close()
    await this.#database?.close()
    this.#app = null
    this.#database = null
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
