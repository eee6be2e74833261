import { fillChunk } from '../apply/apply-chunk.ts'
import { readChunk } from '../commands/import-items.ts'
import { projectDraft } from '../commands/project-drafts.ts'
import { recordOperations } from '../commands/record-operations.ts'
import type { DataContext } from '../data-context.ts'
import { linesOfRows, packLines } from '../erasure/chunk-lines.ts'
import type { ChunkRow } from '../rows.ts'

export type BlobRecovery = {
  /** Blobs that were gone and are packed again from IndexedDB. */
  packed: number
  /** Chunks whose texts were missing and have come. */
  filled: number
  /** Chunks whose texts are in neither store. */
  missing: number
}

/**
 * Makes the blobs and IndexedDB hold the same texts, each filled from the other. Looks at the sizes of
 * the blobs: one with wrong bits is found when it is read (each backup reads all), and is missing from then on.
 */
export async function reconcileBlobs(data: DataContext): Promise<BlobRecovery> {
  const chunks = await data.db.chunks.toArray()
  const gone = new Set(await data.blobs.missingOf(chunks.map(({ sha256: name, bytes }) => ({ sha256: name, bytes }))))
  const recovery: BlobRecovery = { packed: 0, filled: 0, missing: 0 }
  for (const chunk of chunks) {
    if (chunk.missing === true || chunk.blobWanted === true) {
      const lines = gone.has(chunk.sha256) ? null : await readChunk(data, chunk.sha256)
      if (lines !== null) {
        await fillChunk(data.db, chunk, lines)
        recovery.filled += 1
      } else if (chunk.missing === true) recovery.missing += 1
    } else if (gone.has(chunk.sha256) && (await packAgain(data, chunk))) recovery.packed += 1
  }
  return recovery
}

/** Packs a chunk's items again; false when their rows are not whole. */
async function packAgain(data: DataContext, chunk: ChunkRow): Promise<boolean> {
  const lines = await linesOfRows(data, chunk)
  if (lines === null) return false
  const { sha256: name, bytes } = await packLines(lines)
  if (name !== chunk.sha256 && chunk.erasedStamp !== undefined) {
    // Only an erasure names a blob for it; the one that it named comes from the hub.
    await data.db.chunks.update(chunk.id, { blobWanted: true })
    return false
  }
  // What lies under the name is not the blob.
  await data.blobs.delete(name)
  await data.blobs.put(name, bytes)
  if (name !== chunk.sha256) await rename(data, chunk, { sha256: name, bytes: bytes.length })
  return true
}

/** Another browser may pack the same lines to other bytes: then the chunk names the new blob. */
async function rename(data: DataContext, chunk: ChunkRow, to: { sha256: string; bytes: number }): Promise<void> {
  const { id, projectId, importId, items, firstOrder } = chunk
  const writers = (await data.db.writers.toArray()).filter((writer) => writer.projectId === projectId)
  const own = writers.find(({ privateKey }) => privateKey !== undefined) ?? writers[0]
  if (own === undefined) return
  const value = { importId, items, firstOrder, ...to }
  const drafts = [projectDraft('chunk.add', data.clock.now(), { key: id, value })]
  await data.serial(() => recordOperations(data, { projectId, annotatorId: own.annotatorId, drafts }))
}
