import type { AnnotatorId, WriterId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'
import type { WriterHeadReply } from '#shared/sync/messages/hello.ts'
import type { HeadsReply } from '#shared/sync/messages/heads.ts'
import type { PeopleReply } from '#shared/sync/messages/people.ts'
import type { HubContext } from '../hub-context.ts'
import { firstRow } from '../database/sql-database.ts'
import { writeAudit } from './audit-log.ts'
import type { Caller } from './enrolment.ts'

/** What the hub holds of the writers that a person hands over: the own ones, and for a lead those of people without a laptop. */
export async function headsOf(hub: HubContext, caller: Caller): Promise<Record<WriterId, WriterHeadReply>> {
  const rows = await hub.database.read((session) =>
    session.all(
      `select writer_id, up_to, digest from writers w where project_id = ? and (annotator_id = ? or (? = 'lead'
         and not exists (select 1 from enrolments e where e.project_id = w.project_id and e.annotator_id = w.annotator_id)))`,
      caller.projectId,
      caller.annotatorId,
      caller.role,
    ),
  )
  return Object.fromEntries(
    rows.map((row) => [row['writer_id'], { upTo: Number(row['up_to']), digest: String(row['digest']) }]),
  ) as Record<WriterId, WriterHeadReply>
}

/** What the hub holds of every writer of a project, of one moment, for its leads. */
export async function allHeads(hub: HubContext, { projectId }: Caller): Promise<HeadsReply> {
  return hub.database.read(async (session) => {
    const writers = await session.all(
      'select writer_id, up_to, digest from writers where project_id = ? order by writer_id',
      projectId,
    )
    const people = await firstRow(session, 'select count(*) as n from members where project_id = ?', projectId)
    const items = await firstRow(
      session,
      'select coalesce(sum(items), 0) as n from chunks where project_id = ?',
      projectId,
    )
    return {
      writers: writers.map((row) => ({
        writer: row['writer_id'] as WriterId,
        upTo: Number(row['up_to']),
        digest: String(row['digest']),
      })),
      people: Number(people?.['n']),
      items: Number(items?.['n']),
    }
  })
}

/** Everyone of a project with their laptops, for its leads. */
export async function listPeople(hub: HubContext, caller: Caller): Promise<PeopleReply> {
  const { projectId } = caller
  const [members, laptops, invites] = await hub.database.read(async (session) => [
    await session.all('select annotator_id, role, name from members where project_id = ?', projectId),
    await session.all(
      `select enrolment_id, annotator_id, device, contact_at, waiting, revoked_at from enrolments where project_id = ?`,
      projectId,
    ),
    await session.all(
      'select annotator_id from invites where project_id = ? and used_at is null and until_at > ?',
      projectId,
      hub.now(),
    ),
  ])
  return {
    people: members.map((member) => ({
      annotatorId: member['annotator_id'] as AnnotatorId,
      role: member['role'] as PeopleReply['people'][number]['role'],
      name: String(member['name']),
      invited: invites.some((invite) => invite['annotator_id'] === member['annotator_id']),
      laptops: laptops
        .filter((laptop) => laptop['annotator_id'] === member['annotator_id'])
        .map((laptop) => ({
          id: String(laptop['enrolment_id']),
          device: String(laptop['device']),
          contactAt: Number(laptop['contact_at']),
          waiting: Number(laptop['waiting']),
          revoked: laptop['revoked_at'] !== null,
        })),
    })),
  }
}

/** Shuts a laptop out: its token ends and its writers may push no more. What it wrote before stays. */
export async function revokeLaptop(hub: HubContext, caller: Caller, laptop: string): Promise<Result<null, ErrorCode>> {
  const { projectId } = caller
  return hub.database.transaction(async (session) => {
    const revoked = await session.run(
      'update enrolments set revoked_at = ? where project_id = ? and enrolment_id = ? and revoked_at is null',
      hub.now(),
      projectId,
      laptop,
    )
    if (revoked === 0) return failure('not-found')
    await session.run(
      'update writers set revoked_at = ? where project_id = ? and enrolment_id = ? and revoked_at is null',
      hub.now(),
      projectId,
      laptop,
    )
    await writeAudit(hub, session, { projectId, who: caller.annotatorId, act: 'laptop.revoke', subject: laptop })
    return success(null)
  })
}
