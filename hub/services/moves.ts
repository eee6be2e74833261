import { hexToBytes } from '@noble/hashes/utils.js'
import type { ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { hasProof } from '#shared/sync/key-proof.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import { hubPlaceSchema, type HubPlace, type MovedRequest } from '#shared/sync/messages/moved.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import { firstRow, type SqlSession } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { writeAudit } from './audit-log.ts'
import type { Caller } from './enrolment.ts'

/** Keeps where a project has moved to. `bad-signature`: not signed with a key of this lead's that is good here. */
export async function tellMoved(
  hub: HubContext,
  caller: Caller,
  request: MovedRequest,
): Promise<Result<null, ErrorCode>> {
  const { projectId, annotatorId } = caller
  if (!(await hasProof(request, { door: 'moved', project: projectId }, hub.verifier))) return failure('bad-signature')
  const place = hubPlaceSchema.parse(request)
  return hub.database.transaction(async (session) => {
    const own = await firstRow(
      session,
      'select 1 as one from writers where project_id = ? and writer_id = ? and annotator_id = ? and revoked_at is null',
      projectId,
      writerIdOf(hexToBytes(request.publicKey)),
      annotatorId,
    )
    if (own === null) return failure('bad-signature')
    await session.run('delete from moves where project_id = ?', projectId)
    if (place.hub !== (await hub.identity(session)).hub) {
      await session.run(
        'insert into moves (project_id, place, told_at, told_by) values (?, ?, ?, ?)',
        projectId,
        JSON.stringify(place),
        hub.now(),
        annotatorId,
      )
    }
    await writeAudit(hub, session, { projectId, who: annotatorId, act: 'project.move', subject: place.hub })
    return success(null)
  })
}

/** Where a project has moved to; null = it is here. */
export async function placeOfMoved(session: SqlSession, projectId: ProjectId): Promise<HubPlace | null> {
  const row = await firstRow(session, 'select place from moves where project_id = ?', projectId)
  return row === null ? null : hubPlaceSchema.parse(JSON.parse(String(row['place'])))
}
