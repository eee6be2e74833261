import { defined } from '#shared/base/assert.ts'
import { parseItemId, type ChunkId, type ItemId } from '#shared/base/ids.ts'
import { eraseValueSchema, type EraseValue } from '#shared/domain/erase.ts'
import { itemSpokenOf, withoutContent } from '#shared/sync/erased-content.ts'
import { isReadable } from '#shared/sync/judge-operation.ts'
import { ANSWER_KINDS } from '#shared/sync/operation.ts'
import { winsOver, type Stamp } from '#shared/sync/stamp.ts'
import { waitingPrefix } from '../bundles/waiting-pushes.ts'
import { addActiveTime, dropEmptyDays } from '../counters.ts'
import { localDay } from '../data-context.ts'
import { erasedBlob, erasuresOf } from '../erasure/erased-items.ts'
import { plainOperation } from '../plain-operation.ts'
import type { OperationRow } from '../rows.ts'
import { firstIssue } from './active-time.ts'
import type { ProjectOperation } from './apply-project.ts'
import { weighAssignments } from './batch-counts.ts'
import { noteDue } from './due-erasures.ts'

/**
 * `item.erase`: a person withdraws consent. What was said of the item is emptied, its rows go, and its chunk names another
 * blob from now on. `pending`: rows of the operations in the same list, which are not stored yet. Never undone.
 */
export async function applyErase(context: ProjectOperation, pending: OperationRow[]): Promise<void> {
  const { db, set, projectId, operation, stamp } = context
  const itemId = operation.item as ItemId
  const { chunk } = defined(parseItemId(itemId), 'item id')
  const value = eraseValueSchema.parse(operation.value)
  if (!(await set.isErased(itemId))) {
    await emptyItem(context, itemId, pending)
    set.markErased(itemId)
  }
  const known = await db.erasures.get(itemId)
  if (winsOver(stamp, known?.stamp)) {
    const { sha256, bytes } = value
    await db.erasures.put({ itemId, projectId, sha256, bytes, stamp, at: operation.at })
  }
  await nameBlob(context, chunk, value)
  await noteDue(db, chunk)
}

async function emptyItem(context: ProjectOperation, itemId: ItemId, pending: OperationRow[]): Promise<void> {
  const { db, set } = context
  const { chunk, index } = defined(parseItemId(itemId), 'item id')
  const row = await set.chunk(chunk)
  if (row !== undefined && !row.removed && index < row.items) (await set.counters('')).items -= 1
  await weighAssignments(
    db,
    set,
    await db.assignments
      .where('[itemId+annotatorId]')
      .between(...all(itemId))
      .toArray(),
    -1,
  )
  await set.dropItem(itemId)
  await emptyOperations(context, itemId, pending)
  await deleteRows(context, itemId)
}

type Range = [[string, string], [string, string]]
const all = (itemId: ItemId): Range => [
  [itemId, ''],
  [itemId, '\uffff'],
]

/** Nothing stays of them but their place, kind and hash, as at the hub; so their time goes too. */
async function emptyOperations(
  { db, set, projectId }: ProjectOperation,
  itemId: ItemId,
  pending: OperationRow[],
): Promise<void> {
  const stored = await db.operations.where('item').equals(itemId).toArray()
  const held = await db.operations
    .where('item')
    .equals('')
    .filter((row) => row.projectId === projectId && itemSpokenOf(row) === itemId)
    .toArray()
  const theirs = [...stored, ...pending].filter((row) => row.kind !== 'item.erase' && row.item === itemId)
  const counted = new Set<string>()
  await set.loadCounters(theirs.map(({ authorId }) => authorId))
  for (const row of theirs) {
    const counters = set.loadedCounters(row.authorId)
    counters.lastAt = Math.max(counters.lastAt, row.at)
    const origin = row.origin ?? firstIssue(row)
    if (!ANSWER_KINDS.includes(row.kind) || !isReadable(row) || counted.has(origin)) continue
    counted.add(origin)
    if ((row.activeMs ?? 0) > 0) addActiveTime(counters, localDay(row.at), -(row.activeMs ?? 0))
  }
  for (const author of new Set(theirs.map(({ authorId }) => authorId))) dropEmptyDays(set.loadedCounters(author))
  const kept = [...stored.filter(({ kind }) => kind !== 'item.erase'), ...held]
  if (kept.length > 0) await db.operations.bulkPut(kept.map(emptiedRow))
  for (const [place, row] of pending.entries()) if (itemSpokenOf(row) === itemId) pending[place] = emptiedRow(row)
}

function emptiedRow(row: OperationRow): OperationRow {
  const { writerId, projectId, authorId, hash } = row
  return { ...withoutContent(plainOperation(row)), writerId, projectId, authorId, hash }
}

async function deleteRows({ db, projectId }: ProjectOperation, itemId: ItemId): Promise<void> {
  await db.items.delete(itemId)
  await db.gold.delete(itemId)
  await db.training
    .where('[itemId+annotatorId]')
    .between(...all(itemId))
    .delete()
  await db.suggestions
    .where('[itemId+source]')
    .between(...all(itemId))
    .delete()
  await db.comments.where('[itemId+toId+fromId]').between([itemId, '', ''], [itemId, '\uffff', '\uffff']).delete()
  await db.drafts.filter((row) => row.itemId === itemId).delete()
  await db.acts
    .where('[projectId+annotatorId+n]')
    .between([projectId, '', 0], [projectId, '\uffff', Infinity])
    .filter((row) => row.itemId === itemId)
    .delete()
  // Signed, so that nothing can be taken out of them. Nobody has said that they were received: they come again.
  await db.local
    .where('key')
    .startsWith(waitingPrefix(projectId))
    .filter(({ value }) => String((value as { text?: unknown }).text).includes(`"${itemId}"`))
    .delete()
}

/** The erasure with the greatest stamp names the chunk's blob; all other blobs that were ever named are deleted. */
async function nameBlob({ db, projectId, stamp }: ProjectOperation, id: ChunkId, value: EraseValue): Promise<void> {
  const chunk = await db.chunks.get(id)
  // The chunk is still to come, and looks for its erasures then.
  if (chunk === undefined) return
  const wins = winsOver(stamp, chunk.erasedStamp)
  const [now, gone] = wins ? [value.sha256, chunk.sha256] : [chunk.sha256, value.sha256]
  if (gone !== now) await db.erasedBlobs.put({ sha256: gone, chunkId: id, projectId })
  if (!wins) return
  const { sha256, bytes } = value
  await db.chunks.update(id, { sha256, bytes, erasedStamp: stamp, ...(gone !== now && { blobWanted: true }) })
}

/** What of a chunk is erased when the chunk comes, and the blob that it names then. */
export async function erasedBefore(
  { db, projectId }: Pick<ProjectOperation, 'db' | 'projectId'>,
  id: ChunkId,
  sha256: string,
): Promise<{ sha256: string; bytes: number; erasedStamp: Stamp } | null> {
  const erasures = await erasuresOf(db, id)
  const last = erasedBlob(erasures)
  if (last === null) return null
  const named = new Set([sha256, ...erasures.map((erasure) => erasure.sha256)])
  named.delete(last.sha256)
  await db.erasedBlobs.bulkPut([...named].map((gone) => ({ sha256: gone, chunkId: id, projectId })))
  await noteDue(db, id)
  return { sha256: last.sha256, bytes: last.bytes, erasedStamp: last.stamp }
}
