import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import { firstRow, type SqlSession } from './sql-database.ts'

/**
 * Takes a project's row until the transaction ends, so that what changes the project comes one after another: revisions are
 * then seen in order. Null: there is no such project here.
 */
export async function lockProject(
  session: SqlSession,
  projectId: ProjectId,
): Promise<{ rev: number; lamport: number } | null> {
  const sql = 'update projects set rev = rev where project_id = ? returning rev, lamport'
  const row = await firstRow(session, sql, projectId)
  return row && { rev: Number(row['rev']), lamport: Number(row['lamport']) }
}

/** A person's role in a project; null = none. */
export async function roleOf(session: SqlSession, projectId: ProjectId, person: string): Promise<Role | null> {
  const sql = 'select role from members where project_id = ? and annotator_id = ?'
  return ((await firstRow(session, sql, projectId, person))?.['role'] as Role | undefined) ?? null
}

/** Whether a person has, or had, a laptop of their own here: then nobody else hands in for them. */
export async function hasLaptop(session: SqlSession, projectId: ProjectId, person: AnnotatorId): Promise<boolean> {
  const sql = 'select 1 as one from enrolments where project_id = ? and annotator_id = ? limit 1'
  return (await firstRow(session, sql, projectId, person)) !== null
}
