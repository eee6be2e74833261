import type { ProjectId } from '#shared/base/ids.ts'
import { heldInside } from '#shared/sync/held-operation.ts'
import { judgeOperation, PASSING_REASONS } from '#shared/sync/judge-operation.ts'
import { applyOperation } from '../apply-operation.ts'
import type { DataContext } from '../data-context.ts'
import { settleErasures, touchesBlobs } from '../erasure/settle-erasures.ts'
import { roleIn } from '../team/team-numbers.ts'
import { mergeGround } from './merge-ground.ts'

/** Operations that were kept aside since what they speak of was not here: those whose ground has come count from now on. */
export async function judgeHeldAgain(data: DataContext, projectId: ProjectId): Promise<number> {
  const { db, journal } = data
  const { facts } = await mergeGround(data, projectId, null)
  const writers = await db.writers
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  let released = 0
  for (const { id: writerId, annotatorId, remote } of writers) {
    if (remote !== true) continue
    const role = await roleIn(data, { projectId, annotatorId })
    const rows = await db.operations
      .where('[writerId+seq]')
      .between([writerId, 0], [writerId, Infinity])
      .filter((row) => heldInside(row) !== null)
      .toArray()
    for (const row of rows) {
      const held = heldInside(row)
      if (held === null || !PASSING_REASONS.includes(held.why)) continue
      const { operation } = held
      if (judgeOperation(role, operation, facts) !== null) continue
      await journal.keep({ projectId, writerId, operations: [operation] })
      await db.transaction('rw', db.tables, async () => {
        await db.operations.delete([writerId, operation.seq])
        await applyOperation(db, projectId, [{ writerId, operation }])
      })
      if (touchesBlobs(operation)) await settleErasures(data)
      released += 1
    }
  }
  return released
}
