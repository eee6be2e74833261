import type { BlobStorePort } from '#renderer/platform/blob-store-port.ts'
import { decodeBlob } from '../blob-codec.ts'
import type { NishanDatabase } from '../db.ts'
import { packLines } from './chunk-lines.ts'
import { erasuresOf } from './erased-items.ts'

/**
 * A blob store that takes no blob again which held what was erased since, wherever it comes from: a backup, a file, a hub
 * that still serves it. What else is in it is kept, where that gives the blob that the erasure named.
 */
export function withoutErasedBlobs(db: NishanDatabase, blobs: BlobStorePort): BlobStorePort {
  return {
    get: (sha256) => blobs.get(sha256),
    has: (sha256) => blobs.has(sha256),
    missingOf: (known) => blobs.missingOf(known),
    delete: (sha256) => blobs.delete(sha256),
    async put(sha256, bytes) {
      const erased = await db.erasedBlobs.where('[sha256+chunkId]').between([sha256, ''], [sha256, '\uffff']).toArray()
      if (erased.length === 0 || (await isNamed(db, sha256))) return blobs.put(sha256, bytes)
      const lines = await decodeBlob(bytes)
      for (const { chunkId } of erased) {
        const erasures = await erasuresOf(db, chunkId)
        const gone = new Set<string>(erasures.map(({ itemId }) => itemId))
        const rest = await packLines(lines.map((line, index) => (gone.has(`${chunkId}:${index}`) ? null : line)))
        if (erasures.some((erasure) => erasure.sha256 === rest.sha256)) await blobs.put(rest.sha256, rest.bytes)
      }
    },
  }
}

/** Another chunk may have the same texts, none of which were erased there. */
export async function isNamed(db: NishanDatabase, sha256: string): Promise<boolean> {
  return (await db.chunks.filter((chunk) => chunk.sha256 === sha256).first()) !== undefined
}
