import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '#hub/database/postgres-database.ts'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { startTestPostgres, whyNoPostgres, type TestPostgres } from './private-postgres.ts'

/** A place for databases of one kind. */
export type DatabaseKind = {
  name: string
  /** Why it cannot be tested here; null = it can. */
  missing: string | null
  start(): Promise<DatabasePlace>
}
export type DatabasePlace = {
  /** Opens a new database; `again` opens the same one once more, null where a database lives with its connection. */
  open(): Promise<{ database: SqlDatabase; again: (() => Promise<SqlDatabase>) | null }>
  stop(): Promise<void>
}

/** Every database that the hub runs on, for the contract suites. */
export const DATABASE_KINDS: readonly DatabaseKind[] = [
  {
    name: 'SQLite in memory',
    missing: null,
    start: async () => ({
      open: async () => ({ database: await openSqlite(':memory:'), again: null }),
      stop: async () => undefined,
    }),
  },
  { name: 'SQLite in a file', missing: null, start: async () => sqliteFiles() },
  { name: 'PostgreSQL', missing: saidLoudly(whyNoPostgres()), start: async () => postgres(await startTestPostgres()) },
]

function sqliteFiles(): DatabasePlace {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-hub-db-'))
  let count = 0
  return {
    async open() {
      const path = join(folder, `${(count += 1)}.sqlite`)
      return { database: await openSqlite(path), again: () => openSqlite(path) }
    },
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

function postgres(server: TestPostgres): DatabasePlace {
  return {
    async open() {
      const url = await server.newDatabase()
      return { database: await openPostgres(url), again: () => openPostgres(url) }
    },
    stop: () => server.stop(),
  }
}

function saidLoudly(reason: string | null): string | null {
  if (reason !== null) console.warn(`\nSKIPPED on PostgreSQL: ${reason}\n`)
  return reason
}
