import type { ChunkId, ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { BlobItem } from '#shared/domain/item.ts'
import { canonicalJson, type Operation } from '#shared/sync/operation.ts'
import type { JournalState, WriterHead } from '#shared/sync/journal-schema.ts'
import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'
import type { ChunkItems } from '../apply/apply-chunk.ts'
import { applyOperation } from '../apply-operation.ts'
import { readChunk } from '../commands/import-items.ts'
import type { DataContext } from '../data-context.ts'
import { keepNextSeq } from '../journal/two-store-journal.ts'
import type { OperationRow } from '../rows.ts'
import { reconcileBlobs } from './reconcile-blobs.ts'

/** Operations read, sent or applied at a time. */
const PAGE = 500
/** What a crash can leave out lies at the end: so far before it both stores are compared one by one. */
const TAIL = 1000

export type Recovery = {
  /** 'refused': it could not be opened, and nothing can be kept until it can. */
  found: JournalState['found'] | 'refused'
  /** IndexedDB could not be opened, and was emptied to be filled again. */
  databaseCleared: boolean
  /** Operations that IndexedDB had lost, by project, and those that the journal had lost. */
  applied: ReadonlyMap<ProjectId, number>
  restored: number
  /** Texts whose answers IndexedDB had lost, in the order in which they came back. */
  answered: ReadonlyMap<ItemId, ProjectId>
  /** Blobs that were gone and were packed again. */
  packedBlobs: number
  /** Chunks whose texts are in neither store any more. */
  missingChunks: number
}

/** Whether there is anything to tell the person. */
export function hasNews(recovery: Recovery): boolean {
  const { found, databaseCleared, applied, restored, packedBlobs, missingChunks } = recovery
  if (found === 'damaged' || found === 'refused' || databaseCleared) return true
  return applied.size > 0 || restored > 0 || packedBlobs > 0 || missingChunks > 0
}

const NOTHING_NEW: Omit<Recovery, 'found'> = {
  databaseCleared: false,
  applied: new Map(),
  restored: 0,
  answered: new Map(),
  packedBlobs: 0,
  missingChunks: 0,
}

type Head = {
  id: WriterId
  projectId: ProjectId
  inJournal: number
  inDexie: number
  /** Operations that the journal, or the tail of IndexedDB, lacks although it has later ones. */
  journalHoles: boolean
  dexieHoles: boolean
}

/** The usual start: nothing is to be read or sent. */
function isEven({ inJournal, inDexie, journalHoles, dexieHoles }: Head): boolean {
  return inJournal === inDexie && !journalHoles && !dexieHoles
}

/** From where a writer's operations are compared one by one. */
function tailOf({ inJournal, inDexie }: Head): number {
  return Math.max(0, Math.min(inJournal, inDexie) - TAIL)
}

/**
 * Makes IndexedDB and the journal hold the same, each filled from the other (sync.md, Durability). Runs at the start,
 * before anything is shown or written. IndexedDB = fold(journal + blobs): an empty one is filled again whole.
 */
export async function reconcileStores(data: DataContext, second: SecondStorePort): Promise<Recovery> {
  try {
    return await reconcile(data, second, await second.open())
  } catch {
    // IndexedDB can still be read and exported; a change is refused by the journal, and the screen says so.
    return { ...NOTHING_NEW, found: 'refused' }
  }
}

async function reconcile(data: DataContext, second: SecondStorePort, state: JournalState): Promise<Recovery> {
  await reconcileProfiles(data, second, state)
  const heads = (await reconcileWriters(data, second, state)).filter((head) => !isEven(head))
  let restored = 0
  for (const head of heads) restored += await fillJournal(data, second, head)
  const applied = new Map<ProjectId, number>()
  const answered = new Map<ItemId, ProjectId>()
  let missingChunks = 0
  for (const projectId of new Set(heads.map((head) => head.projectId))) {
    const own = heads.filter((head) => head.projectId === projectId)
    const filled = await fillDexie(data, second, { projectId, heads: own, answered })
    if (filled.applied > 0) applied.set(projectId, filled.applied)
    missingChunks += filled.missingChunks
  }
  const { packed: packedBlobs } = await reconcileBlobs(data)
  return { ...NOTHING_NEW, found: state.found, applied, restored, answered, packedBlobs, missingChunks }
}

/** The journal is written first, so its profile is the newer one. What is the same is not written again. */
async function reconcileProfiles(data: DataContext, second: SecondStorePort, state: JournalState): Promise<void> {
  const inDexie = new Map((await data.db.annotators.toArray()).map((row) => [row.id, row]))
  const inJournal = new Set(state.annotators.map(({ id }) => id))
  const newer = state.annotators.filter((row) => canonicalJson(row) !== canonicalJson(inDexie.get(row.id)))
  if (newer.length > 0) await data.db.annotators.bulkPut(newer)
  for (const [id, row] of inDexie) if (!inJournal.has(id)) await second.putAnnotator(row)
}

async function reconcileWriters(data: DataContext, second: SecondStorePort, state: JournalState): Promise<Head[]> {
  const rows = await data.db.writers.toArray()
  const inDexie = new Set(rows.map(({ id }) => id))
  const known = new Map(state.writers.map((writer) => [writer.id, writer]))
  // Its private key is lost with IndexedDB: whoever goes on gets a new writer.
  const lost = state.writers.filter(({ id }) => !inDexie.has(id))
  for (const { id, projectId, annotatorId, publicKey, upTo } of lost) {
    await data.db.writers.add({ id, projectId, annotatorId, publicKey, nextSeq: upTo + 1 })
  }
  for (const { id, projectId, annotatorId, publicKey } of rows) {
    if (!known.has(id)) await second.putWriter({ id, projectId, annotatorId, publicKey })
  }
  const writers = await data.db.writers.toArray()
  return Promise.all(writers.map(({ id, projectId }) => headOf(data, { id, projectId }, known.get(id))))
}

async function headOf(
  data: DataContext,
  of: Pick<Head, 'id' | 'projectId'>,
  known: Pick<WriterHead, 'upTo' | 'held'> = { upTo: 0, held: 0 },
): Promise<Head> {
  const { operations } = data.db
  const last = await operations.where('[writerId+seq]').between([of.id, 0], [of.id, Infinity]).last()
  const inDexie = last?.seq ?? 0
  const tail = await operations
    .where('[writerId+seq]')
    .between([of.id, inDexie - TAIL], [of.id, inDexie], false, true)
    .primaryKeys()
  const journalHoles = known.held < known.upTo
  return { ...of, inJournal: known.upTo, inDexie, journalHoles, dexieHoles: tail.length < Math.min(TAIL, inDexie) }
}

/** Sends the journal what only IndexedDB has. */
async function fillJournal(data: DataContext, second: SecondStorePort, head: Head): Promise<number> {
  let added = 0
  let from = head.journalHoles ? 0 : tailOf(head)
  for (;;) {
    const rows = await data.db.operations
      .where('[writerId+seq]')
      .between([head.id, from], [head.id, Infinity], false)
      .limit(PAGE)
      .toArray()
    const last = rows.at(-1)
    if (last === undefined) return added
    added += await second.restore(head.projectId, head.id, rows.map(plainOperation))
    from = last.seq
  }
}

/** The operation as it was made, without what its row adds. */
function plainOperation(row: OperationRow): Operation {
  const { writerId: _writer, projectId: _project, authorId: _author, hash: _hash, ...operation } = row
  return operation
}

/**
 * Applies what only the journal has: first what belongs to the project (its texts too), then the answers, for an
 * answer's place in the order of the texts comes from its chunk.
 */
async function fillDexie(
  data: DataContext,
  second: SecondStorePort,
  { projectId, heads, answered }: { projectId: ProjectId; heads: readonly Head[]; answered: Map<ItemId, ProjectId> },
): Promise<{ applied: number; missingChunks: number }> {
  const counts = { applied: 0, missingChunks: 0 }
  for (const pass of ['project', 'answers'] as const) {
    for (const head of heads) {
      let from = tailOf(head)
      for (;;) {
        const page = await second.operationsAfter(head.id, from, PAGE)
        const last = page.at(-1)
        if (last === undefined) break
        from = last.seq
        const wanted = page.filter(({ item }) => (item === '') === (pass === 'project'))
        const missing = await missingOf(data, head.id, wanted)
        // A chunk's items come with it: few at a time, so that memory stays flat.
        const size = pass === 'project' ? 4 : PAGE
        for (let at = 0; at < missing.length; at += size) {
          const part = missing.slice(at, at + size)
          counts.missingChunks += await applyPart(data, { projectId, writerId: head.id }, part)
          counts.applied += part.length
          for (const { item } of part) if (item !== '') answered.set(item as ItemId, projectId)
        }
      }
    }
  }
  return counts
}

async function missingOf(
  data: DataContext,
  writerId: WriterId,
  operations: readonly Operation[],
): Promise<Operation[]> {
  const known = await data.db.operations.bulkGet(operations.map(({ seq }): [string, number] => [writerId, seq]))
  return operations.filter((_operation, place) => known[place] === undefined)
}

/** Gives how many chunks came without their texts. */
async function applyPart(
  data: DataContext,
  of: { projectId: ProjectId; writerId: WriterId },
  part: readonly Operation[],
): Promise<number> {
  const chunks = part.filter(({ kind }) => kind === 'chunk.add')
  const items = await chunkItemsOf(data, chunks)
  await data.db.transaction('rw', data.db.tables, async () => {
    await applyOperation(
      data.db,
      of.projectId,
      part.map((operation) => ({ writerId: of.writerId, operation })),
      items,
    )
    await keepNextSeq(data.db, of.writerId, (part.at(-1)?.seq ?? 0) + 1)
  })
  return chunks.length - items.size
}

async function chunkItemsOf(data: DataContext, chunks: readonly Operation[]): Promise<ChunkItems> {
  const items = new Map<ChunkId, readonly BlobItem[]>()
  for (const { key, value } of chunks) {
    const { sha256 = '' } = (value ?? {}) as { sha256?: string }
    const lines = await readChunk(data, sha256)
    if (lines !== null && key !== undefined) items.set(key as ChunkId, lines)
  }
  return items
}
