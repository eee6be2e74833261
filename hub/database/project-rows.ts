import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import { EMPTY_DIGEST } from '#shared/sync/digest.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
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

/** `enrolmentId`: the laptop's. */
export type WriterBinding = { annotatorId: string; enrolmentId: string; publicKey: Uint8Array }

/** Binds a writer, once and for ever: a later claim to the same key changes nothing, and `isNew` is false. */
export async function bindWriter(
  session: SqlSession,
  projectId: ProjectId,
  { annotatorId, enrolmentId, publicKey }: WriterBinding,
): Promise<{ writer: WriterId; isNew: boolean }> {
  const writer = writerIdOf(publicKey)
  const bound = await session.run(
    `insert into writers (project_id, writer_id, annotator_id, enrolment_id, public_key, up_to, digest)
     values (?, ?, ?, ?, ?, 0, ?) on conflict (project_id, writer_id) do nothing`,
    projectId,
    writer,
    annotatorId,
    enrolmentId,
    publicKey,
    EMPTY_DIGEST,
  )
  return { writer, isNew: bound > 0 }
}
