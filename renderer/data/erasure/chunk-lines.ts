import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { itemId } from '#shared/base/ids.ts'
import type { BlobLine } from '#shared/domain/item.ts'
import { encodeBlob } from '../blob-codec.ts'
import type { DataContext } from '../data-context.ts'
import type { ChunkRow } from '../rows.ts'
import { erasedIn } from './erased-items.ts'

export type PackedLines = { sha256: string; bytes: Uint8Array<ArrayBuffer> }

export async function packLines(lines: readonly BlobLine[]): Promise<PackedLines> {
  const bytes = await encodeBlob(lines)
  return { sha256: bytesToHex(sha256(bytes)), bytes }
}

/** The lines of a chunk's blob from its rows, in the order of their fields (shared/formats/row-to-item.ts); null = not whole. */
export async function linesOfRows({ db }: DataContext, { id, items }: ChunkRow): Promise<BlobLine[] | null> {
  const rows = await db.items.bulkGet(Array.from({ length: items }, (_, index) => itemId(id, index)))
  const erased = await erasedIn(db, id)
  const lines: BlobLine[] = []
  for (const [index, row] of rows.entries()) {
    if (erased.has(index)) {
      lines.push(null)
      continue
    }
    if (row === undefined) return null
    const { texts, sourceId, sourceRow, metadata, textKey } = row
    const given = await db.suggestions.where('[itemId+source]').between([row.id, ''], [row.id, '\uFFFF']).toArray()
    const suggestions = given.map(({ itemId: _item, ...suggestion }) => suggestion)
    lines.push({ texts, sourceId, sourceRow, metadata, textKey, suggestions })
  }
  return lines
}
