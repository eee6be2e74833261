import { makeShortId, type AnnotatorId, type BatchId, type ItemId } from '#shared/base/ids.ts'
import { assert } from '#shared/base/assert.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import {
  assignValueSchema,
  itemsOf,
  MAX_ASSIGNED_RUNS,
  runsIn,
  type AssignValue,
  type BatchValue,
  type ItemRun,
} from '#shared/domain/assignment.ts'
import { shuffled } from '#shared/base/random.ts'
import { batchPlanSchema, MAX_CHECKS, type BatchPlan } from '#shared/domain/batch-plan.ts'
import { partsOf } from '#shared/domain/hand-out.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import {
  drawNear,
  givableFor,
  inLanguage,
  knownItems,
  orderRange,
  trainingItems,
  type KnownItem,
} from '../queries/check-items.ts'
import { commonIn } from '../queries/common-texts.ts'
import { firstWork, readFreeItems, runsWithin } from '../queries/free-items.ts'
import { allBatchStates } from '../queries/queue-runs.ts'
import type { BatchStateRow } from '../rows.ts'
import type { Who } from './change-project.ts'
import { projectDraft } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

export type HandOut = {
  people: readonly AnnotatorId[]
  /** Items that nobody has been given yet; fewer when there are not so many. */
  count: number
  /** How many people an item goes to, at most all of them. */
  overlap: number
  /** The share of the items that goes to so many, the others to one each; absent = all of them. */
  share?: number
  /** Check items that are drawn for this batch, beside those it has; fewer when there are not so many. */
  checks?: number
  /** Only items of these runs, where a wish was looked up before. */
  from?: readonly ItemRun[]
}

/** What was handed out: items, and how many of them each person got, check items apart. */
export type HandedOut = { batchId: BatchId; items: number; each: ReadonlyMap<AnnotatorId, number> }

/** Every item has been given to someone, or a person would hold more of one batch than a list can say. */
export type GiveProblem = 'nothing-left' | 'too-many'

/**
 * Hands out a batch of items that nobody has been given yet, in the order of the project, with check items among them for
 * everyone. By a lead.
 */
export function giveBatch(
  data: DataContext,
  who: Who,
  { plan, ...batch }: BatchValue & { plan?: BatchPlan },
  wish: HandOut,
): Promise<Result<HandedOut, GiveProblem>> {
  return data.serial(async () => {
    const batchId = makeShortId<BatchId>(data.random)
    const before = [projectDraft('batch.set', data.clock.now(), { key: batchId, value: batch })]
    return give(data, who, { batchId, wish, before, plan, isNew: true })
  })
}

/**
 * Adds further items to a batch; those who have it keep what they have, and whoever is new in it gets its check items. A
 * plan that grows by further check items is kept by this laptop from then on. By a lead.
 */
export function topUpBatch(
  data: DataContext,
  who: Who,
  batchId: BatchId,
  wish: HandOut,
): Promise<Result<HandedOut, GiveProblem>> {
  return data.serial(async () => {
    const plan = (await data.db.batches.get(batchId))?.plan
    return give(data, who, { batchId, wish, before: [], plan, isNew: false })
  })
}

/** Says anew how a batch was chosen and by what rule it grows. From then on this laptop keeps the rule. By a lead. */
export async function setBatchPlan(data: DataContext, who: Who, batchId: BatchId, plan: BatchPlan): Promise<void> {
  const drafts = [planDraft(data, batchId, plan)]
  await data.serial(() => recordOperations(data, { ...who, drafts }))
}

export function planDraft(data: DataContext, batchId: BatchId, plan: BatchPlan): OperationDraft {
  return projectDraft('batch.plan', data.clock.now(), { key: batchId, value: batchPlanSchema.parse(plan) })
}

type Giving = {
  batchId: BatchId
  wish: HandOut
  before: readonly OperationDraft[]
  plan: BatchPlan | undefined
  isNew: boolean
}

async function give(data: DataContext, who: Who, giving: Giving): Promise<Result<HandedOut, GiveProblem>> {
  const { batchId, wish, before, plan, isNew } = giving
  assert(wish.people.length > 0 && wish.overlap > 0, 'a batch goes to somebody')
  const states = await allBatchStates(data, who.projectId)
  const { runs } = await readFreeItems(data, who.projectId, states)
  const known = await knownItems(data, who.projectId, states)
  const free = wish.from === undefined ? runs : runsWithin(wish.from, runs)
  const ids = known.map(({ id }) => id)
  const near = firstWork(free, wish.count, ids)
  const drawn = plan === undefined ? [] : await drawChecks(data, who, { known, wish, plan, near })
  const items = firstWork(free, wish.count, ids, new Set(drawn))
  if (items.length === 0) return failure('nothing-left')
  const checks = [...itemsOf(plan?.checks ?? []), ...drawn]
  // One that was erased, or whose gold was opened again, checks nobody any more.
  const usable = checks.filter((id) => ids.includes(id))
  const training = await trainingItems(data, who.projectId)
  const { each } = partsOf(items.length, wish.people.length, wish, {
    before: commonIn(states, wish.people, training),
    random: data.random,
  })
  const given = wish.people.flatMap((person, index): [AnnotatorId, ItemId[]][] => {
    const own = (each[index] ?? []).flatMap(([from, count]) => items.slice(from, from + count))
    return own.length === 0 ? [] : [[person, own]]
  })
  const drafts: OperationDraft[] = []
  for (const [person, own] of given) {
    const list = withChecks(data, own, notYetGiven(states, person, usable))
    const draft = addDraft(data, states, { batchId, person }, list)
    if (draft === null) return failure('too-many')
    drafts.push(draft)
  }
  const planned = plan !== undefined && (isNew || drawn.length > 0)
  const plans = planned ? [planDraft(data, batchId, withDrawn(plan, checks))] : []
  await recordOperations(data, { ...who, drafts: [...before, ...plans, ...drafts] })
  return success({ batchId, items: items.length, each: new Map(given.map(([person, own]) => [person, own.length])) })
}

type Drawing = { known: readonly KnownItem[]; wish: HandOut; plan: BatchPlan; near: readonly ItemId[] }

/** Check items for a batch, drawn among those that nobody of it has seen. */
async function drawChecks(data: DataContext, who: Who, { known, wish, plan, near }: Drawing): Promise<ItemId[]> {
  const wanted = Math.min(wish.checks ?? 0, MAX_CHECKS - itemsOf(plan.checks ?? []).length)
  if (wanted <= 0) return []
  const fitting = await inLanguage(data, givableFor('check', known, wish.people), plan.wish)
  const work = await orderRange(data, who.projectId, near)
  return drawNear(fitting, wanted, { known, work, random: data.random })
}

function withDrawn(plan: BatchPlan, checks: readonly ItemId[]): BatchPlan {
  return checks.length === 0 ? plan : { ...plan, checks: runsIn(checks) }
}

function notYetGiven(states: readonly BatchStateRow[], person: AnnotatorId, items: readonly ItemId[]): ItemId[] {
  const own = new Set(states.flatMap((state) => (state.annotatorId === person ? itemsOf(state.items) : [])))
  return items.filter((id) => !own.has(id))
}

/**
 * Nothing tells a check item: each person has everything in an order of their own, so that no number that comes out of turn
 * stands for one.
 */
function withChecks(data: DataContext, items: readonly ItemId[], checks: readonly ItemId[]): ItemId[] {
  return checks.length === 0 ? [...items] : shuffled([...items, ...checks], data.random)
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

function nextOrder(states: readonly BatchStateRow[], person: AnnotatorId): number {
  return states.reduce((next, state) => (state.annotatorId === person ? Math.max(next, state.order + 1) : next), 0)
}
