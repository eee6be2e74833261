import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import type { DataContext } from '../data-context.ts'

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
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const id = writerIdOf(publicKey)
  await data.journal.addWriter({ id, projectId, annotatorId, publicKey, privateKey: pair.privateKey, nextSeq: 1 })
  return id
}
