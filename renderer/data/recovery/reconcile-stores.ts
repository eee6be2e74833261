import type { ChunkId, ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { canonicalJson } from '#shared/sync/operation.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { JournalState, WriterHead } from '#shared/sync/journal-schema.ts'
import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'
import type { DataContext } from '../data-context.ts'
import { settleErasures } from '../erasure/settle-erasures.ts'
import { journalWriterOf } from '../journal/two-store-journal.ts'
import { plainOperation } from '../plain-operation.ts'
import type { WriterRow } from '../rows.ts'
import { applyKnown, compareWithStored, stillMissing } from './apply-known.ts'
import { finishHeldDecisions } from './finish-held-decisions.ts'
import { finishReissues } from './finish-reissues.ts'
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
  /** Holes are to be expected: not all of the writer's operations come to this laptop. */
  sparse: boolean
}

/** The usual start: nothing is to be read or sent. */
function isEven({ inJournal, inDexie, journalHoles, dexieHoles }: Head): boolean {
  return inJournal === inDexie && !journalHoles && !dexieHoles
}

/** From where a writer's operations are compared one by one. */
function tailOf({ inJournal, inDexie, sparse }: Head): number {
  if (sparse) return 0
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
  await bindWriters(data, second, state)
  const { writers } = (await finishReissues(data, second, state)) ? await second.open() : state
  const heads = (await readHeads(data, writers)).filter((head) => !isEven(head))
  let restored = 0
  for (const head of heads) restored += await fillJournal(data, second, head)
  const applied = new Map<ProjectId, number>()
  const answered = new Map<ItemId, ProjectId>()
  const missing = new Set<ChunkId>()
  for (const projectId of new Set(heads.map((head) => head.projectId))) {
    const own = heads.filter((head) => head.projectId === projectId)
    const filled = await fillDexie(data, second, { projectId, heads: own, answered })
    if (filled.applied > 0) applied.set(projectId, filled.applied)
    for (const chunk of filled.missing) missing.add(chunk)
  }
  await settleErasures(data)
  await finishHeldDecisions(data)
  const { packed: packedBlobs } = await reconcileBlobs(data)
  const missingChunks = await stillMissing(data, missing)
  return { ...NOTHING_NEW, found: state.found, applied, restored, answered, packedBlobs, missingChunks }
}

/**
 * The journal is written first, so its profile is the newer one; but people of a team are made known by operations, which
 * are applied to IndexedDB alone. What is the same is not written again.
 */
async function reconcileProfiles(data: DataContext, second: SecondStorePort, state: JournalState): Promise<void> {
  const inDexie = new Map((await data.db.annotators.toArray()).map((row) => [row.id, row]))
  const inJournal = new Map(state.annotators.map((row) => [row.id, row]))
  const differs = (one: Annotator, other: Annotator | undefined) => canonicalJson(one) !== canonicalJson(other)
  const newer = state.annotators.filter((row) => inDexie.get(row.id)?.imported !== true)
  const changed = newer.filter((row) => differs(row, inDexie.get(row.id)))
  if (changed.length > 0) await data.db.annotators.bulkPut(changed)
  for (const [id, row] of inDexie) {
    const known = inJournal.get(id)
    if (known === undefined || (row.imported && differs(row, known))) await second.putAnnotator(row)
  }
}

async function bindWriters(data: DataContext, second: SecondStorePort, state: JournalState): Promise<void> {
  const rows = await data.db.writers.toArray()
  const inDexie = new Set(rows.map(({ id }) => id))
  const known = new Map(state.writers.map((writer) => [writer.id, writer]))
  const reissued = new Map(state.reissued.map(({ writerId, from, by }) => [writerId, { from, by }]))
  // Its private key is lost with IndexedDB: whoever goes on gets a new writer.
  const lost = state.writers.filter(({ id }) => !inDexie.has(id))
  for (const { id, projectId, annotatorId, publicKey, upTo, remote } of lost) {
    const row: WriterRow = { id, projectId, annotatorId, publicKey, nextSeq: upTo + 1 }
    const given = reissued.get(id)
    await data.db.writers.add({ ...row, ...(remote === true && { remote }), ...(given && { reissued: given }) })
  }
  for (const row of rows) if (!known.has(row.id)) await second.putWriter(journalWriterOf(row))
}

async function readHeads(data: DataContext, writers: readonly WriterHead[]): Promise<Head[]> {
  const known = new Map(writers.map((writer) => [writer.id, writer]))
  const rows = await data.db.writers.toArray()
  return Promise.all(rows.map((row) => headOf(data, row, known.get(row.id))))
}

async function headOf(
  data: DataContext,
  { id, projectId, remote }: WriterRow,
  known: Pick<WriterHead, 'upTo' | 'held'> = { upTo: 0, held: 0 },
): Promise<Head> {
  const { operations } = data.db
  const of = { id, projectId }
  const last = await operations.where('[writerId+seq]').between([id, 0], [id, Infinity]).last()
  const inDexie = last?.seq ?? 0
  const sparse = remote === true && known.held < known.upTo
  if (sparse) {
    // Of other people's operations only those come that one may see: how many there are says whether some are missing.
    const held = await operations.where('[writerId+seq]').between([id, 0], [id, Infinity]).count()
    const holes = { journalHoles: known.held < held, dexieHoles: known.held > held }
    return { ...of, inJournal: known.upTo, inDexie, sparse, ...holes }
  }
  const tail = await operations
    .where('[writerId+seq]')
    .between([id, inDexie - TAIL], [id, inDexie], false, true)
    .primaryKeys()
  const journalHoles = known.held < known.upTo
  const dexieHoles = tail.length < Math.min(TAIL, inDexie)
  return { ...of, inJournal: known.upTo, inDexie, sparse, journalHoles, dexieHoles }
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

/**
 * Applies what only the journal has: first what belongs to the project (its texts too), then the answers, for an
 * answer's place in the order of the texts comes from its chunk.
 */
async function fillDexie(
  data: DataContext,
  second: SecondStorePort,
  { projectId, heads, answered }: { projectId: ProjectId; heads: readonly Head[]; answered: Map<ItemId, ProjectId> },
): Promise<{ applied: number; missing: ChunkId[] }> {
  const counts = { applied: 0, missing: new Array<ChunkId>() }
  for (const pass of ['project', 'answers'] as const) {
    for (const head of heads) {
      let from = tailOf(head)
      for (;;) {
        const page = await second.operationsAfter(head.id, from, PAGE)
        const last = page.at(-1)
        if (last === undefined) break
        from = last.seq
        const wanted = page.filter(({ item }) => (item === '') === (pass === 'project'))
        const { missing } = await compareWithStored(data, head.id, wanted)
        counts.missing.push(...(await applyKnown(data, { projectId, writerId: head.id }, missing)))
        counts.applied += missing.length
        for (const { item } of missing) if (item !== '') answered.set(item as ItemId, projectId)
      }
    }
  }
  return counts
}
