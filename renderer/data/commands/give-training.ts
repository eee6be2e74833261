import { assert } from '#shared/base/assert.ts'
import { makeShortId, type AnnotatorId, type BatchId, type ItemId } from '#shared/base/ids.ts'
import { shuffled } from '#shared/base/random.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { runsIn } from '#shared/domain/assignment.ts'
import { MAX_CHECKS, type BatchPlan } from '#shared/domain/batch-plan.ts'
import { isKnownBeforehand } from '#shared/domain/gold.ts'
import { shownGoldOf } from '#shared/domain/training.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import { givableFor, goldIn, knownItems } from '../queries/check-items.ts'
import { currentTask } from '../queries/projects.ts'
import { allBatchStates } from '../queries/queue-runs.ts'
import type { Who } from './change-project.ts'
import { addDraft, planDraft } from './give-batch.ts'
import { projectDraft } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

export type TrainingWish = {
  title: string
  people: readonly AnnotatorId[]
  /** Items of the round; fewer when there are not so many that nobody of it has seen. */
  count: number
}

export type GivenTraining = { batchId: BatchId; items: number }

/** Operations recorded together. */
const AT_ONCE = 500

/**
 * Gives a training round: items whose answer is known, all of them to each of these people, in an order of their own, and
 * what they are shown after answering. That goes first, so that no text of it is ever there without. By a lead.
 */
export function giveTraining(
  data: DataContext,
  who: Who,
  { title, people, count }: TrainingWish,
): Promise<Result<GivenTraining, 'nothing-left'>> {
  return data.serial(async () => {
    assert(people.length > 0 && count > 0, 'a training round goes to somebody')
    const states = await allBatchStates(data, who.projectId)
    const known = await knownItems(data, who.projectId, states)
    const free = givableFor('training', known, people)
    const items = shuffled(free, data.random).slice(0, Math.min(count, MAX_CHECKS))
    if (items.length === 0) return failure('nothing-left')
    const batchId = makeShortId<BatchId>(data.random)
    const shown = await showDrafts(data, who, { batchId, items, people })
    for (let from = 0; from < shown.length; from += AT_ONCE) {
      await recordOperations(data, { ...who, drafts: shown.slice(from, from + AT_ONCE) })
    }
    const plan: BatchPlan = { wish: {}, overlap: 1, topUp: null, training: true, checks: runsIn(items) }
    const lists = people.flatMap(
      (person) => addDraft(data, states, { batchId, person }, shuffled(items, data.random)) ?? [],
    )
    const named = projectDraft('batch.set', data.clock.now(), { key: batchId, value: { title, chosen: '' } })
    await recordOperations(data, { ...who, drafts: [named, planDraft(data, batchId, plan), ...lists] })
    return success({ batchId, items: items.length })
  })
}

type Showing = { batchId: BatchId; items: readonly ItemId[]; people: readonly AnnotatorId[] }

async function showDrafts(
  data: DataContext,
  { projectId }: Who,
  { batchId, items, people }: Showing,
): Promise<OperationDraft[]> {
  const taskVersion = (await currentTask(data, projectId))?.version ?? 0
  const at = data.clock.now()
  const rows = await data.db.gold.bulkGet([...items])
  return rows.flatMap((row) =>
    goldIn(row, isKnownBeforehand).flatMap(([question, gold]) => {
      const value = shownGoldOf(gold)
      if (row === undefined || value === null) return []
      const draft = { kind: 'gold.show', item: row.itemId, question, value, at, taskVersion } as const
      return people.map((person): OperationDraft => ({ ...draft, key: `${batchId}/${person}` }))
    }),
  )
}
