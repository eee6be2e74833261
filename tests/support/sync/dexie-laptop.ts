import 'fake-indexeddb/auto'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import { canonicalJson, originOf, type OperationDraft } from '#shared/sync/operation.ts'
import { ensureWriter } from '#renderer/data/commands/ensure-writer.ts'
import { recordOperations } from '#renderer/data/commands/record-operations.ts'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { twoStoreJournal } from '#renderer/data/journal/two-store-journal.ts'
import { plainOperation } from '#renderer/data/plain-operation.ts'
import { reconcileStores, type Recovery } from '#renderer/data/recovery/reconcile-stores.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import { memoryBlobStore } from '#tests/support/memory-blob-store.ts'
import { sqliteSecondStore, type SqliteStore } from '#tests/support/sqlite-second-store.ts'
import { registersOf, type LaptopStore, type Signer, type StoredOperation } from './laptop-store.ts'
import { signingPairOf, type KeyPair } from './node-ed25519.ts'

type Image = { tables: Map<string, unknown[]>; journal: Uint8Array | null }

export type DexieLaptopParts = {
  projectId: ProjectId
  person: AnnotatorId
  newPair: () => KeyPair
  /** With a real journal file beside it, as in the app; otherwise as in a browser. */
  withJournal: boolean
}

/** A laptop whose storage is Dexie, on fake-indexeddb. */
export class DexieLaptop extends DexieSyncStore implements LaptopStore {
  readonly data: DataContext
  readonly sqlite: SqliteStore | null
  readonly #person: AnnotatorId

  private constructor(data: DataContext, sqlite: SqliteStore | null, parts: DexieLaptopParts) {
    super(data, { projectId: parts.projectId, annotatorId: parts.person })
    this.data = data
    this.sqlite = sqlite
    this.#person = parts.person
  }

  static async open(parts: DexieLaptopParts): Promise<DexieLaptop> {
    const sqlite = parts.withJournal ? sqliteSecondStore() : null
    const db = new NishanDatabase(`laptop-${crypto.randomUUID()}`)
    let at = Date.UTC(2026, 10, 25, 6)
    const data = createDataContext({
      db,
      blobs: memoryBlobStore(),
      clock: { now: () => (at += 1000) },
      newKeyPair: () => signingPairOf(parts.newPair()),
      ...(sqlite && { journal: twoStoreJournal(db, sqlite.second) }),
    })
    const laptop = new DexieLaptop(data, sqlite, parts)
    await ensureWriter(data, parts.projectId, parts.person)
    return laptop
  }

  async record(draft: OperationDraft): Promise<void> {
    const { data, projectId } = this
    await data.serial(() => recordOperations(data, { projectId, annotatorId: this.#person, drafts: [draft] }))
  }

  async pair(): Promise<Signer> {
    const id = await ensureWriter(this.data, this.projectId, this.#person)
    const own = defined(
      (await this.writers()).find((writer) => writer.id === id),
      'writer',
    )
    return { publicKey: own.publicKey, sign: defined(own.sign, 'key') }
  }

  async all(): Promise<StoredOperation[]> {
    const rows = await this.data.db.operations.toArray()
    return rows.map((row) => ({ writer: row.writerId, author: row.authorId, op: plainOperation(row) }))
  }

  /** From the log; the rows that a screen reads must say the same. */
  async registers(): Promise<Map<string, unknown>> {
    const all = await this.all()
    const registers = registersOf(all)
    const { annotations, counters } = this.data.db
    const shown = new Map<string, unknown>()
    let activeMs = 0
    for (const row of await annotations.toArray()) {
      activeMs += row.activeMs
      for (const [question, { value }] of Object.entries(row.answers)) {
        shown.set(['answer.set', row.itemId, question, '', '', row.annotatorId].join('|'), value)
      }
    }
    const said = new Map([...registers].filter(([name]) => name.startsWith('answer.set|')))
    const sorted = (map: Map<string, unknown>) => canonicalJson([...map].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (sorted(shown) !== sorted(said)) throw new Error(`shown ${sorted(shown)} but said ${sorted(said)}`)
    // Once for each origin, however many copies of it are here.
    const times = new Map(all.map(({ writer, op }) => [originOf(writer, op), op.activeMs ?? 0]))
    const spent = [...times.values()].reduce((sum, ms) => sum + ms, 0)
    const counted = (await counters.toArray()).reduce((sum, row) => sum + row.activeMs, 0)
    if (spent !== activeMs || spent !== counted) throw new Error(`time ${spent}, shown ${activeMs}, counted ${counted}`)
    return registers
  }

  async image(): Promise<Image> {
    const { db } = this.data
    const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const))
    return { tables: new Map(tables), journal: this.sqlite?.image() ?? null }
  }

  /** The disk as it was, and the start of the app after that. */
  async putBack(image: unknown): Promise<void> {
    const { tables, journal } = image as Image
    if (journal !== null) this.sqlite?.putBack(journal)
    await this.#fill(tables)
    await this.start()
  }

  /** What the start of the app does; null where there is one store only. */
  async start(): Promise<Recovery | null> {
    return this.sqlite === null ? null : reconcileStores(this.data, this.sqlite.second)
  }

  async #fill(tables: ReadonlyMap<string, unknown[]>): Promise<void> {
    const { db } = this.data
    await db.transaction('rw', db.tables, async () => {
      for (const table of db.tables) {
        await table.clear()
        await table.bulkAdd(tables.get(table.name) ?? [])
      }
    })
  }

  async dropUpTo(writer: WriterId, upTo: number): Promise<void> {
    await this.data.db.operations.where('[writerId+seq]').between([writer, 0], [writer, upTo], true, true).delete()
  }

  async loseKeys(): Promise<void> {
    await this.data.db.writers.toCollection().modify((row) => {
      delete row.privateKey
      delete row.givenUpKey
    })
  }

  async close(): Promise<void> {
    await this.data.db.delete()
    this.sqlite?.remove()
  }
}
