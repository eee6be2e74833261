import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import type { DataContext } from '../data-context.ts'
import type { WriterRow } from '../rows.ts'

/**
 * The writer of this install for (project, annotator): made once with an Ed25519 key pair whose
 * private half cannot be exported. A restored or imported profile always starts a new one.
 */
export async function ensureWriter(
  data: DataContext,
  projectId: ProjectId,
  annotatorId: AnnotatorId,
): Promise<WriterId> {
  const existing = await data.db.writers.where('[projectId+annotatorId]').equals([projectId, annotatorId]).toArray()
  const own = existing.find((writer) => writer.privateKey !== undefined)
  if (own) return own.id
  return addOwnWriter(data, projectId, annotatorId)
}

/** A new writer of this install; one person may have several in a project. */
export async function addOwnWriter(
  data: DataContext,
  projectId: ProjectId,
  annotatorId: AnnotatorId,
): Promise<WriterId> {
  const writer = await newWriter(data, projectId, annotatorId)
  await data.journal.addWriter(writer)
  return writer.id
}

/** The row of a new writer with its key, not kept yet. */
export async function newWriter(data: DataContext, projectId: ProjectId, annotatorId: AnnotatorId): Promise<WriterRow> {
  const { publicKey, privateKey } = await data.newKeyPair()
  return { id: writerIdOf(publicKey), projectId, annotatorId, publicKey, privateKey, nextSeq: 1 }
}
