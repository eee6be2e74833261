import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, BatchId, ItemId } from '#shared/base/ids.ts'
import { assignValueSchema, batchValueSchema, itemsOf, type ItemRun } from '#shared/domain/assignment.ts'
import { batchPlanSchema, type BatchPlan } from '#shared/domain/batch-plan.ts'
import { winsOver } from '#shared/sync/stamp.ts'
import type { AssignmentRow, BatchStateRow } from '../rows.ts'
import type { ProjectOperation } from './apply-project.ts'
import { weighAssignments } from './batch-counts.ts'

/** Places of one batch in a person's queue: more than a batch can hold. */
const PLACES = 2 ** 25

/** Where the n-th item of a batch stands in a person's queue. */
export function queuePlace(batchOrder: number, place: number): number {
  return batchOrder * PLACES + place
}

/** `batch.set`: what a batch is called. */
export async function applyBatch({ db, projectId, operation, stamp }: ProjectOperation): Promise<void> {
  const id = defined(operation.key, 'batch') as BatchId
  const current = await db.batches.get(id)
  if (!winsOver(stamp, current?.stamp)) return
  const createdAt = current?.createdAt ?? operation.at
  await db.batches.put({ ...current, ...batchValueSchema.parse(operation.value), id, projectId, createdAt, stamp })
}

/** `batch.plan`: how it was chosen and how it grows. */
export async function applyPlan({ db, projectId, operation, stamp }: ProjectOperation): Promise<void> {
  const id = defined(operation.key, 'batch') as BatchId
  const current = await db.batches.get(id)
  if (!winsOver(stamp, current?.planStamp)) return
  const unnamed = { id, projectId, title: '', chosen: '', createdAt: operation.at }
  await db.batches.put({
    ...unnamed,
    ...current,
    plan: batchPlanSchema.parse(operation.value) as BatchPlan,
    planStamp: stamp,
  })
}

/** `assign.set`: the whole list of what a person is given of a batch; rows are added and removed by difference. */
export async function applyAssign(context: ProjectOperation): Promise<void> {
  const { db, operation, stamp } = context
  const state = await stateOf(context, personIn(defined(operation.key, 'batch and person')))
  if (!winsOver(stamp, state.stamp)) return
  const { items, order, closed } = assignValueSchema.parse(operation.value)
  const { closed: _closed, ...kept } = state
  const next: BatchStateRow = { ...kept, items: items as ItemRun[], order, stamp, ...(closed === true && { closed }) }
  await db.batchStates.put(next)
  await changeRows(context, state, next)
}

/** `batch.handIn`: the author has done their part of a batch (or, with false, goes on). */
export async function applyHandIn(context: ProjectOperation): Promise<void> {
  const { db, author, operation, stamp } = context
  const state = await stateOf(context, { batchId: defined(operation.key, 'batch') as BatchId, annotatorId: author })
  if (!winsOver(stamp, state.handedInStamp)) return
  await db.batchStates.put({ ...state, handedIn: operation.value === true, handedInStamp: stamp })
}

type StateKey = { batchId: BatchId; annotatorId: AnnotatorId }

/** `<batch>/<person>` */
function personIn(key: string): StateKey {
  const slash = key.lastIndexOf('/')
  return { batchId: key.slice(0, slash) as BatchId, annotatorId: key.slice(slash + 1) as AnnotatorId }
}

async function stateOf({ db, projectId }: ProjectOperation, key: StateKey): Promise<BatchStateRow> {
  const known = await db.batchStates.get([key.batchId, key.annotatorId])
  return known ?? { ...key, projectId, items: [], order: 0, handedIn: false }
}

/** The rows of a list; an item that stands in it twice counts where it stands first. */
function rowsOf({ batchId, annotatorId, projectId, items, order }: BatchStateRow): Map<ItemId, AssignmentRow> {
  const rows = new Map<ItemId, AssignmentRow>()
  itemsOf(items).forEach((itemId, place) => {
    if (rows.has(itemId)) return
    rows.set(itemId, { itemId, annotatorId, projectId, batchId, order: queuePlace(order, place) })
  })
  return rows
}

/**
 * An item that a person is given in two batches has one row: that of the place that comes first. So the rows are the same
 * in whatever order the lists came.
 */
async function changeRows({ db, set }: ProjectOperation, before: BatchStateRow, after: BatchStateRow): Promise<void> {
  const [old, now] = [rowsOf(before), rowsOf(after)]
  const touched = [...old.values()]
    .filter((row) => now.get(row.itemId)?.order !== row.order)
    .map(({ itemId }) => itemId)
  const added = [...now.keys()].filter((itemId) => !old.has(itemId))
  const changed = new Set([...touched, ...added])
  if (changed.size === 0) return
  const best = new Map<ItemId, AssignmentRow>()
  const { projectId, annotatorId } = after
  const states = await db.batchStates.where('[projectId+annotatorId]').equals([projectId, annotatorId]).toArray()
  for (const state of states) {
    for (const [itemId, row] of rowsOf(state)) {
      if (!changed.has(itemId)) continue
      const known = best.get(itemId)
      if (known === undefined || comesBefore(row, known)) best.set(itemId, row)
    }
  }
  const keys = [...changed].map((itemId): [string, string] => [itemId, annotatorId])
  const replaced = (await db.assignments.bulkGet(keys)).filter((row) => row !== undefined)
  await db.assignments.bulkDelete(keys.filter(([itemId]) => !best.has(itemId as ItemId)))
  await db.assignments.bulkPut([...best.values()])
  await weighAssignments(db, set, replaced, -1)
  await weighAssignments(db, set, [...best.values()], 1)
}

function comesBefore(one: AssignmentRow, other: AssignmentRow): boolean {
  return one.order === other.order ? one.batchId < other.batchId : one.order < other.order
}
