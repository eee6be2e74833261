import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteCode } from './sqlite-code.ts'
import { JOURNAL_VERSION, JOURNAL_VERSIONS } from './journal-schema.ts'

/** How the journal was found: there and whole; not there; there but damaged, and put aside under this name. */
export type JournalFound =
  | { readonly state: 'whole' }
  | { readonly state: 'new' }
  | { readonly state: 'damaged'; readonly keptAs: string }

export type OpenedJournal = { readonly database: DatabaseSync; readonly found: JournalFound }

/**
 * Opens the journal's file, or makes it. Every commit is flushed (WAL, `synchronous=FULL`). A damaged file is never
 * written to and never deleted: it is put aside, and the journal is filled again from IndexedDB.
 */
export function openJournalFile(path: string, now: () => Date): OpenedJournal {
  mkdirSync(dirname(path), { recursive: true })
  if (!existsSync(path)) return { database: prepare(path), found: { state: 'new' } }
  try {
    const database = prepare(path)
    if (isWhole(database)) return { database, found: { state: 'whole' } }
    database.close()
  } catch (error) {
    if (!isDamage(error)) throw error
  }
  const keptAs = putAside(path, now())
  return { database: prepare(path), found: { state: 'damaged', keptAs } }
}

function prepare(path: string): DatabaseSync {
  const database = new DatabaseSync(path)
  try {
    database.exec('pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=5000; pragma secure_delete=on')
    const { user_version: version } = database.prepare('pragma user_version').get() as { user_version: number }
    if (version > JOURNAL_VERSION) throw new Error(`The journal is of version ${version}, newer than this app`)
    for (const [before, tables] of JOURNAL_VERSIONS.entries()) {
      if (before >= version) database.exec(`begin immediate; ${tables}; pragma user_version=${before + 1}; commit`)
    }
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function isWhole(database: DatabaseSync): boolean {
  const rows = database.prepare('pragma integrity_check(1)').all() as { integrity_check: string }[]
  return rows.length === 1 && rows[0]?.integrity_check === 'ok'
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const DAMAGE = new Set([11, 26])

function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code !== null && DAMAGE.has(code)
}

/** The file and what belongs to it, under a name with the moment; the name of the file. */
function putAside(path: string, at: Date): string {
  const sign = `damaged-${at.toISOString().replaceAll(/[:.]/g, '-')}`
  const keptAs = `${basename(path)}.${sign}`
  for (const ending of ['', '-wal', '-shm']) {
    if (existsSync(path + ending)) renameSync(path + ending, join(dirname(path), `${keptAs}${ending}`))
  }
  return keptAs
}
