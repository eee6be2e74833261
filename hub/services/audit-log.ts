import { makeShortId, type ProjectId } from '#shared/base/ids.ts'
import type { SqlSession } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'

/** Administrative acts, each of which is written down with who did it. */
export type AdministrativeAct =
  | 'project.create'
  | 'invite.make'
  | 'person.enrol'
  | 'writer.add'
  | 'laptop.revoke'
  | 'quarantine.release'
  | 'quarantine.reject'
  | 'bundle.open'
  | 'bundle.write'
  | 'keys.set'

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
