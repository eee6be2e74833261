import type { AnnotatorId, BatchId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from './change-project.ts'
import { assignDraft } from './give-batch.ts'
import { recordOperations } from './record-operations.ts'

/** Closes a batch for these people (answers are read only from then on), or opens it again. By a lead. */
export function closeBatch(
  data: DataContext,
  who: Who,
  { batchId, people }: { batchId: BatchId; people: readonly AnnotatorId[] },
  closed: boolean,
): Promise<void> {
  return data.serial(async () => {
    const states = await data.db.batchStates.bulkGet(people.map((person): [string, string] => [batchId, person]))
    const drafts = states.flatMap((state) => {
      if (state?.stamp === undefined || (state.closed === true) === closed) return []
      const { annotatorId: person, items, order } = state
      return assignDraft(data, { batchId, person }, { items: itemsOf(items), order, ...(closed && { closed }) })
    })
    if (drafts.length > 0) await recordOperations(data, { ...who, drafts })
  })
}
