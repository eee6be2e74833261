import { hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { signerOf, type ProjectKeys } from '#shared/sync/project-keys.ts'
import { acknowledgedBy, makeReceipt, readReceipt, type Receipt, type ReceiptFault } from '#shared/sync/receipt.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { parseShallow } from '#shared/sync/operation-lines.ts'
import { ANSWER_KINDS } from '#shared/sync/operation.ts'
import { z } from '#shared/base/schema.ts'
import { wireIdSchema } from '#shared/sync/messages/hex.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { DexieSyncStore } from '../sync/dexie-sync-store.ts'
import { lastSeq } from '../sync/last-seq.ts'
import { FileStore } from './file-store.ts'
import { publicKeysOf } from './project-keys.ts'
import { webCryptoKeyMachine, webCryptoVerifier } from './web-crypto-keys.ts'

/** What this laptop holds of a person's writers, signed by the project's key; null = nothing. */
export async function receiptFor(data: DataContext, person: AnnotatorId, keys: ProjectKeys): Promise<Receipt | null> {
  const who = { projectId: keys.project, annotatorId: person }
  const store = new DexieSyncStore(data, who)
  const rows = await data.db.writers.where('[projectId+annotatorId]').equals([who.projectId, person]).toArray()
  const writers: Receipt['writers'] = []
  for (const { id } of rows) {
    const upTo = await lastSeq(data.db, id)
    if (upTo > 0) writers.push({ writer: id, upTo, digest: await store.digest(id, upTo) })
  }
  if (writers.length === 0) return null
  const content = { project: keys.project, person, holder: null, created: data.clock.now(), writers }
  return makeReceipt(content, signerOf(keys, webCryptoKeyMachine))
}

export type ReceiptRefusal = ReceiptFault | 'unknown-project' | 'unknown-key' | 'other-person'

/** Whose a receipt is, as it says itself; null = the text is none. */
export function receiptClaim(text: string): { project: ProjectId; person: AnnotatorId } | null {
  const claim = z
    .looseObject({
      nishan: z.literal('receipt'),
      project: wireIdSchema<ProjectId>(),
      person: wireIdSchema<AnnotatorId>(),
    })
    .safeParse(parseShallow(text))
  return claim.success ? claim.data : null
}

export type TakenReceipt = {
  who: Who
  /** When it was made, by the receiver's clock. */
  created: number
  /** Texts and operations that it acknowledged and that waited until now. */
  texts: number
  operations: number
  /** Writers of which the receiver holds something else than this laptop. */
  differing: number
}

/** Takes a receipt: what it acknowledges does not wait any more. The same one again changes nothing. */
export async function takeReceipt(data: DataContext, text: string): Promise<Result<TakenReceipt, ReceiptRefusal>> {
  const claim = receiptClaim(text)
  if (claim === null) return failure('not-a-receipt')
  const { project: projectId, person: annotatorId } = claim
  if ((await data.db.projects.get(projectId)) === undefined) return failure('unknown-project')
  const keys = await publicKeysOf(data, projectId)
  if (keys === null) return failure('unknown-key')
  const reading = { projectId, publicKey: hexToBytes(keys.publicKey), verifier: webCryptoVerifier }
  const receipt = await readReceipt(text, reading)
  if (!receipt.ok) return receipt
  const profile = await data.db.annotators.get(annotatorId)
  if (profile === undefined || profile.imported) return failure('other-person')
  const who = { projectId, annotatorId }
  return success(await data.serial(() => acknowledge(data, who, receipt.value)))
}

async function acknowledge(data: DataContext, who: Who, receipt: Receipt): Promise<TakenReceipt> {
  const files = new FileStore(data, who)
  const writers = new Map((await files.writers()).map((writer) => [writer.id, writer]))
  const { acknowledged, differing } = await acknowledgedBy(receipt, {
    upTo: async (writer) => writers.get(writer)?.upTo ?? null,
    digest: (writer, upTo) => files.store.digest(writer, upTo),
  })
  const texts = new Set<string>()
  let operations = 0
  for (const { writer, upTo } of acknowledged) {
    const before = writers.get(writer)?.ackedUpTo ?? 0
    if (upTo <= before) continue
    operations += upTo - before
    const rows = data.db.operations.where('[writerId+seq]').between([writer, before], [writer, upTo], false, true)
    await rows.each(({ kind, item }) => {
      if (ANSWER_KINDS.includes(kind)) texts.add(item)
    })
  }
  await files.acknowledge(acknowledged)
  await tellHubLink(files, receipt, acknowledged)
  return { who, created: receipt.created, texts: texts.size, operations, differing: differing.length }
}

/** A receipt of the hub itself, in its generation of now, is as good as its answer over the net. */
async function tellHubLink(
  { store }: FileStore,
  { holder }: Receipt,
  acknowledged: readonly { writer: Receipt['writers'][number]['writer']; upTo: number }[],
): Promise<void> {
  const link = await store.link()
  if (holder === null || link.hub !== holder.hub || link.gen !== holder.gen) return
  for (const { writer, upTo } of acknowledged) await store.acknowledge(writer, upTo)
}
