import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { oneAfterAnother } from '#shared/base/one-after-another.ts'
import { migrate } from './migrate.ts'
import { storableValue, type SqlDatabase, type SqlRow, type SqlSession, type SqlValue } from './sql-database.ts'

/** How long a second connection to the file (a backup, a second hub by mistake) is waited for. */
const BUSY_MS = 5_000
/** Prepared statements kept; those of bulk inserts differ by the number of rows. */
const KEPT_STATEMENTS = 200

export type SqliteDatabase = SqlDatabase & { backup(target: string): Promise<void> }

/**
 * The embedded database: `node:sqlite` with WAL and FULL, one flush or more per commit. One connection; transactions run
 * one after another. `path` may be ':memory:'.
 */
export async function openSqlite(path: string): Promise<SqliteDatabase> {
  const connection = new DatabaseSync(path, { timeout: BUSY_MS })
  connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  // What a person has had erased must not stay readable in the free pages of the file.
  connection.exec('pragma secure_delete = on')
  const session = sessionOf(connection)
  const alone = oneAfterAnother()

  const transaction = <Value>(work: (session: SqlSession) => Promise<Value>): Promise<Value> =>
    alone(async () => {
      connection.exec('begin immediate')
      try {
        const value = await work(session)
        connection.exec('commit')
        return value
      } catch (error) {
        // A full disk ends the transaction by itself.
        if (connection.isTransaction) connection.exec('rollback')
        throw error
      }
    })

  const database = {
    dialect: 'sqlite' as const,
    transaction,
    read: <Value>(work: (session: SqlSession) => Promise<Value>) => alone(() => work(session)),
    async backup(target: string) {
      const { backup } = await import('node:sqlite')
      await backup(connection, target)
    },
    close: () => alone(async () => connection.close()),
  }
  await migrate(database)
  return database
}

function sessionOf(connection: DatabaseSync): SqlSession {
  const kept = new Map<string, StatementSync>()
  const prepared = (sql: string): StatementSync => {
    const known = kept.get(sql)
    if (known) return known
    if (kept.size >= KEPT_STATEMENTS) kept.clear()
    const statement = connection.prepare(sql)
    kept.set(sql, statement)
    return statement
  }
  return {
    all: async (sql, ...values) => prepared(sql).all(...inputs(values)) as SqlRow[],
    run: async (sql, ...values) => Number(prepared(sql).run(...inputs(values)).changes),
  }
}

const inputs = (values: readonly SqlValue[]): SQLInputValue[] => values.map(storableValue)
