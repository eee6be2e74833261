import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NishanDatabase } from '#renderer/data/db.ts'
import { openDatabase } from '#renderer/data/open-database.ts'
import { version1 } from '#renderer/data/versions/001-first.ts'

const patience = { pauses: [], limits: { open: 60, upgrade: 5_000 } }

/** A database whose opening takes longer than one that is whole may take. */
function slowDatabase(name: string): NishanDatabase {
  const db = new NishanDatabase(name)
  const open = db.open.bind(db)
  const late = () => new Dexie.Promise<void>((resolve) => void setTimeout(resolve, 200))
  vi.spyOn(db, 'open').mockImplementation(() => late().then(open))
  return db
}

afterEach(() => vi.restoreAllMocks())

describe('a database that opens slowly', () => {
  it('is waited for where it is of an older version and gets its new indexes', async () => {
    const older = new Dexie('older')
    older.version(1).stores(version1)
    await older.open()
    older.close()
    expect(await openDatabase(slowDatabase('older'), null, patience)).toEqual({ opened: true, cleared: false })
  })

  it('is taken for one that does not open where it is of this version', async () => {
    const present = new NishanDatabase('present')
    await present.open()
    present.close()
    expect(await openDatabase(slowDatabase('present'), null, patience)).toEqual({ opened: false, code: 'TimeoutError' })
  })
})
