import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { base32, makeShortId, type AnnotatorId, type ProjectId, type WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { Role } from '#shared/domain/project.ts'
import type { AddWriterRequest } from '#shared/sync/messages/add-writer.ts'
import type { CreateProjectRequest } from '#shared/sync/messages/create-project.ts'
import type { EnrolReply, EnrolRequest } from '#shared/sync/messages/enrol.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import type { InviteReply } from '#shared/sync/messages/invite.ts'
import { plainCode } from '#shared/sync/join-code.ts'
import { hasProof } from '#shared/sync/key-proof.ts'
import { bindWriter, hasLaptop, roleOf } from '../database/project-rows.ts'
import { firstRow, type SqlSession } from '../database/sql-database.ts'
import { ownerCodeOf, type HubContext } from '../hub-context.ts'
import { writeAudit } from './audit-log.ts'
import { hashOfInvite, makeCode } from './invite-codes.ts'
import { sameBytes, secretHash } from './tokens.ts'

export type Caller = { projectId: ProjectId; annotatorId: AnnotatorId; enrolmentId: string; role: Role }

export type Enrolled = EnrolReply & { token: string }

/** A week: long enough for a laptop that comes by on market day. */
export const INVITE_LIFE_MS = 7 * 24 * 60 * 60 * 1000

/** Brings a project to this hub with its first lead. `bad-invite`: not the owner's code; `exists`: it is here already. */
export async function createProject(
  hub: HubContext,
  request: CreateProjectRequest,
): Promise<Result<Enrolled, ErrorCode>> {
  if (!(await hasProof(request, { door: 'projects', project: request.project }, hub.verifier)))
    return failure('bad-signature')
  const code = await ownerCodeOf(hub)
  if (!sameBytes(Buffer.from(secretHash(code)), Buffer.from(secretHash(plainCode(request.ownerCode))))) {
    return failure('bad-invite')
  }
  const { project, annotatorId, name } = request
  return hub.database.transaction(async (session) => {
    const made = await session.run(
      `insert into projects (project_id, rev, lamport, created_at) values (?, 0, 0, ?)
       on conflict (project_id) do nothing`,
      project,
      hub.now(),
    )
    if (made === 0) return failure('exists')
    // Lamport 0: the first `member.set` of the project's own operations replaces it.
    await session.run(
      `insert into members (project_id, annotator_id, role, name, lamport, writer_id, seq) values (?, ?, 'lead', ?, 0, '', 0)`,
      project,
      annotatorId,
      name,
    )
    const enrolled = await enrolLaptop(hub, session, { ...request, annotatorId })
    if (enrolled.ok) {
      await writeAudit(hub, session, { projectId: project, who: annotatorId, act: 'project.create', subject: project })
    }
    return enrolled
  })
}

/** An invite for a person who has a role in the project; its secret and its code are told once, only hashes are kept. */
export async function makeInvite(
  hub: HubContext,
  caller: Caller,
  person: AnnotatorId,
): Promise<Result<InviteReply, ErrorCode>> {
  const { projectId } = caller
  return hub.database.transaction(async (session) => {
    if ((await roleOf(session, projectId, person)) === null) return failure('not-found')
    const secret = base32(hub.random(10))
    const untilAt = hub.now() + INVITE_LIFE_MS
    await session.run(
      `insert into invites (project_id, secret_hash, annotator_id, made_at, made_by, until_at, used_at)
       values (?, ?, ?, ?, ?, ?, null)`,
      projectId,
      secretHash(secret),
      person,
      hub.now(),
      caller.annotatorId,
      untilAt,
    )
    const code = await makeCode(hub, session, { projectId, secretHash: secretHash(secret), untilAt })
    await writeAudit(hub, session, { projectId, who: caller.annotatorId, act: 'invite.make', subject: person })
    return success({ secret, code, untilAt })
  })
}

/** Thrown inside the transaction, so that the invite is not used up. */
class KeyOfAnother extends Error {}

/**
 * Uses an invite up: its person gets a token and the writer is bound to them. `forbidden`: the key is another person's
 * writer; public keys are served to all, so this one was not made here.
 */
export async function enrol(hub: HubContext, request: EnrolRequest): Promise<Result<Enrolled, ErrorCode>> {
  try {
    return await spendInvite(hub, request)
  } catch (error) {
    if (error instanceof KeyOfAnother) return failure('forbidden')
    throw error
  }
}

async function spendInvite(hub: HubContext, request: EnrolRequest): Promise<Result<Enrolled, ErrorCode>> {
  const { project } = request
  if (!(await hasProof(request, { door: 'enrol', project }, hub.verifier))) return failure('bad-signature')
  return hub.database.transaction(async (session) => {
    const [invite] = await session.all(
      `update invites set used_at = ? where project_id = ? and secret_hash = ? and used_at is null and until_at > ?
       returning annotator_id`,
      hub.now(),
      project,
      await hashOfInvite(session, project, plainCode(request.secret)),
      hub.now(),
    )
    if (invite === undefined) return failure('bad-invite')
    const annotatorId = invite['annotator_id'] as AnnotatorId
    const enrolled = await enrolLaptop(hub, session, { ...request, annotatorId })
    await writeAudit(hub, session, { projectId: project, who: annotatorId, act: 'person.enrol', subject: annotatorId })
    return enrolled
  })
}

type Laptop = { project: ProjectId; annotatorId: AnnotatorId; publicKey: string; device: string }

async function enrolLaptop(hub: HubContext, session: SqlSession, laptop: Laptop): Promise<Result<Enrolled, ErrorCode>> {
  const { project, annotatorId, device } = laptop
  const enrolmentId = makeShortId<string>(hub.random)
  const token = bytesToHex(hub.random(32))
  await session.run(
    `insert into enrolments (project_id, enrolment_id, annotator_id, token_hash, device, made_at, contact_at, waiting)
     values (?, ?, ?, ?, ?, ?, ?, 0)`,
    project,
    enrolmentId,
    annotatorId,
    secretHash(token),
    device,
    hub.now(),
    hub.now(),
  )
  const publicKey = hexToBytes(laptop.publicKey)
  const { writer } = await bindWriter(session, project, { annotatorId, enrolmentId, publicKey })
  if ((await personOfWriter(session, project, writer)) !== annotatorId) throw new KeyOfAnother()
  const role = (await roleOf(session, project, annotatorId)) ?? 'annotator'
  return success({ token, project, writer, annotatorId, role, ...(await hub.identity(session)) })
}

async function personOfWriter(session: SqlSession, projectId: ProjectId, writer: WriterId): Promise<unknown> {
  const bound = await firstRow(
    session,
    'select annotator_id from writers where project_id = ? and writer_id = ?',
    projectId,
    writer,
  )
  return bound?.['annotator_id']
}

/** Another writer of the caller, or by a lead of a person who has no laptop here. */
export async function addWriter(
  hub: HubContext,
  caller: Caller,
  request: AddWriterRequest,
): Promise<Result<WriterId, ErrorCode>> {
  const { projectId } = caller
  if (!(await hasProof(request, { door: 'writers', project: projectId }, hub.verifier))) return failure('bad-signature')
  const annotatorId = request.annotatorId ?? caller.annotatorId
  return hub.database.transaction(async (session) => {
    if (annotatorId !== caller.annotatorId) {
      if (caller.role !== 'lead' || (await hasLaptop(session, projectId, annotatorId))) return failure('forbidden')
      await session.run(
        `insert into members (project_id, annotator_id, role, name, lamport, writer_id, seq)
         values (?, ?, 'annotator', ?, 0, '', 0) on conflict (project_id, annotator_id) do nothing`,
        projectId,
        annotatorId,
        request.name ?? '',
      )
    }
    const publicKey = hexToBytes(request.publicKey)
    const { writer } = await bindWriter(session, projectId, {
      annotatorId,
      enrolmentId: caller.enrolmentId,
      publicKey,
    })
    if ((await personOfWriter(session, projectId, writer)) !== annotatorId) return failure('forbidden')
    await writeAudit(hub, session, { projectId, who: caller.annotatorId, act: 'writer.add', subject: annotatorId })
    return success(writer)
  })
}

/** Who a token speaks for; null = nobody, 'revoked' = a laptop that was shut out. */
export async function callerOf(
  hub: HubContext,
  projectId: ProjectId,
  token: string,
): Promise<Caller | 'revoked' | null> {
  const row = await hub.database.read((session) =>
    firstRow(
      session,
      `select e.enrolment_id, e.annotator_id, e.revoked_at, m.role from enrolments e
       left join members m on m.project_id = e.project_id and m.annotator_id = e.annotator_id
       where e.project_id = ? and e.token_hash = ?`,
      projectId,
      secretHash(token),
    ),
  )
  if (row === null) return null
  if (row['revoked_at'] !== null || row['role'] === null) return 'revoked'
  return {
    projectId,
    annotatorId: row['annotator_id'] as AnnotatorId,
    enrolmentId: String(row['enrolment_id']),
    role: row['role'] as Role,
  }
}
