import type { WriterId } from '#shared/base/ids.ts'
import { BUNDLE_LIMITS } from '#shared/sync/bundle/bundle-limits.ts'
import type { AnswersContent } from '#shared/sync/bundle/write-bundle.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { MAX_PUSH_OPERATIONS } from '#shared/sync/protocol-limits.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import type { OwnWriter } from '#renderer/sync/sync-store.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { enrolmentFor } from './file-place.ts'
import { FileStore } from './file-store.ts'
import { successorsFor } from './successors.ts'

/** `all`: also what was acknowledged before, for a lead who has lost it. */
export type AnswersWish = { all: boolean; signal?: AbortSignal; onProgress?: (share: number) => void }

export type CollectedAnswers = {
  content: AnswersContent
  /** Texts with something of it. */
  texts: number
  operations: number
}

/** What goes into a file of answers; null = nothing waits, or it was stopped. */
export async function collectAnswers(data: DataContext, who: Who, wish: AnswersWish): Promise<CollectedAnswers | null> {
  const files = new FileStore(data, who)
  await sayAgainWithoutKeys(files)
  const writers = (await files.writers()).filter(({ sign }) => sign !== null)
  const fromOf = (writer: OwnWriter) => (wish.all ? 0 : writer.ackedUpTo)
  const total = writers.reduce((sum, writer) => sum + writer.upTo - fromOf(writer), 0)
  const pushes: Uint8Array[] = []
  const before = new Map<WriterId, string>()
  const texts = new Set<string>()
  let operations = 0
  for (const writer of writers) {
    let after = fromOf(writer)
    if (after > 0) before.set(writer.id, await files.store.digest(writer.id, after))
    for (;;) {
      if (wish.signal?.aborted === true) return null
      const page = await files.operationsAfter(writer.id, after, MAX_PUSH_OPERATIONS)
      const last = page.at(-1)
      if (last === undefined) break
      pushes.push(...(await pushesOf(who, writer, page)))
      for (const { item } of page) if (item !== '') texts.add(item)
      operations += page.length
      after = last.seq
      wish.onProgress?.(operations / total)
    }
  }
  if (pushes.length === 0) return null
  const enrolment = await enrolmentFor(data, who)
  const content: AnswersContent = { projectId: who.projectId, createdAt: data.clock.now(), pushes, before }
  if (enrolment !== null) content.enrolment = enrolment
  content.successors = await successorsFor(data, who)
  return { content, texts: texts.size, operations }
}

/** What a writer said whose key was lost with an earlier install can only be said again by the one of now. */
async function sayAgainWithoutKeys(files: FileStore): Promise<void> {
  for (const { id, sign, upTo, ackedUpTo } of await files.writers()) {
    if (sign === null && upTo > ackedUpTo) await files.store.reissue({ writer: id, from: ackedUpTo + 1 })
  }
}

/** A page as one push, or as several where it is larger than one may be. */
async function pushesOf(who: Who, writer: OwnWriter, page: readonly Operation[]): Promise<Uint8Array[]> {
  if (writer.sign === null) return []
  const { bytes } = await encodePush({ projectId: who.projectId, writerId: writer.id }, page, writer.sign)
  if (bytes.length <= BUNDLE_LIMITS.packedBytes || page.length === 1) return [bytes]
  const middle = Math.ceil(page.length / 2)
  return [...(await pushesOf(who, writer, page.slice(0, middle))), ...(await pushesOf(who, writer, page.slice(middle)))]
}
