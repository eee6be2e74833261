import { defined } from '#shared/base/assert.ts'
import { parseItemId, type ItemId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { BlobLine } from '#shared/domain/item.ts'
import type { DataContext } from '../data-context.ts'
import { linesOfRows, packLines } from '../erasure/chunk-lines.ts'
import { erasedIn } from '../erasure/erased-items.ts'
import { settleErasures } from '../erasure/settle-erasures.ts'
import { currentTask } from '../queries/projects.ts'
import type { ChunkRow } from '../rows.ts'
import { roleIn } from '../team/team-numbers.ts'
import type { Who } from './change-project.ts'
import { readChunk } from './import-items.ts'
import { recordOperations } from './record-operations.ts'

/** `not-here`: the texts it lies among have not come to this laptop, so that the blob without it cannot be made. */
export type EraseProblem = 'not-lead' | 'not-here'

/**
 * A person withdraws consent: erases an item here, and by its operation everywhere. The blob that takes its chunk's place is
 * stored first, so that the other texts are never in the log alone. Done already = nothing. By a lead.
 */
export function eraseItem(data: DataContext, who: Who, itemId: ItemId): Promise<Result<null, EraseProblem>> {
  return data.serial(async () => {
    if ((await roleIn(data, who)) !== 'lead') return failure('not-lead')
    const place = parseItemId(itemId)
    const chunk = place === null ? undefined : await data.db.chunks.get(place.chunk)
    if (place === null || chunk === undefined || place.index >= chunk.items) return failure('not-here')
    const done = (await data.db.erasures.get(itemId)) !== undefined
    if (!done && !(await record(data, who, { itemId, chunk, index: place.index }))) return failure('not-here')
    await settleErasures(data)
    return success(null)
  })
}

/** Names a blob without what is erased of a chunk once more: where the one that is named still holds some of it. */
export async function eraseAgain(data: DataContext, who: Who, chunk: ChunkRow, itemId: ItemId): Promise<boolean> {
  const index = defined(parseItemId(itemId), 'item id').index
  return record(data, who, { itemId, chunk, index })
}

type Erasing = { itemId: ItemId; chunk: ChunkRow; index: number }

async function record(data: DataContext, who: Who, { itemId, chunk, index }: Erasing): Promise<boolean> {
  const lines = await linesOf(data, chunk)
  if (lines?.length !== chunk.items) return false
  const erased = (await erasedIn(data.db, chunk.id)).add(index)
  const { sha256, bytes } = await packLines(lines.map((line, place) => (erased.has(place) ? null : line)))
  await data.blobs.put(sha256, bytes)
  const taskVersion = (await currentTask(data, who.projectId))?.version ?? 0
  const value = { sha256, bytes: bytes.length }
  const draft = { kind: 'item.erase', item: itemId, value, at: data.clock.now(), taskVersion } as const
  await recordOperations(data, { ...who, drafts: [draft] })
  return true
}

async function linesOf(data: DataContext, chunk: ChunkRow): Promise<BlobLine[] | null> {
  return (await readChunk(data, chunk.sha256)) ?? (chunk.missing === true ? null : linesOfRows(data, chunk))
}
