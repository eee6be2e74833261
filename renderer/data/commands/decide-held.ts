import type { ProjectId, WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { z } from '#shared/base/schema.ts'
import { heldInside, rejectedOperation } from '#shared/sync/held-operation.ts'
import { canBeAccepted } from '#shared/sync/judge-operation.ts'
import { wireIdSchema } from '#shared/sync/messages/hex.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { applyOperation } from '../apply-operation.ts'
import { judgeHeldAgain } from '../bundles/held-operations.ts'
import { isGround } from '../bundles/merge-ground.ts'
import type { DataContext } from '../data-context.ts'

export const heldDecisionSchema = z.object({
  projectId: wireIdSchema<ProjectId>(),
  writer: wireIdSchema<WriterId>(),
  seq: z.number().int().min(1),
  accept: z.boolean(),
})

/** A lead's word on a change that this laptop keeps aside. */
export type HeldDecision = z.infer<typeof heldDecisionSchema>

const keyOf = ({ projectId, writer, seq }: HeldDecision) => `held-decision/${projectId}/${writer}/${seq}`

/**
 * Lets a change that is kept aside count from now on, or puts it aside for good: the same rules as the hub's. `bad-request`:
 * it cannot be read, so it can only be put aside. `not-found`: it was decided already. The journal has the word first, so
 * that stores that are filled again keep it.
 */
export async function decideHeld(
  data: DataContext,
  decision: HeldDecision,
): Promise<Result<null, 'bad-request' | 'not-found'>> {
  const { projectId, writer, seq, accept } = decision
  return data.serial(async () => {
    const row = await data.db.operations.get([writer, seq])
    const held = row === undefined ? null : heldInside(row)
    if (held === null || held.rejected || row?.projectId !== projectId) return failure('not-found')
    if (accept && !canBeAccepted(held.operation)) return failure('bad-request')
    const decided = accept ? held.operation : rejectedOperation(held.operation, held.why)
    await data.db.local.put({ key: keyOf(decision), value: decision })
    await data.journal.keep({ projectId, writerId: writer, operations: [decided] })
    await settle(data, { projectId, writer, decided })
    await data.db.local.delete(keyOf(decision))
    if (accept && isGround(decided)) await judgeHeldAgain(data, projectId)
    return success(null)
  })
}

type Settling = { projectId: ProjectId; writer: WriterId; decided: Operation }

/** Puts an operation in the place of the one that was kept aside. */
async function settle({ db }: DataContext, { projectId, writer, decided }: Settling): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    await db.operations.delete([writer, decided.seq])
    await applyOperation(db, projectId, [{ writerId: writer, operation: decided }])
  })
}
