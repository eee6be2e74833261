import type { AnnotatorId, WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import type { QuarantineReason } from '#shared/sync/messages/push-reply.ts'
import type { QuarantineDecision, QuarantineReply } from '#shared/sync/messages/quarantine.ts'
import { canBeAccepted } from '#shared/sync/judge-operation.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { HubContext } from '../hub-context.ts'
import { lockProject } from '../database/project-rows.ts'
import { firstRow, withinBytes, type SqlRow } from '../database/sql-database.ts'
import { applyAtHub, release } from '../ingest/apply-at-hub.ts'
import { writeAudit } from './audit-log.ts'
import type { Caller } from './enrolment.ts'

/** Rows shown at once, by number and bytes; the lead decides on the first and asks again. */
const SHOWN = 500
const SHOWN_BYTES = 4 * 1024 * 1024

/** What is kept back in a project, oldest first, for its leads. */
export async function listQuarantine(hub: HubContext, caller: Caller): Promise<QuarantineReply> {
  const { projectId } = caller
  const rows = await hub.database.read(async (session) => {
    const found = await session.all(
      `select writer_id, seq, author_id, octet_length(content) as size, quarantine, received_at from operations
       where project_id = ? and quarantine is not null and quarantine <> 'rejected'
       order by received_at, writer_id, seq limit ?`,
      projectId,
      SHOWN,
    )
    const shown: SqlRow[] = []
    for (const row of withinBytes(found, SHOWN_BYTES)) {
      const content = await firstRow(
        session,
        'select content from operations where project_id = ? and writer_id = ? and seq = ?',
        projectId,
        row['writer_id'] ?? null,
        row['seq'] ?? null,
      )
      shown.push({ ...row, ...content })
    }
    return shown
  })
  return {
    operations: rows.map((row) => ({
      writer: row['writer_id'] as WriterId,
      annotatorId: row['author_id'] as AnnotatorId,
      why: row['quarantine'] as QuarantineReason,
      receivedAt: Number(row['received_at']),
      op: JSON.parse(String(row['content'])) as Operation,
    })),
  }
}

/**
 * The lead's word on one operation: served to those it is for, or kept for ever and served to no one. `bad-request`: its
 * value is not what its kind says, so it cannot be served; it can only be rejected.
 */
export async function decideQuarantine(
  hub: HubContext,
  caller: Caller,
  decision: QuarantineDecision,
): Promise<Result<null, ErrorCode>> {
  const { projectId } = caller
  const { writer, seq, accept } = decision
  return hub.database.transaction(async (session) => {
    await lockProject(session, projectId)
    const [row] = await session.all(
      `select content from operations where project_id = ? and writer_id = ? and seq = ?
       and quarantine is not null and quarantine <> 'rejected'`,
      projectId,
      writer,
      seq,
    )
    if (row === undefined) return failure('not-found')
    const operation = JSON.parse(String(row['content'])) as Operation
    if (accept) {
      if (!canBeAccepted(operation)) return failure('bad-request')
      await release(session, projectId, { writerId: writer, operation })
      await applyAtHub(session, projectId, { writerId: writer, operations: [operation] })
    } else {
      await session.run(
        `update operations set quarantine = 'rejected' where project_id = ? and writer_id = ? and seq = ?`,
        projectId,
        writer,
        seq,
      )
    }
    const act = accept ? 'quarantine.release' : 'quarantine.reject'
    await writeAudit(hub, session, { projectId, who: caller.annotatorId, act, subject: `${writer}/${seq}` })
    return success(null)
  })
}
