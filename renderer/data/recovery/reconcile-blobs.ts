import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { itemId } from '#shared/base/ids.ts'
import type { BlobItem } from '#shared/domain/item.ts'
import { fillChunk } from '../apply/apply-chunk.ts'
import { encodeBlob } from '../blob-codec.ts'
import { readChunk } from '../commands/import-items.ts'
import { projectDraft } from '../commands/project-drafts.ts'
import { recordOperations } from '../commands/record-operations.ts'
import type { DataContext } from '../data-context.ts'
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
    if (chunk.missing === true) {
      const lines = gone.has(chunk.sha256) ? null : await readChunk(data, chunk.sha256)
      if (lines === null) recovery.missing += 1
      else {
        await fillChunk(data.db, chunk, lines)
        recovery.filled += 1
      }
    } else if (gone.has(chunk.sha256) && (await packAgain(data, chunk))) recovery.packed += 1
  }
  return recovery
}

/** Packs a chunk's items again; false when their rows are not whole. */
async function packAgain(data: DataContext, chunk: ChunkRow): Promise<boolean> {
  const lines = await linesOf(data, chunk)
  if (lines.length !== chunk.items) return false
  const bytes = await encodeBlob(lines)
  const name = bytesToHex(sha256(bytes))
  // What lies under the name is not the blob.
  await data.blobs.delete(name)
  await data.blobs.put(name, bytes)
  if (name !== chunk.sha256) await rename(data, chunk, { sha256: name, bytes: bytes.length })
  return true
}

/** The lines of the blob, in the order of their fields (shared/formats/row-to-item.ts). */
async function linesOf({ db }: DataContext, { id, items }: ChunkRow): Promise<BlobItem[]> {
  const ids = Array.from({ length: items }, (_, index) => itemId(id, index))
  const rows = await db.items.bulkGet(ids)
  const lines: BlobItem[] = []
  for (const row of rows) {
    if (row === undefined) break
    const { texts, sourceId, sourceRow, metadata, textKey } = row
    const given = await db.suggestions.where('[itemId+source]').between([row.id, ''], [row.id, '\uFFFF']).toArray()
    const suggestions = given.map(({ itemId: _item, ...suggestion }) => suggestion)
    lines.push({ texts, sourceId, sourceRow, metadata, textKey, suggestions })
  }
  return lines
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
