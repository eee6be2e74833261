import { Pool, types, type PoolClient } from 'pg'
import { migrate } from './migrate.ts'
import { storableValue, type SqlDatabase, type SqlRow, type SqlSession, type SqlValue } from './sql-database.ts'

export type PostgresOptions = {
  /** Connections of this hub process; PostgreSQL allows 100 in all unless told otherwise. */
  connections?: number
}

const CONNECTIONS = 10
const CONNECT_MS = 10_000
/** Longer than any statement of ours takes; a lock that is not given by then is an accident. */
const STATEMENT_MS = 30_000
/** A hub that died in the middle of a transaction must not keep its project locked. */
const IDLE_TRANSACTION_MS = 60_000
/** Serialization failure and deadlock: nothing was kept, and the same work can be done again. */
const AGAIN = new Set<unknown>(['40001', '40P01'])
const ATTEMPTS = 5
/** What is acknowledged lies on the disk; a stricter setting of the server (remote_apply) stays. */
const BEGIN =
  "begin; select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'"
const BEGIN_READING = 'begin isolation level repeatable read read only'
/** Type of bigint. It comes as text, as it may pass 2^53; ours do not. */
const INT8 = 20

/** `?` of our statements as `$1`, `$2` …; no statement of ours holds a question mark otherwise. */
export function numberedPlaces(sql: string): string {
  let place = 0
  return sql.replaceAll('?', () => `$${(place += 1)}`)
}

/**
 * PostgreSQL, for any number of hub processes at once. A commit waits for the disk even where the server's own setting
 * says otherwise. Rejects when the server is away, or keeps its texts in anything but UTF-8.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<SqlDatabase> {
  const pool = new Pool({
    connectionString: url,
    max: options.connections ?? CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_MS,
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  })
  // A connection that breaks while nobody uses it is replaced by the next; without a listener it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const database: SqlDatabase = {
    dialect: 'postgres',
    transaction: (work) => tryAgain(() => inTransaction(pool, BEGIN, work)),
    read: (work) => tryAgain(() => inTransaction(pool, BEGIN_READING, work)),
    close: () => pool.end(),
  }
  try {
    await requireUtf8(database)
    await migrate(database)
    return database
  } catch (error) {
    await pool.end()
    throw error
  }
}

async function requireUtf8(database: SqlDatabase): Promise<void> {
  const [row] = await database.read((session) => session.all(`select current_setting('server_encoding') as encoding`))
  if (row?.['encoding'] !== 'UTF8')
    throw new Error(`The database keeps texts as ${String(row?.['encoding'])}, not UTF8`)
}

async function tryAgain<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= ATTEMPTS || !AGAIN.has((error as { code?: unknown }).code)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt))
    }
  }
}

async function inTransaction<Value>(
  pool: Pool,
  begin: string,
  work: (session: SqlSession) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const value = await work(sessionOf(client))
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost))
    throw error
  } finally {
    client.release(broken)
  }
}

const numbered = new Map<string, string>()
/** Statements differ by the number of rows they insert; more than these are not of ours. */
const KEPT_STATEMENTS = 500

function numberedOnce(sql: string): string {
  const known = numbered.get(sql)
  if (known !== undefined) return known
  if (numbered.size >= KEPT_STATEMENTS) numbered.clear()
  const made = numberedPlaces(sql)
  numbered.set(sql, made)
  return made
}

function sessionOf(client: PoolClient): SqlSession {
  const query = (sql: string, values: readonly SqlValue[]) =>
    client.query<SqlRow>(numberedOnce(sql), values.map(storableValue))
  return {
    all: async (sql, ...values) => (await query(sql, values)).rows,
    run: async (sql, ...values) => (await query(sql, values)).rowCount ?? 0,
  }
}
