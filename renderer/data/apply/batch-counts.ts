import { parseItemId, type AnnotatorId, type BatchId, type ChunkId } from '#shared/base/ids.ts'
import type { Status } from '#shared/domain/status.ts'
import type { NishanDatabase } from '../db.ts'
import type { AnnotationRow, AssignmentRow, BatchCount, CountersRow } from '../rows.ts'
import type { WorkingSet } from './working-set.ts'

/** What an answer weighs in the count of its batch. No row yet weighs like an open one. */
export type BatchWeight = { status: Status; flagged: boolean }

export function batchWeight(row: AnnotationRow | undefined): BatchWeight {
  return { status: row?.status ?? 'open', flagged: row?.flag?.value === true }
}

function emptyCount(): BatchCount {
  return { byStatus: { open: 0, done: 0, unsure: 0, skipped: 0, notLanguage: 0, unreadable: 0 }, flagged: 0 }
}

export function weighBatch(counters: CountersRow, batchId: BatchId, weight: BatchWeight, sign: 1 | -1): void {
  const all: Record<BatchId, BatchCount> = (counters.byBatch ??= {})
  const count = (all[batchId] ??= emptyCount())
  count.byStatus[weight.status] += sign
  if (weight.flagged) count.flagged += sign
  if (Object.values(count.byStatus).every((number) => number === 0)) Reflect.deleteProperty(all, batchId)
}

/** Adds assignments to the counts of their batches, or takes them off; those of hidden and erased items weigh nothing. */
export async function weighAssignments(
  db: NishanDatabase,
  set: WorkingSet,
  rows: readonly AssignmentRow[],
  sign: 1 | -1,
): Promise<void> {
  const chunkOf = ({ itemId }: AssignmentRow) => parseItemId(itemId)?.chunk ?? ''
  const hidden = new Set<string>()
  const ids = new Set(rows.map(chunkOf))
  await set.loadChunks(ids)
  for (const id of ids) if (set.loadedChunk(id)?.removed === true) hidden.add(id)
  const visible = rows.filter((row) => !hidden.has(chunkOf(row)))
  await weighRows(db, set, visible, sign)
}

/** The assignments of a chunk, whose items are hidden or shown again. */
export async function weighChunk(db: NishanDatabase, set: WorkingSet, chunk: ChunkId, sign: 1 | -1): Promise<void> {
  const rows = await db.assignments
    .where('[itemId+annotatorId]')
    .between([`${chunk}:`, ''], [`${chunk};`, ''])
    .toArray()
  await weighRows(db, set, rows, sign)
}

/**
 * By answers as they are stored: what this list of operations changes of them is added when the set is written, to the
 * batch that the item is in by then.
 */
async function weighRows(
  db: NishanDatabase,
  set: WorkingSet,
  rows: readonly AssignmentRow[],
  sign: 1 | -1,
): Promise<void> {
  await set.loadErasures(rows.map((row) => row.itemId))
  const weighing = rows.filter((row) => !set.isKnownErased(row.itemId))
  const keys = weighing.map((row): [string, AnnotatorId] => [row.itemId, row.annotatorId])
  const stored = await db.annotations.bulkGet(keys)
  await set.loadCounters(weighing.map(({ annotatorId }) => annotatorId))
  for (const [index, { annotatorId, batchId }] of weighing.entries()) {
    weighBatch(set.loadedCounters(annotatorId), batchId, batchWeight(stored[index]), sign)
  }
}
