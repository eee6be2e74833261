import { makeShortId, parseItemId, type AnnotatorId, type BatchId, type ItemId } from '#shared/base/ids.ts'
import { assert, defined } from '#shared/base/assert.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import {
  assignValueSchema,
  itemsOf,
  MAX_ASSIGNED_RUNS,
  runsOf,
  type AssignValue,
  type BatchValue,
  type ItemRun,
} from '#shared/domain/assignment.ts'
import { batchPlanSchema, type BatchPlan } from '#shared/domain/batch-plan.ts'
import { partsOf } from '#shared/domain/hand-out.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import { firstOf, readFreeItems, runsWithin } from '../queries/free-items.ts'
import { allBatchStates } from '../queries/queue-runs.ts'
import type { BatchStateRow } from '../rows.ts'
import type { Who } from './change-project.ts'
import { projectDraft } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

export type HandOut = {
  people: readonly AnnotatorId[]
  /** Items that nobody has been given yet; fewer when there are not so many. */
  count: number
  /** How many people each item goes to, at most all of them. */
  overlap: number
  /** Only items of these runs, where a wish was looked up before. */
  from?: readonly ItemRun[]
}

/** What was handed out: items, and how many of them each person got. */
export type HandedOut = { batchId: BatchId; items: number; each: ReadonlyMap<AnnotatorId, number> }

/** Every item has been given to someone, or a person would hold more of one batch than a list can say. */
export type GiveProblem = 'nothing-left' | 'too-many'

/** Hands out a batch of items that nobody has been given yet, in the order of the project. By a lead. */
export function giveBatch(
  data: DataContext,
  who: Who,
  { plan, ...batch }: BatchValue & { plan?: BatchPlan },
  wish: HandOut,
): Promise<Result<HandedOut, GiveProblem>> {
  return data.serial(async () => {
    const batchId = makeShortId<BatchId>(data.random)
    const before = [projectDraft('batch.set', data.clock.now(), { key: batchId, value: batch })]
    if (plan !== undefined) before.push(planDraft(data, batchId, plan))
    return give(data, who, { batchId, wish, before })
  })
}

/** Adds further items to a batch; those who have it keep what they have. By a lead. */
export function topUpBatch(
  data: DataContext,
  who: Who,
  batchId: BatchId,
  wish: HandOut,
): Promise<Result<HandedOut, GiveProblem>> {
  return data.serial(() => give(data, who, { batchId, wish, before: [] }))
}

/** Says anew how a batch was chosen and by what rule it grows. From then on this laptop keeps the rule. By a lead. */
export async function setBatchPlan(data: DataContext, who: Who, batchId: BatchId, plan: BatchPlan): Promise<void> {
  const drafts = [planDraft(data, batchId, plan)]
  await data.serial(() => recordOperations(data, { ...who, drafts }))
}

function planDraft(data: DataContext, batchId: BatchId, plan: BatchPlan): OperationDraft {
  return projectDraft('batch.plan', data.clock.now(), { key: batchId, value: batchPlanSchema.parse(plan) })
}

type Giving = { batchId: BatchId; wish: HandOut; before: readonly OperationDraft[] }

async function give(data: DataContext, who: Who, giving: Giving): Promise<Result<HandedOut, GiveProblem>> {
  const { batchId, wish, before } = giving
  assert(wish.people.length > 0 && wish.overlap > 0, 'a batch goes to somebody')
  const states = await allBatchStates(data, who.projectId)
  const { runs } = await readFreeItems(data, who.projectId, states)
  const items = firstOf(wish.from === undefined ? runs : runsWithin(wish.from, runs), wish.count)
  if (items.length === 0) return failure('nothing-left')
  const parts = partsOf(items.length, wish.people.length, wish.overlap)
  const given = wish.people.flatMap((person, index): [AnnotatorId, ItemId[]][] => {
    const own = (parts[index] ?? []).flatMap(([from, count]) => items.slice(from, from + count))
    return own.length === 0 ? [] : [[person, own]]
  })
  const drafts: OperationDraft[] = []
  for (const [person, own] of given) {
    const draft = addDraft(data, states, { batchId, person }, own)
    if (draft === null) return failure('too-many')
    drafts.push(draft)
  }
  await recordOperations(data, { ...who, drafts: [...before, ...drafts] })
  return success({ batchId, items: items.length, each: new Map(given.map(([person, own]) => [person, own.length])) })
}

/** A person's list of a batch with further items at its end; null where it cannot hold them. */
export function addDraft(
  data: DataContext,
  states: readonly BatchStateRow[],
  key: { batchId: BatchId; person: AnnotatorId },
  items: readonly ItemId[],
): OperationDraft | null {
  const state = states.find((one) => one.batchId === key.batchId && one.annotatorId === key.person)
  const runs = [...(state?.items ?? []), ...runsIn(items)]
  if (runs.length > MAX_ASSIGNED_RUNS) return null
  return assignDraft(data, key, { items: itemsOf(runs), order: state?.order ?? nextOrder(states, key.person) })
}

/** The whole list of what a person is given of a batch. */
export function assignDraft(
  data: DataContext,
  { batchId, person }: { batchId: BatchId; person: AnnotatorId },
  { items, ...rest }: Omit<AssignValue, 'items'> & { items: readonly ItemId[] },
): OperationDraft {
  const value = assignValueSchema.parse({ ...rest, items: runsIn(items) })
  return projectDraft('assign.set', data.clock.now(), { key: `${batchId}/${person}`, value })
}

function runsIn(items: readonly ItemId[]): ItemRun[] {
  return runsOf(items.map((id) => defined(parseItemId(id), 'item id')))
}

function nextOrder(states: readonly BatchStateRow[], person: AnnotatorId): number {
  return states.reduce((next, state) => (state.annotatorId === person ? Math.max(next, state.order + 1) : next), 0)
}
