import { type AnnotatorId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import { mixedIn } from '#shared/base/random.ts'
import { runsIn } from '#shared/domain/assignment.ts'
import type { BatchPlan, TopUpRule } from '#shared/domain/batch-plan.ts'
import type { DataContext } from '../data-context.ts'
import { knownItems, plannedItems } from '../queries/check-items.ts'
import { findFitting, firstOf, firstWork, readFreeItems, runsWithin, type FreeItems } from '../queries/free-items.ts'
import { freshWanted, isPartly, joinableItems, joinsFor } from '../queries/joinable-items.ts'
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
type Ground = {
  states: readonly BatchStateRow[]
  free: FreeItems
  /** Items whose answer is known, and of these the check and training items. */
  known: readonly ItemId[]
  special: ReadonlySet<ItemId>
}

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
  const [free, known, planned] = await Promise.all([
    readFreeItems(data, projectId, states),
    knownItems(data, projectId, states),
    plannedItems(data, projectId),
  ])
  const special = new Set([...planned.checks, ...planned.training])
  return { states, free, known: known.map(({ id }) => id), special }
}

type Seeking = { sought: SoughtInVain; look: () => Promise<Ground> }

async function topUpOne(data: DataContext, who: Who, low: Low, { sought, look }: Seeking): Promise<ToppedUp | null> {
  const { batch, person } = low
  if (!(await isLow(data, low))) return null
  const { free, ...ground } = await look()
  const joins = await joinableItems(data, ground, { batchId: batch.id, person, plan: batch.plan })
  const key = `${batch.id}/${person}`
  const sign = `${free.left} ${free.all} ${joins.items.length}`
  if (sought.get(key) === sign) return null
  // Before the commands that wait: texts may have to be read for it.
  const { more } = batch.plan.topUp
  const wanted = freshWanted(batch.plan, joins, more)
  const fitting =
    wanted === 0 ? [] : await findFitting(data, free, batch.plan.wish, { limit: wanted + ground.known.length })
  const fresh = firstWork(fitting, wanted, ground.known)
  if (joinsFor(batch.plan, joins, fresh.length) + fresh.length === 0) {
    sought.set(key, sign)
    return null
  }
  return data.serial(() => write(data, who, low, fresh))
}

/** Looks at everything once more beside the commands, and gives what is still right to give. */
async function write(data: DataContext, who: Who, low: Low, fitting: readonly ItemId[]): Promise<ToppedUp | null> {
  const { batch, person } = low
  if (!(await isLow(data, low))) return null
  const { more } = batch.plan.topUp
  const { free, ...ground } = await readGround(data, who)
  const joins = await joinableItems(data, ground, { batchId: batch.id, person, plan: batch.plan })
  const fresh = stillFree(fitting, free)
  const shared = joins.items.slice(0, Math.min(more, joinsFor(batch.plan, joins, fresh.length)))
  const own = fresh.slice(0, more - shared.length)
  // Where only some are shared, their place must not tell which.
  const items = isPartly(batch.plan) ? mixedIn(shared, own, data.random) : [...shared, ...own]
  const draft = items.length === 0 ? null : addDraft(data, ground.states, { batchId: batch.id, person }, items)
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

function stillFree(items: readonly ItemId[], { runs }: FreeItems): ItemId[] {
  return firstOf(runsWithin(runsIn(items), runs), items.length)
}

/** Which projects have a batch that grows by itself. */
export async function projectsThatGrow(data: DataContext): Promise<ProjectId[]> {
  const rows = await data.db.batches.filter(({ plan }) => (plan?.topUp ?? null) !== null).toArray()
  return [...new Set(rows.map(({ projectId }) => projectId))]
}
