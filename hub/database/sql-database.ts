/** Values that both databases keep. Integers stay below 2^53. */
export type SqlValue = string | number | Uint8Array | null
export type SqlRow = Record<string, SqlValue>

export type SqlDialect = 'sqlite' | 'postgres'

/** One transaction, or a read. Statements are the common subset of both dialects, with `?` for each value. */
export interface SqlSession {
  all(sql: string, ...values: readonly SqlValue[]): Promise<SqlRow[]>
  /** Runs a statement; the number of rows it changed. */
  run(sql: string, ...values: readonly SqlValue[]): Promise<number>
}

/**
 * The hub's database: SQLite in one folder, or PostgreSQL (sync.md, Hub). One contract suite runs on both. What a
 * transaction has returned lies on the disk.
 */
export interface SqlDatabase {
  readonly dialect: SqlDialect
  /** All or nothing; a throw rolls back and is passed on. Transactions that lock one project's row run one after another. */
  transaction<Value>(work: (session: SqlSession) => Promise<Value>): Promise<Value>
  /** Reads of one moment. */
  read<Value>(work: (session: SqlSession) => Promise<Value>): Promise<Value>
  close(): Promise<void>
}

/** PostgreSQL keeps no NUL in a text. None of ours means anything by one, so both keep the mark of a lost letter. */
export function storableValue(value: SqlValue): SqlValue {
  return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
}

/** The row, or null. */
export async function firstRow(
  session: SqlSession,
  sql: string,
  ...values: readonly SqlValue[]
): Promise<SqlRow | null> {
  return (await session.all(sql, ...values))[0] ?? null
}

/** The first rows whose `size` in bytes is not more than `maxBytes` in all; one at least. */
export function withinBytes(rows: readonly SqlRow[], maxBytes: number): readonly SqlRow[] {
  let sum = 0
  const end = rows.findIndex((row, index) => {
    sum += Number(row['size'])
    return index > 0 && sum > maxBytes
  })
  return end < 0 ? rows : rows.slice(0, end)
}

/** Rows in one statement stay far below the limits of both (32,766 and 65,535 values). */
const ROWS_AT_ONCE = 200

/** Inserts rows with the columns of the first; nothing for an empty list. */
export async function insertRows(session: SqlSession, table: string, rows: readonly SqlRow[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const place = `(${columns.map(() => '?').join(', ')})`
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const part = rows.slice(at, at + ROWS_AT_ONCE)
    const places = part.map(() => place).join(', ')
    const values = part.flatMap((row) => columns.map((column) => row[column] ?? null))
    await session.run(`insert into ${table} (${columns.join(', ')}) values ${places}`, ...values)
  }
}
