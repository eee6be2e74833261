import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import { judgeOperation, PASSING_REASONS } from '#shared/sync/judge-operation.ts'
import { applyOperation } from '../apply-operation.ts'
import type { DataContext } from '../data-context.ts'
import { settleErasures, touchesBlobs } from '../erasure/settle-erasures.ts'
import { listHeldChanges } from '../queries/held-changes.ts'
import { roleIn } from '../team/team-numbers.ts'
import { mergeGround } from './merge-ground.ts'

/** Operations that were kept aside since what they speak of was not here: those whose ground has come count from now on. */
export async function judgeHeldAgain(data: DataContext, projectId: ProjectId): Promise<number> {
  const { db, journal } = data
  const { facts } = await mergeGround(data, projectId, [])
  const roles = new Map<AnnotatorId, Role | null>()
  let released = 0
  for (const { writer: writerId, annotatorId, why, op: operation } of await listHeldChanges(data, projectId)) {
    if (!PASSING_REASONS.includes(why)) continue
    if (!roles.has(annotatorId)) roles.set(annotatorId, await roleIn(data, { projectId, annotatorId }))
    if (judgeOperation(roles.get(annotatorId) ?? null, operation, facts) !== null) continue
    await journal.keep({ projectId, writerId, operations: [operation] })
    await db.transaction('rw', db.tables, async () => {
      await db.operations.delete([writerId, operation.seq])
      await applyOperation(db, projectId, [{ writerId, operation }])
    })
    if (touchesBlobs(operation)) await settleErasures(data)
    released += 1
  }
  return released
}
