import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { heldInside } from '#shared/sync/held-operation.ts'
import type { QuarantineReason } from '#shared/sync/messages/push-reply.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'

/** A change that this laptop keeps aside, as odd, until its lead decides; and whose it is. */
export type HeldChange = {
  writer: WriterId
  annotatorId: AnnotatorId
  why: QuarantineReason
  op: Operation
}

/** What is kept aside here in a project, oldest first; what a lead has put aside for good is left out. */
export async function listHeldChanges({ db }: DataContext, projectId: ProjectId): Promise<HeldChange[]> {
  const rows = await db.operations.where('was.seq').aboveOrEqual(0).toArray()
  const changes = rows.flatMap((row): HeldChange[] => {
    const held = row.projectId === projectId ? heldInside(row) : null
    if (held === null || held.rejected) return []
    return [{ writer: row.writerId, annotatorId: row.authorId, why: held.why, op: held.operation }]
  })
  return changes.sort((one, other) => one.op.at - other.op.at || one.op.seq - other.op.seq)
}
