import { defined } from '#shared/base/assert.ts'
import { itemId, type ChunkId } from '#shared/base/ids.ts'
import { chunkValueSchema, type Chunk } from '#shared/domain/chunk.ts'
import type { BlobLine } from '#shared/domain/item.ts'
import { winsOver } from '#shared/sync/stamp.ts'
import type { NishanDatabase } from '../db.ts'
import { erasedIn } from '../erasure/erased-items.ts'
import type { ChunkRow, ItemRow, SuggestionRow } from '../rows.ts'
import { erasedBefore } from './apply-erase.ts'
import type { ProjectOperation } from './apply-project.ts'
import { weighChunk } from './batch-counts.ts'
import { noteDue } from './due-erasures.ts'

/** Items of the chunks in this list, read from their blobs before the transaction began. */
export type ChunkItems = ReadonlyMap<ChunkId, readonly BlobLine[]>

/**
 * `chunk.add`: the chunk's row and its items. Without its blob it is marked missing and filled later. A later one of the
 * same chunk names the same items in another blob: what a blob is packed to may differ from one browser to the next.
 */
export async function applyChunk(context: ProjectOperation, chunkItems: ChunkItems): Promise<void> {
  const { db, set, projectId, operation, stamp } = context
  const id = defined(operation.key, 'chunk') as ChunkId
  const value = chunkValueSchema.parse(operation.value)
  const known = await db.chunks.get(id)
  if (known) {
    const { sha256, bytes } = value
    if (known.erasedStamp !== undefined) {
      // Packed by someone who had not heard of the erasure: that blob holds what was erased.
      if (sha256 === known.sha256) return
      await db.erasedBlobs.put({ sha256, chunkId: id, projectId })
      await noteDue(db, id)
    } else if (winsOver(stamp, known.stamp)) await db.chunks.update(id, { sha256, bytes, stamp })
    return
  }
  const removed = (await db.imports.get(value.importId))?.removed ?? false
  const lines = chunkItems.get(id)
  const erased = await erasedBefore(context, id, value.sha256)
  const chunk: ChunkRow = { ...value, id, projectId, removed, ...erased }
  const isWanted = lines !== undefined && erased !== null && erased.sha256 !== value.sha256
  await db.chunks.add({ ...chunk, stamp, ...(lines ? {} : { missing: true }), ...(isWanted && { blobWanted: true }) })
  set.forgetChunk(id)
  // What was handed out of it before it came hides with it.
  if (removed) await weighChunk(db, set, id, -1)
  else (await set.counters('')).items += value.items - (await set.erasedWithin(id, value.items))
  if (lines) await addItems(db, chunk, lines)
}

/** Items of a chunk that came without its blob. */
export async function fillChunk(db: NishanDatabase, chunk: Chunk, lines: readonly BlobLine[]): Promise<void> {
  await db.transaction('rw', [db.chunks, db.items, db.suggestions, db.erasures], async () => {
    await addItems(db, chunk, lines)
    await db.chunks
      .where('id')
      .equals(chunk.id)
      .modify((row) => {
        delete row.missing
        delete row.blobWanted
      })
  })
}

async function addItems(db: NishanDatabase, chunk: Chunk, lines: readonly BlobLine[]): Promise<void> {
  const items: ItemRow[] = []
  const suggestions: SuggestionRow[] = []
  // A blob may hold what another lead erased meanwhile.
  const erased = await erasedIn(db, chunk.id)
  lines.forEach((line, index) => {
    if (line === null || erased.has(index)) return
    const { suggestions: given, ...rest } = line
    const { projectId, importId, firstOrder } = chunk
    const item = { ...rest, id: itemId(chunk.id, index), projectId, importId, order: firstOrder + index }
    items.push(item)
    for (const suggestion of given) suggestions.push({ ...suggestion, itemId: item.id })
  })
  await db.items.bulkPut(items)
  if (suggestions.length > 0) await db.suggestions.bulkPut(suggestions)
}
