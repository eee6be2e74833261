import { migration1 } from './migrations/001-first.ts'
import { migration2 } from './migrations/002-erasure.ts'
import { migration3 } from './migrations/003-bundles.ts'
import { migration4 } from './migrations/004-codes-and-moves.ts'
import type { SqlDatabase, SqlDialect } from './sql-database.ts'

/** Statements of one version. Versions are append-only: never edit one that was released, add the next. */
export type Migration = (dialect: SqlDialect) => readonly string[]

const MIGRATIONS: readonly Migration[] = [migration1, migration2, migration3, migration4]

/** The present version. */
export const MIGRATION_COUNT = MIGRATIONS.length

/** A database of a later version than this program: it is left alone. */
export class NewerDatabase extends Error {
  constructor(found: number) {
    super(`The hub's database has version ${found}, this program knows ${MIGRATIONS.length}`)
    this.name = 'NewerDatabase'
  }
}

/** Brings the database to the present version, each step in its own transaction. Several hubs may start at once. */
export function migrate(database: SqlDatabase): Promise<void> {
  return migrateTo(database, MIGRATION_COUNT)
}

/** Brings an older database to one version; tests make the databases of older programs with it. */
export async function migrateTo(database: SqlDatabase, version: number): Promise<void> {
  await database.transaction(async (session) => {
    if (database.dialect === 'postgres') await session.all('select pg_advisory_xact_lock(?)', MIGRATION_LOCK)
    await session.run('create table if not exists migrations (version integer primary key)')
  })
  for (const [index, migration] of MIGRATIONS.slice(0, version).entries()) {
    await database.transaction(async (session) => {
      if (database.dialect === 'postgres') await session.all('select pg_advisory_xact_lock(?)', MIGRATION_LOCK)
      const [row] = await session.all('select max(version) as version from migrations')
      const present = Number(row?.['version'] ?? 0)
      if (present > MIGRATIONS.length) throw new NewerDatabase(present)
      if (present > index) return
      for (const statement of migration(database.dialect)) await session.run(statement)
      await session.run('insert into migrations (version) values (?)', index + 1)
    })
  }
}

/** Any number, the same in every hub. */
const MIGRATION_LOCK = 47_300
