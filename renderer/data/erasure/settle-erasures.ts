import type { ChunkId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { DUE } from '../apply/due-erasures.ts'
import { fillChunk } from '../apply/apply-chunk.ts'
import { readChunk } from '../commands/import-items.ts'
import type { DataContext } from '../data-context.ts'
import type { ChunkRow } from '../rows.ts'
import { partKey } from '../sync/blob-part.ts'
import { linesOfRows, packLines } from './chunk-lines.ts'
import { isNamed } from './erasing-blobs.ts'

/** Whether an operation may leave something for `settleErasures`. */
export function touchesBlobs({ kind }: Operation): boolean {
  return kind === 'item.erase' || kind === 'chunk.add'
}

/**
 * What an erasure leaves to be done after its transaction: old blobs are deleted, the new one is taken into use or packed
 * from the rows; otherwise it comes with the next texts from the hub. What a crash leaves undone is done at the next start.
 */
export async function settleErasures(data: DataContext): Promise<void> {
  const { local } = data.db
  for (const { key, value } of await local.where('key').startsWith(DUE).toArray()) {
    await settleChunk(data, key.slice(DUE.length) as ChunkId)
    // Another erasure may have come meanwhile.
    await local
      .where('key')
      .equals(key)
      .filter((row) => row.value === value)
      .delete()
  }
}

async function settleChunk(data: DataContext, id: ChunkId): Promise<void> {
  const { db, blobs } = data
  for (const { sha256 } of await db.erasedBlobs.where('chunkId').equals(id).toArray()) {
    await db.local.delete(partKey(sha256))
    if (!(await isNamed(db, sha256))) await blobs.delete(sha256)
  }
  const chunk = await db.chunks.get(id)
  if (chunk?.missing !== true && chunk?.blobWanted !== true) return
  const lines = (await readChunk(data, chunk.sha256)) ?? (await packAsNamed(data, chunk))
  if (lines !== null) await fillChunk(db, chunk, lines)
}

/** The same browser packs the same lines to the same bytes. */
async function packAsNamed(data: DataContext, chunk: ChunkRow) {
  const lines = chunk.missing === true ? null : await linesOfRows(data, chunk)
  if (lines === null) return null
  const packed = await packLines(lines)
  if (packed.sha256 !== chunk.sha256) return null
  await data.blobs.put(packed.sha256, packed.bytes)
  return lines
}
