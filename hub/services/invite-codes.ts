import { base32, type AnnotatorId, type ProjectId, type WriterId } from '#shared/base/ids.ts'
import { memberSchema, projectPropertiesSchema, type Role } from '#shared/domain/project.ts'
import type { InvitedReply } from '#shared/sync/messages/invited.ts'
import { stampOf, type Operation } from '#shared/sync/operation.ts'
import { winsOver, type Stamp } from '#shared/sync/stamp.ts'
import { plainCode } from '#shared/sync/join-code.ts'
import { firstRow, type SqlSession } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { secretHash } from './tokens.ts'

/** 40 bits: what a person reads out and types besides the hub's fingerprint. */
const CODE_BYTES = 5
const CODE_LETTERS = 8

type OpenInvite = { projectId: ProjectId; secretHash: string; untilAt: number }

/** A code for an invite. Codes that ran out are forgotten here; one that is taken is not given again. */
export async function makeCode(hub: HubContext, session: SqlSession, invite: OpenInvite): Promise<string> {
  await session.run('delete from invite_codes where until_at < ?', hub.now())
  for (;;) {
    const code = base32(hub.random(CODE_BYTES))
    const made = await session.run(
      `insert into invite_codes (code_hash, project_id, secret_hash, until_at) values (?, ?, ?, ?)
       on conflict (code_hash) do nothing`,
      secretHash(code),
      invite.projectId,
      invite.secretHash,
      invite.untilAt,
    )
    if (made > 0) return code
  }
}

/** The hash by which an invite of the project is kept, from its secret or its code. */
export async function hashOfInvite(session: SqlSession, projectId: ProjectId, secret: string): Promise<string> {
  if (secret.length !== CODE_LETTERS) return secretHash(secret)
  const row = await firstRow(
    session,
    'select secret_hash from invite_codes where code_hash = ? and project_id = ?',
    secretHash(secret),
    projectId,
  )
  return String(row?.['secret_hash'] ?? '')
}

/** Whom a code is for, and in what; null: no open invite has it. */
export async function whoIsInvited(hub: HubContext, code: string): Promise<InvitedReply | null> {
  return hub.database.read(async (session) => {
    const found = await firstRow(
      session,
      'select project_id, secret_hash from invite_codes where code_hash = ?',
      secretHash(plainCode(code)),
    )
    if (found === null) return null
    const projectId = found['project_id'] as ProjectId
    const invite = await firstRow(
      session,
      `select i.annotator_id, m.role, m.name from invites i
       join members m on m.project_id = i.project_id and m.annotator_id = i.annotator_id
       where i.project_id = ? and i.secret_hash = ? and i.used_at is null and i.until_at > ?`,
      projectId,
      String(found['secret_hash']),
      hub.now(),
    )
    if (invite === null) return null
    const annotatorId = invite['annotator_id'] as AnnotatorId
    const { hub: id } = await hub.identity(session)
    return {
      hub: id,
      project: projectId,
      annotatorId,
      name: String(invite['name']).slice(0, 80),
      role: invite['role'] as Role,
      ...(await saidOf(session, projectId, annotatorId)),
    }
  })
}

/** What the project's own operations say last of its name and of a person's colour. */
async function saidOf(
  session: SqlSession,
  projectId: ProjectId,
  annotatorId: AnnotatorId,
): Promise<{ projectName: string; colour: number }> {
  const rows = await session.all(
    `select writer_id, content from operations where project_id = ? and item = '' and quarantine is null
       and kind in ('project.set', 'member.set')`,
    projectId,
  )
  const name = new Last('')
  const colour = new Last(1)
  for (const row of rows) {
    const operation = JSON.parse(String(row['content'])) as Operation
    const stamp = stampOf(row['writer_id'] as WriterId, operation)
    if (operation.kind === 'project.set' && operation.key === 'name') {
      name.take(stamp, projectPropertiesSchema.shape.name.safeParse(operation.value).data)
    } else if (operation.kind === 'member.set' && operation.key === annotatorId) {
      colour.take(stamp, memberSchema.safeParse(operation.value).data?.colour)
    }
  }
  return { projectName: name.value.slice(0, 200), colour: colour.value }
}

/** A register as it is filled: the greatest stamp wins. */
class Last<Value> {
  value: Value
  #stamp: Stamp | null = null

  constructor(value: Value) {
    this.value = value
  }

  take(stamp: Stamp, value: Value | undefined): void {
    if (value === undefined || !winsOver(stamp, this.#stamp)) return
    this.#stamp = stamp
    this.value = value
  }
}
