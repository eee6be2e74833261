import { defined } from '#shared/base/assert.ts'
import { parseItemId, type AnnotatorId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import { itemsOf, runsOf } from '#shared/domain/assignment.ts'
import type { BatchPlan, TopUpRule } from '#shared/domain/batch-plan.ts'
import type { DataContext } from '../data-context.ts'
import { findFitting, firstOf, readFreeItems, runsWithin, type FreeItems } from '../queries/free-items.ts'
import { readCounters } from '../queries/projects.ts'
import { allBatchStates, batchEnd } from '../queries/queue-runs.ts'
import { standingIn } from '../queries/standing.ts'
import { keepToppedUp, type ToppedUp } from '../team/topped-up.ts'
import type { BatchRow, BatchStateRow } from '../rows.ts'
import type { Who } from './change-project.ts'
import { addDraft } from './give-batch.ts'
import { recordOperations } from './record-operations.ts'

/** What was looked through in vain: not again before something is left that was not there then. */
export type SoughtInVain = Map<string, string>

type Growing = BatchRow & { plan: BatchPlan & { topUp: TopUpRule } }
type Low = { batch: Growing; person: AnnotatorId }
/** What is given and what is left: much to read, and the same until something is given. */
type Ground = { states: readonly BatchStateRow[]; free: FreeItems }

/**
 * Gives more to everyone who runs low in a batch that grows by itself, and whose rule this install keeps: the one that
 * wrote the plan. What was given. Called again it gives nothing, until a person runs low again.
 */
export async function topUpRunningLow(data: DataContext, who: Who, sought: SoughtInVain): Promise<ToppedUp[]> {
  const role = (await data.db.members.get([who.projectId, who.annotatorId]))?.role
  if (role !== 'lead') return []
  const given: ToppedUp[] = []
  let ground: Promise<Ground> | null = null
  const look = () => (ground ??= readGround(data, who))
  for (const batch of await growingBatches(data, who.projectId)) {
    const states = await data.db.batchStates
      .where('[batchId+annotatorId]')
      .between([batch.id, ''], [batch.id, '\uffff'])
      .toArray()
    for (const { annotatorId: person } of states) {
      const one = await topUpOne(data, who, { batch, person }, { sought, look })
      if (one === null) continue
      given.push(one)
      ground = null
    }
  }
  return given
}

async function growingBatches(data: DataContext, projectId: ProjectId): Promise<Growing[]> {
  const rows = await data.db.batches.where('projectId').equals(projectId).toArray()
  const growing = rows.filter((row): row is Growing => (row.plan?.topUp ?? null) !== null)
  const keepers = await data.db.writers.bulkGet(growing.map(({ planStamp }) => planStamp?.[1] ?? ''))
  return growing.filter((_, index) => keepers[index]?.privateKey !== undefined)
}

async function readGround(data: DataContext, { projectId }: Who): Promise<Ground> {
  const states = await allBatchStates(data, projectId)
  return { states, free: await readFreeItems(data, projectId, states) }
}

type Seeking = { sought: SoughtInVain; look: () => Promise<Ground> }

async function topUpOne(data: DataContext, who: Who, low: Low, { sought, look }: Seeking): Promise<ToppedUp | null> {
  const { batch, person } = low
  if (!(await isLow(data, low))) return null
  const { more } = batch.plan.topUp
  const { states, free } = await look()
  const shared = await stillToShare(data, states, low)
  const key = `${batch.id}/${person}`
  const sign = `${free.left} ${free.all} ${shared.length}`
  if (sought.get(key) === sign) return null
  // Before the commands that wait: texts may have to be read for it.
  const wanted = more - Math.min(shared.length, more)
  const fitting = wanted === 0 ? [] : firstOf(await findFitting(data, free, batch.plan.wish, { limit: wanted }), wanted)
  if (shared.length + fitting.length === 0) {
    sought.set(key, sign)
    return null
  }
  return data.serial(() => write(data, who, low, fitting))
}

/** Looks at everything once more beside the commands, and gives what is still right to give. */
async function write(data: DataContext, who: Who, low: Low, fitting: readonly ItemId[]): Promise<ToppedUp | null> {
  const { batch, person } = low
  if (!(await isLow(data, low))) return null
  const { more } = batch.plan.topUp
  const { states, free } = await readGround(data, who)
  const items = [...(await stillToShare(data, states, low)).slice(0, more), ...stillFree(fitting, free)].slice(0, more)
  const draft = items.length === 0 ? null : addDraft(data, states, { batchId: batch.id, person }, items)
  if (draft === null) return null
  await recordOperations(data, { ...who, drafts: [draft] })
  const given = { batchId: batch.id, person, items: items.length, at: data.clock.now() }
  await keepToppedUp(data, who.projectId, given)
  return given
}

async function isLow(data: DataContext, { batch, person }: Low): Promise<boolean> {
  const state = await data.db.batchStates.get([batch.id, person])
  if (state?.stamp === undefined || state.items.length === 0 || batchEnd(state) !== null) return false
  const counters = await readCounters(data, batch.projectId, person)
  return standingIn(counters, batch.id).open < batch.plan.topUp.under
}

/** Items of the batch that fewer people have than are to have it, and this one has not. */
async function stillToShare(
  data: DataContext,
  states: readonly BatchStateRow[],
  { batch, person }: Low,
): Promise<ItemId[]> {
  if (batch.plan.overlap === 1) return []
  const holders = new Map<ItemId, number>()
  const own = new Set<ItemId>()
  for (const { batchId, annotatorId, items } of states) {
    for (const item of itemsOf(items)) {
      if (annotatorId === person) own.add(item)
      if (batchId === batch.id) holders.set(item, (holders.get(item) ?? 0) + 1)
    }
  }
  const wanting = [...holders].flatMap(([item, people]) =>
    people < batch.plan.overlap && !own.has(item) ? [item] : [],
  )
  const erased = await data.db.erasures.bulkGet(wanting)
  return wanting.filter((_, index) => erased[index] === undefined)
}

function stillFree(items: readonly ItemId[], { runs }: FreeItems): ItemId[] {
  const wanted = runsOf(items.map((id) => defined(parseItemId(id), 'item id')))
  return firstOf(runsWithin(wanted, runs), items.length)
}

/** Which projects have a batch that grows by itself. */
export async function projectsThatGrow(data: DataContext): Promise<ProjectId[]> {
  const rows = await data.db.batches.filter(({ plan }) => (plan?.topUp ?? null) !== null).toArray()
  return [...new Set(rows.map(({ projectId }) => projectId))]
}
