import { itemId } from '#shared/base/ids.ts'
import type { Who } from '../commands/change-project.ts'
import { eraseAgain } from '../commands/erase-item.ts'
import { readChunk } from '../commands/import-items.ts'
import type { DataContext } from '../data-context.ts'
import type { ChunkRow } from '../rows.ts'
import { roleIn } from '../team/team-numbers.ts'
import { linesOfRows } from './chunk-lines.ts'
import { erasedByChunk } from './erased-items.ts'
import { settleErasures } from './settle-erasures.ts'

/**
 * Two leads may erase in one chunk at once without knowing of each other: then the blob that is named holds what the other
 * erased, or the hub has deleted it (sync-protocol.md, Erasure). A lead's laptop that sees both names a blob that lacks both.
 * How many chunks were named anew.
 */
export async function mendErasures(data: DataContext, who: Who): Promise<number> {
  const erased = await erasedByChunk(data.db, who.projectId)
  if (erased.size === 0 || (await roleIn(data, who)) !== 'lead') return 0
  let mended = 0
  for (const [id, indexes] of erased) {
    const done = await data.serial(async () => {
      const chunk = await data.db.chunks.get(id)
      if (chunk === undefined || chunk.looked === sign(chunk, indexes.size)) return false
      const again = await stillHeld(data, chunk, indexes)
      if (again === null) return false
      if (again !== undefined) await eraseAgain(data, who, chunk, itemId(id, again))
      const now = await data.db.chunks.get(id)
      if (now !== undefined) await data.db.chunks.update(id, { looked: sign(now, indexes.size) })
      return again !== undefined
    })
    if (done) mended += 1
  }
  if (mended > 0) await settleErasures(data)
  return mended
}

const sign = ({ sha256 }: ChunkRow, erased: number) => `${sha256} ${erased}`

/** The number of an erased item for which a blob is to be named anew; undefined = the named one is right, null = not known yet. */
async function stillHeld(
  data: DataContext,
  chunk: ChunkRow,
  indexes: ReadonlySet<number>,
): Promise<number | undefined | null> {
  const lines = await readChunk(data, chunk.sha256)
  if (lines !== null) return [...indexes].find((index) => (lines[index] ?? null) !== null)
  // Of one erasure the blob comes from the lead who made it; of several it may be one that the hub deletes.
  if (indexes.size < 2 || chunk.missing === true || (await linesOfRows(data, chunk)) === null) return null
  return [...indexes][0]
}
