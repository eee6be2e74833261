import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AnnotatorId, ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Operation, OperationDraft } from '#shared/sync/operation.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { dexieJournal } from '#renderer/data/journal/dexie-journal.ts'
import type { JournalPort } from '#renderer/data/journal/journal-port.ts'
import { twoStoreJournal } from '#renderer/data/journal/two-store-journal.ts'
import { sqliteSecondStore, type SqliteStore } from '#tests/support/sqlite-second-store.ts'

const PROJECT = 'project' as ProjectId
const ANNOTATOR = 'person' as AnnotatorId
const WRITER = 'writer' as WriterId
const OTHER = 'other' as WriterId

let databases = 0
let db: NishanDatabase
let sqlite: SqliteStore
let repairing: number[]

beforeEach(async () => {
  databases += 1
  db = new NishanDatabase(`journal-${databases}`)
  await db.open()
  sqlite = sqliteSecondStore()
  repairing = []
})

afterEach(() => {
  db.close()
  sqlite.remove()
})

const ADAPTERS: [string, () => JournalPort][] = [
  ['Dexie alone', () => dexieJournal(db)],
  ['SQLite, then Dexie', () => twoStoreJournal(db, sqlite.second, (waiting) => repairing.push(waiting))],
]

const draft = (n: number): OperationDraft => ({
  kind: 'item.flag',
  item: `chunk:${n}` as ItemId,
  value: true,
  at: n,
  taskVersion: 1,
})

async function addWriter(journal: JournalPort, id: WriterId): Promise<void> {
  await journal.addWriter({ id, projectId: PROJECT, annotatorId: ANNOTATOR, publicKey: new Uint8Array(32), nextSeq: 1 })
}

/** Applies as a command does: rows, and the greatest lamport seen. */
async function keep(writerId: WriterId, operations: readonly Operation[]): Promise<void> {
  await db.operations.bulkAdd(
    operations.map((one) => ({ ...one, writerId, projectId: PROJECT, authorId: ANNOTATOR, hash: '' })),
  )
  const lamport = Math.max(...operations.map((one) => one.lamport))
  const seen = (await db.syncState.get(PROJECT))?.lamport ?? 0
  if (lamport > seen) await db.syncState.put({ projectId: PROJECT, lamport })
}

const record = (journal: JournalPort, writerId: WriterId, drafts: OperationDraft[]): Promise<Operation[]> =>
  journal.record({ projectId: PROJECT, writerId, drafts }, (operations) => keep(writerId, operations))

describe.each(ADAPTERS)('a journal: %s', (name, make) => {
  it('counts seq by writer and lamport by project, both without a hole', async () => {
    const journal = make()
    await addWriter(journal, WRITER)
    await addWriter(journal, OTHER)
    await record(journal, WRITER, [draft(1), draft(2)])
    await record(journal, OTHER, [draft(3)])
    const last = await record(journal, WRITER, [draft(4)])
    expect(last).toMatchObject([{ seq: 3, lamport: 4 }])
    const rows = await db.operations.toArray()
    expect(rows.map(({ writerId, seq, lamport }) => [writerId, seq, lamport])).toEqual([
      [OTHER, 1, 3],
      [WRITER, 1, 1],
      [WRITER, 2, 2],
      [WRITER, 3, 4],
    ])
  })

  it('gives back what was applied, all or none, and a refused list leaves no trace in IndexedDB', async () => {
    const journal = make()
    await addWriter(journal, WRITER)
    let tries = 0
    const outcome = journal.record(
      { projectId: PROJECT, writerId: WRITER, drafts: [draft(1), draft(2)] },
      async (ops) => {
        tries += 1
        await keep(WRITER, ops)
        if (tries === 1) throw new Error('the store refuses')
      },
    )
    if (name === 'Dexie alone') {
      await expect(outcome).rejects.toThrow('the store refuses')
      expect(await db.operations.count()).toBe(0)
      expect((await record(journal, WRITER, [draft(3)]))[0]).toMatchObject({ seq: 1, lamport: 1 })
    } else {
      // A journalled operation is a fact: it is applied again with the same seq, and said to be under repair.
      expect(await outcome).toMatchObject([{ seq: 1 }, { seq: 2 }])
      expect(tries).toBe(2)
      expect(repairing).toEqual([1, 0])
      expect(sqlite.journal.operationsAfter(WRITER, 0, 10)).toHaveLength(2)
      expect(await db.operations.count()).toBe(2)
      expect((await record(journal, WRITER, [draft(3)]))[0]).toMatchObject({ seq: 3, lamport: 3 })
    }
  })

  it('keeps profiles, and lets them go', async () => {
    const journal = make()
    const person = { id: ANNOTATOR, name: 'عائشہ', colour: 4, pin: null, imported: false, createdAt: 1 }
    await journal.putAnnotator(person)
    await journal.putAnnotator({ ...person, name: 'زینب' })
    expect(await db.annotators.toArray()).toMatchObject([{ name: 'زینب' }])
    await journal.deleteAnnotator(ANNOTATOR)
    expect(await db.annotators.count()).toBe(0)
    expect(sqlite.journal.annotators()).toEqual([])
  })
})

describe('a journal in two stores', () => {
  it('never gives out a seq or lamport that either store has, whichever of them is behind', async () => {
    const journal = twoStoreJournal(db, sqlite.second)
    await addWriter(journal, WRITER)
    await record(journal, WRITER, [draft(1), draft(2), draft(3)])
    // IndexedDB is an older copy.
    await db.operations.delete([WRITER, 3])
    await db.writers.update(WRITER, { nextSeq: 3 })
    await db.syncState.put({ projectId: PROJECT, lamport: 2 })
    expect((await record(journal, WRITER, [draft(4)]))[0]).toMatchObject({ seq: 4, lamport: 4 })
    // The journal is an older copy: only what IndexedDB knows is left.
    sqlite.journal.deleteProject(PROJECT)
    sqlite.journal.putWriter({ id: WRITER, projectId: PROJECT, annotatorId: ANNOTATOR, publicKey: new Uint8Array(32) })
    expect((await record(journal, WRITER, [draft(5)]))[0]).toMatchObject({ seq: 5, lamport: 5 })
  })

  it('keeps nothing in IndexedDB of what the journal refuses', async () => {
    const full = { ...sqlite.second, append: () => Promise.reject(new Error('disk-full')) }
    const journal = twoStoreJournal(db, full)
    await addWriter(journal, WRITER)
    await expect(record(journal, WRITER, [draft(1)])).rejects.toThrow('disk-full')
    expect(await db.operations.count()).toBe(0)
    expect(await db.writers.get(WRITER)).toMatchObject({ nextSeq: 1 })
  })
})
