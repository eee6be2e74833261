import type { AnnotatorId, WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import type { QuarantineReason } from '#shared/sync/messages/push-reply.ts'
import type { QuarantineDecision, QuarantineReply } from '#shared/sync/messages/quarantine.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { HubContext } from '../hub-context.ts'
import { applyAtHub, release } from '../ingest/apply-at-hub.ts'
import { writeAudit } from './audit-log.ts'
import type { Caller } from './enrolment.ts'

/** Rows shown at once; the lead decides on the first and asks again. */
const SHOWN = 500

/** What is kept back in a project, oldest first, for its leads. */
export async function listQuarantine(hub: HubContext, caller: Caller): Promise<QuarantineReply> {
  const rows = await hub.database.read((session) =>
    session.all(
      `select writer_id, seq, author_id, content, quarantine, received_at from operations
       where project_id = ? and quarantine is not null and quarantine <> 'rejected'
       order by received_at, writer_id, seq limit ?`,
      caller.projectId,
      SHOWN,
    ),
  )
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

/** The lead's word on one operation: served to those it is for, or kept for ever and served to no one. */
export async function decideQuarantine(
  hub: HubContext,
  caller: Caller,
  decision: QuarantineDecision,
): Promise<Result<null, ErrorCode>> {
  const { projectId } = caller
  const { writer, seq, accept } = decision
  return hub.database.transaction(async (session) => {
    await session.all('update projects set rev = rev where project_id = ? returning rev', projectId)
    const [row] = await session.all(
      `select content from operations where project_id = ? and writer_id = ? and seq = ?
       and quarantine is not null and quarantine <> 'rejected'`,
      projectId,
      writer,
      seq,
    )
    if (row === undefined) return failure('not-found')
    if (accept) {
      await release(session, projectId, { writerId: writer, seq })
      const operations = [JSON.parse(String(row['content'])) as Operation]
      await applyAtHub(session, projectId, { writerId: writer, operations })
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
