import type { ChunkId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { BlobLine } from '#shared/domain/item.ts'
import { operationHash, type Operation } from '#shared/sync/operation.ts'
import type { ChunkItems } from '../apply/apply-chunk.ts'
import { applyOperation } from '../apply-operation.ts'
import { readChunk } from '../commands/import-items.ts'
import type { DataContext } from '../data-context.ts'
import { settleErasures, touchesBlobs } from '../erasure/settle-erasures.ts'
import { keepNextSeq } from '../journal/two-store-journal.ts'

/** A chunk's items come with its operation: few in one transaction, so that memory stays flat. */
const CHUNKS_IN_PART = 4
const PART = 500

/** Leaves out what was issued again here under another writer: it is here already. */
export async function withoutReissued(
  data: DataContext,
  writerId: WriterId,
  operations: readonly Operation[],
): Promise<readonly Operation[]> {
  const from = (await data.db.writers.get(writerId))?.reissued?.from
  return from === undefined ? operations : operations.filter(({ seq }) => seq < from)
}

/** Those that IndexedDB has not, and how many it has with another content: a fork, which is never written over. */
export async function compareWithStored(
  data: DataContext,
  writerId: WriterId,
  operations: readonly Operation[],
): Promise<{ missing: Operation[]; clashes: number }> {
  const known = await data.db.operations.bulkGet(operations.map(({ seq }): [string, number] => [writerId, seq]))
  const missing: Operation[] = []
  let clashes = 0
  for (const [place, operation] of operations.entries()) {
    const row = known[place]
    if (row === undefined) missing.push(operation)
    else if (row.hash !== operationHash(operation)) clashes += 1
  }
  return { missing, clashes }
}

/** Applies operations that were made before and are kept elsewhere; those of their chunks that came without texts. */
export async function applyKnown(
  data: DataContext,
  of: { projectId: ProjectId; writerId: WriterId },
  operations: readonly Operation[],
): Promise<ChunkId[]> {
  const missing: ChunkId[] = []
  const hasChunks = operations.some(({ kind }) => kind === 'chunk.add')
  const size = hasChunks ? CHUNKS_IN_PART : PART
  for (let at = 0; at < operations.length; at += size) {
    missing.push(...(await applyPart(data, of, operations.slice(at, at + size))))
  }
  if (operations.some(touchesBlobs)) await settleErasures(data)
  return missing
}

async function applyPart(
  data: DataContext,
  { projectId, writerId }: { projectId: ProjectId; writerId: WriterId },
  part: readonly Operation[],
): Promise<ChunkId[]> {
  const chunks = part.filter(({ kind }) => kind === 'chunk.add')
  const items = await chunkItemsOf(data, chunks)
  const incoming = part.map((operation) => ({ writerId, operation }))
  await data.db.transaction('rw', data.db.tables, async () => {
    await applyOperation(data.db, projectId, incoming, items)
    await keepNextSeq(data.db, writerId, (part.at(-1)?.seq ?? 0) + 1)
  })
  return chunks.flatMap(({ key }) => (items.has(key as ChunkId) ? [] : (key as ChunkId)))
}

/** How many of these chunks have no texts now: an erasure names another blob for its chunk. */
export async function stillMissing(data: DataContext, chunks: ReadonlySet<ChunkId>): Promise<number> {
  const rows = await data.db.chunks.bulkGet([...chunks])
  return rows.filter((row) => row?.missing === true).length
}

async function chunkItemsOf(data: DataContext, chunks: readonly Operation[]): Promise<ChunkItems> {
  const items = new Map<ChunkId, readonly BlobLine[]>()
  for (const { key, value } of chunks) {
    const { sha256 = '' } = (value ?? {}) as { sha256?: string }
    const lines = await readChunk(data, sha256)
    if (lines !== null && key !== undefined) items.set(key as ChunkId, lines)
  }
  return items
}
