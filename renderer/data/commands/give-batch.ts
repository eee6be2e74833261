import { itemId, makeShortId, parseItemId, type AnnotatorId, type BatchId, type ItemId } from '#shared/base/ids.ts'
import { assert, defined } from '#shared/base/assert.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { assignValueSchema, itemsOf, runsOf, type AssignValue, type BatchValue } from '#shared/domain/assignment.ts'
import { handOut } from '#shared/domain/hand-out.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import { allRuns } from '../queries/queue-runs.ts'
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
}

/** What was handed out: items, and how many of them each person got. */
export type HandedOut = { batchId: BatchId; items: number; each: ReadonlyMap<AnnotatorId, number> }

/** Every item has been given to someone. */
export type GiveProblem = 'nothing-left'

/** Hands out a batch of items that nobody has been given yet, in the order of the project. By a lead. */
export function giveBatch(
  data: DataContext,
  who: Who,
  batch: BatchValue,
  wish: HandOut,
): Promise<Result<HandedOut, GiveProblem>> {
  return data.serial(async () => {
    const batchId = makeShortId<BatchId>(data.random)
    return give(data, who, {
      batchId,
      wish,
      before: [projectDraft('batch.set', data.clock.now(), { key: batchId, value: batch })],
    })
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

type Giving = { batchId: BatchId; wish: HandOut; before: readonly OperationDraft[] }

async function give(data: DataContext, who: Who, giving: Giving): Promise<Result<HandedOut, GiveProblem>> {
  const { batchId, wish, before } = giving
  assert(wish.people.length > 0 && wish.overlap > 0, 'a batch goes to somebody')
  const states = await statesOf(data, who)
  const items = await itemsLeft(data, who, states, wish.count)
  if (items.length === 0) return failure('nothing-left')
  const parts = new Map<AnnotatorId, ItemId[]>(wish.people.map((person) => [person, []]))
  for (const [index, people] of handOut(items.length, wish.people.length, wish.overlap).entries()) {
    for (const person of people) parts.get(defined(wish.people[person], 'person'))?.push(defined(items[index], 'item'))
  }
  const given = [...parts].filter(([, own]) => own.length > 0)
  const drafts = given.map(([person, own]) => {
    const state = states.find((one) => one.batchId === batchId && one.annotatorId === person)
    const order = state?.order ?? nextOrder(states, person)
    return assignDraft(data, { batchId, person }, { items: [...itemsOf(state?.items ?? []), ...own], order })
  })
  await recordOperations(data, { ...who, drafts: [...before, ...drafts] })
  return success({ batchId, items: items.length, each: new Map(given.map(([person, own]) => [person, own.length])) })
}

export function statesOf(data: DataContext, { projectId }: Pick<Who, 'projectId'>): Promise<BatchStateRow[]> {
  return data.db.batchStates.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).toArray()
}

/** The whole list of what a person is given of a batch. */
export function assignDraft(
  data: DataContext,
  { batchId, person }: { batchId: BatchId; person: AnnotatorId },
  { items, ...rest }: Omit<AssignValue, 'items'> & { items: readonly ItemId[] },
): OperationDraft {
  const places = items.map((id) => defined(parseItemId(id), 'item id'))
  const value = assignValueSchema.parse({ ...rest, items: runsOf(places) })
  return projectDraft('assign.set', data.clock.now(), { key: `${batchId}/${person}`, value })
}

function nextOrder(states: readonly BatchStateRow[], person: AnnotatorId): number {
  return states.reduce((next, state) => (state.annotatorId === person ? Math.max(next, state.order + 1) : next), 0)
}

/** The first items that are in nobody's list. */
async function itemsLeft(
  data: DataContext,
  { projectId }: Who,
  states: readonly BatchStateRow[],
  count: number,
): Promise<ItemId[]> {
  const taken = new Set(states.flatMap(({ items }) => itemsOf(items)))
  const left: ItemId[] = []
  for (const run of await allRuns(data, projectId)) {
    for (let index = 0; index < run.items && left.length < count; index += 1) {
      const id = itemId(run.chunk, run.index + index)
      if (!taken.has(id)) left.push(id)
    }
  }
  return left
}
