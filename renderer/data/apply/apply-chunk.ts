import { defined } from '#shared/base/assert.ts'
import { itemId, type ChunkId } from '#shared/base/ids.ts'
import { chunkValueSchema } from '#shared/domain/chunk.ts'
import type { BlobItem } from '#shared/domain/item.ts'
import type { ItemRow, SuggestionRow } from '../rows.ts'
import type { ProjectOperation } from './apply-project.ts'

/** Items of the chunks in this list, read from their blobs before the transaction began. */
export type ChunkItems = ReadonlyMap<ChunkId, readonly BlobItem[]>

/** `chunk.add`: the chunk's row and its items. Without its blob it is marked missing and filled later. */
export async function applyChunk(context: ProjectOperation, chunkItems: ChunkItems): Promise<void> {
  const { db, set, projectId, operation } = context
  const id = defined(operation.key, 'chunk') as ChunkId
  if (await db.chunks.get(id)) return
  const value = chunkValueSchema.parse(operation.value)
  const removed = (await db.imports.get(value.importId))?.removed ?? false
  const lines = chunkItems.get(id)
  await db.chunks.add({ ...value, id, projectId, removed, ...(lines ? {} : { missing: true }) })
  set.forgetChunk(id)
  if (!removed) (await set.counters('')).items += value.items
  if (!lines) return
  const items: ItemRow[] = []
  const suggestions: SuggestionRow[] = []
  lines.forEach((line, index) => {
    const { suggestions: given, ...rest } = line
    const item = {
      ...rest,
      id: itemId(id, index),
      projectId,
      importId: value.importId,
      order: value.firstOrder + index,
    }
    items.push(item)
    for (const suggestion of given) suggestions.push({ ...suggestion, itemId: item.id })
  })
  await db.items.bulkAdd(items)
  if (suggestions.length > 0) await db.suggestions.bulkPut(suggestions)
}
