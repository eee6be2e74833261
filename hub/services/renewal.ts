import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { hasProof } from '#shared/sync/key-proof.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import type { RenewRequest } from '#shared/sync/messages/renew.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import { roleOf } from '../database/project-rows.ts'
import { firstRow } from '../database/sql-database.ts'
import { secretOf, type HubContext } from '../hub-context.ts'
import { writeAudit } from './audit-log.ts'
import type { Enrolled } from './enrolment.ts'
import { openCursor, sealCursor } from './sealed-cursor.ts'
import { secretHash } from './tokens.ts'

/** A line of 2G carries a request in far less. */
const CHALLENGE_LIFE_MS = 5 * 60 * 1000
const CHALLENGE = 'renew'

/** What a laptop signs to show that it has its key now: the time, sealed, so that the hub keeps nothing. */
export async function newChallenge(hub: HubContext): Promise<string> {
  return sealCursor({ key: await secretOf(hub, 'cursor'), random: hub.random }, CHALLENGE, hub.now())
}

/**
 * A new token for the laptop that a writer was bound by, in place of the old one: tokens are lost with a browser's cookies,
 * which Chromium writes to the disk half a minute late, and with a keyring. `bad-signature`: not signed
 * with that key, or over a challenge that is stale or not ours; `not-enrolled`: nobody's key, or that of a person known from
 * files only.
 */
export async function renewToken(hub: HubContext, request: RenewRequest): Promise<Result<Enrolled, ErrorCode>> {
  const { project, publicKey, challenge } = request
  if (!(await hasProof(request, { door: 'renew', project }, hub.verifier))) return failure('bad-signature')
  const madeAt = openCursor({ key: await secretOf(hub, 'cursor') }, CHALLENGE, challenge)
  if (madeAt === null || hub.now() - madeAt > CHALLENGE_LIFE_MS) return failure('bad-signature')
  const writer = writerIdOf(hexToBytes(publicKey))
  return hub.database.transaction(async (session) => {
    const laptop = await firstRow(
      session,
      `select e.enrolment_id, e.annotator_id, e.revoked_at, w.revoked_at as writer_revoked_at from writers w
       join enrolments e on e.project_id = w.project_id and e.enrolment_id = w.enrolment_id
         and e.annotator_id = w.annotator_id
       where w.project_id = ? and w.writer_id = ?`,
      project,
      writer,
    )
    if (laptop === null) return failure('not-enrolled')
    const annotatorId = laptop['annotator_id'] as AnnotatorId
    const role = await roleOf(session, project, annotatorId)
    if (laptop['revoked_at'] !== null || laptop['writer_revoked_at'] !== null || role === null)
      return failure('revoked')
    const token = bytesToHex(hub.random(32))
    await session.run(
      'update enrolments set token_hash = ? where project_id = ? and enrolment_id = ?',
      secretHash(token),
      project,
      String(laptop['enrolment_id']),
    )
    const subject = String(laptop['enrolment_id'])
    await writeAudit(hub, session, { projectId: project, who: annotatorId, act: 'token.renew', subject })
    return success({ token, project, writer, annotatorId, role, ...(await hub.identity(session)) })
  })
}
