import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { SqlSession } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'

/** A contact is written down at most this often, so that asking costs no flush. */
const CONTACT_EVERY_MS = 30_000

/** `waiting`: operations the laptop says are still to come; null = it does not say. */
export type Contact = { projectId: ProjectId; enrolmentId: string; waiting: number | null }

/** Notes that a laptop was here and what it says is still to come, where that is old: a flush for each greeting is dear. */
export async function noteGreeting(hub: HubContext, session: SqlSession, contact: Contact): Promise<void> {
  await note(hub, session, contact, null)
}

/** As {@link noteGreeting}, and always when the number has changed: beside a push it costs nothing. */
export async function noteContact(hub: HubContext, session: SqlSession, contact: Contact): Promise<void> {
  await note(hub, session, contact, contact.waiting)
}

/** Written down where the last time is old, or the number there is another than `compared`; null = it is not compared. */
async function note(hub: HubContext, session: SqlSession, contact: Contact, compared: number | null): Promise<void> {
  await session.run(
    `update enrolments set contact_at = ?, waiting = coalesce(?, waiting)
     where project_id = ? and enrolment_id = ? and (waiting <> coalesce(?, waiting) or contact_at < ?)`,
    hub.now(),
    contact.waiting,
    contact.projectId,
    contact.enrolmentId,
    compared,
    hub.now() - CONTACT_EVERY_MS,
  )
}

/** Everyone who was in contact since then, each once with the last time: for whoever runs the hub on their own laptop. */
export async function recentContacts(
  hub: HubContext,
  since: number,
): Promise<{ annotatorId: AnnotatorId; contactAt: number }[]> {
  const rows = await hub.database.read((session) =>
    session.all(
      `select project_id, annotator_id, max(contact_at) as contact_at from enrolments
       where revoked_at is null and contact_at > ? group by project_id, annotator_id`,
      since,
    ),
  )
  const people = new Map<AnnotatorId, number>()
  for (const row of rows) {
    const annotatorId = row['annotator_id'] as AnnotatorId
    people.set(annotatorId, Math.max(people.get(annotatorId) ?? 0, Number(row['contact_at'])))
  }
  return [...people].map(([annotatorId, contactAt]) => ({ annotatorId, contactAt }))
}

/** The number a laptop gives in its address; null = none that can be one. */
export function waitingIn(text: unknown): number | null {
  const value = typeof text === 'string' && text !== '' ? Number(text) : -1
  return Number.isSafeInteger(value) && value >= 0 ? value : null
}
