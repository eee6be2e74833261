import type { AnnotatorId, BatchId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import { isFinished } from '#shared/domain/status.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from './change-project.ts'
import { assignDraft } from './give-batch.ts'
import { recordOperations } from './record-operations.ts'

/**
 * Takes back what a person has not answered of a batch, as far as this laptop knows; answers stay. How many items were
 * taken back: they can be given to others. By a lead.
 */
export function takeBack(
  data: DataContext,
  who: Who,
  { batchId, person }: { batchId: BatchId; person: AnnotatorId },
): Promise<number> {
  return data.serial(async () => {
    const state = await data.db.batchStates.get([batchId, person])
    if (state === undefined) return 0
    const given = itemsOf(state.items)
    const erased = await data.db.erasures.bulkGet(given)
    const items = given.filter((_, index) => erased[index] === undefined)
    const rows = await data.db.annotations.bulkGet(items.map((id): [string, string] => [id, person]))
    const kept = items.filter((_, index) => isFinished(rows[index]?.status ?? 'open'))
    if (kept.length === items.length) return 0
    const rest = { order: state.order, ...(state.closed === true && { closed: true }) }
    const drafts = [assignDraft(data, { batchId, person }, { items: kept, ...rest })]
    await recordOperations(data, { ...who, drafts })
    return items.length - kept.length
  })
}
