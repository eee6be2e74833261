import 'fake-indexeddb/auto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BlobFiles } from '#electron/main/services/blob-files.ts'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { twoStoreJournal } from '#renderer/data/journal/two-store-journal.ts'
import { sqliteSecondStore, type SqliteStore } from './sqlite-second-store.ts'

/** A laptop as in the app: IndexedDB, the journal's file and files of blobs. */
export type TwoStoreLaptop = { data: DataContext; sqlite: SqliteStore; blobFolder: string; remove: () => void }

export function twoStoreLaptop(): TwoStoreLaptop {
  const sqlite = sqliteSecondStore()
  const blobFolder = mkdtempSync(join(tmpdir(), 'nishan-blobs-'))
  return {
    data: emptyIndexedDb({ sqlite, blobFolder }),
    sqlite,
    blobFolder,
    remove() {
      sqlite.remove()
      rmSync(blobFolder, { recursive: true, force: true })
    },
  }
}

/** The laptop's journal and blobs beside an IndexedDB with nothing in it. */
export function emptyIndexedDb({ sqlite, blobFolder }: Pick<TwoStoreLaptop, 'sqlite' | 'blobFolder'>): DataContext {
  const db = new NishanDatabase(`laptop-${crypto.randomUUID()}`)
  let now = Date.UTC(2026, 10, 25, 6)
  return createDataContext({
    db,
    blobs: new BlobFiles(blobFolder),
    clock: { now: () => (now += 1_000) },
    journal: twoStoreJournal(db, sqlite.second),
  })
}
