import { makeShortId, type ProjectId } from '#shared/base/ids.ts'
import type { AuditReply } from '#shared/sync/messages/audit.ts'
import type { SqlSession } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'

/** Administrative acts, each of which is written down with who did it. */
export type AdministrativeAct =
  | 'project.create'
  | 'project.move'
  | 'invite.make'
  | 'person.enrol'
  | 'writer.add'
  | 'token.renew'
  | 'laptop.revoke'
  | 'quarantine.release'
  | 'quarantine.reject'
  | 'bundle.open'
  | 'bundle.write'
  | 'keys.set'
  | 'item.erase'
  | 'member.set'

/** Entries in one answer. */
const SHOWN = 200

/** What was done in a project, newest first; `before` goes on from an earlier answer's last entry. */
export async function listAudit(
  hub: HubContext,
  projectId: ProjectId,
  before: { at: number; id: string } | null,
): Promise<AuditReply> {
  const { at, id } = before ?? { at: Number.MAX_SAFE_INTEGER, id: '' }
  const rows = await hub.database.read((session) =>
    session.all(
      `select audit_id, at, who, act, subject from audit where project_id = ? and (at, audit_id) < (?, ?)
       order by at desc, audit_id desc limit ?`,
      projectId,
      at,
      id,
      SHOWN + 1,
    ),
  )
  const entries = rows.slice(0, SHOWN).map((row) => ({
    id: String(row['audit_id']),
    at: Number(row['at']),
    who: String(row['who']),
    act: String(row['act']),
    subject: String(row['subject']),
  }))
  return { entries, more: rows.length > SHOWN }
}

/** Writes down who did what to whom; ids only. Runs in the transaction of the act itself. */
export async function writeAudit(
  hub: HubContext,
  session: SqlSession,
  entry: { projectId: ProjectId; who: string; act: AdministrativeAct; subject: string },
): Promise<void> {
  await session.run(
    'insert into audit (project_id, audit_id, at, who, act, subject) values (?, ?, ?, ?, ?, ?)',
    entry.projectId,
    makeShortId<string>(hub.random),
    hub.now(),
    entry.who,
    entry.act,
    entry.subject,
  )
}
