import type { BatchId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from './change-project.ts'
import { projectDraft } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

/** Hands a batch in, or (with false) takes it up again. `not-given`: nothing of it was given to this person. */
export function handIn(
  data: DataContext,
  who: Who,
  batchId: BatchId,
  handedIn = true,
): Promise<Result<null, 'not-given'>> {
  return data.serial(async () => {
    const state = await data.db.batchStates.get([batchId, who.annotatorId])
    if (state?.stamp === undefined) return failure('not-given')
    if (state.handedIn === handedIn) return success(null)
    const drafts = [projectDraft('batch.handIn', data.clock.now(), { key: batchId, value: handedIn })]
    await recordOperations(data, { ...who, drafts })
    return success(null)
  })
}
