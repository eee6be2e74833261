import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { receiptSchema, type Receipt } from '#shared/sync/receipt.ts'
import type { DataContext } from '../data-context.ts'

const QUEUE = 'queued-file/'
const RECEIPTS = 'receipt-out/'

/** A file that waits on this laptop for the hub. */
export type QueuedFile = { key: string; name: string; bytes: Uint8Array }

export async function queueForHub(
  data: DataContext,
  projectId: ProjectId,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<void> {
  const key = `${QUEUE}${projectId}/${bytesToHex(sha256(bytes))}`
  await data.db.local.put({ key, value: { name, bytes } })
}

export async function queuedFiles(data: DataContext, projectId: ProjectId): Promise<QueuedFile[]> {
  const rows = await data.db.local.where('key').startsWith(`${QUEUE}${projectId}/`).toArray()
  return rows.map(({ key, value }) => ({ key, ...(value as { name: string; bytes: Uint8Array }) }))
}

export async function hasQueued(data: DataContext, projectId: ProjectId): Promise<boolean> {
  return (await data.db.local.where('key').startsWith(`${QUEUE}${projectId}/`).count()) > 0
}

export async function unqueue(data: DataContext, key: string): Promise<void> {
  await data.db.local.delete(key)
}

/** Receipts that were made here and not handed back yet; the newest of each person. */
export async function keepReceipts(data: DataContext, receipts: readonly Receipt[]): Promise<void> {
  await data.db.local.bulkPut(receipts.map((value) => ({ key: keyOf(value.project, value.person), value })))
}

export async function receiptsToGive(data: DataContext, projectId: ProjectId): Promise<Receipt[]> {
  const rows = await data.db.local.where('key').startsWith(`${RECEIPTS}${projectId}/`).toArray()
  return rows.flatMap(({ value }) => receiptSchema.safeParse(value).data ?? [])
}

export async function forgetReceipt(data: DataContext, projectId: ProjectId, person: AnnotatorId): Promise<void> {
  await data.db.local.delete(keyOf(projectId, person))
}

const keyOf = (projectId: ProjectId, person: AnnotatorId) => `${RECEIPTS}${projectId}/${person}`

/** What files left on this laptop of a project that leaves it. The keys stay: others' files are sealed to them. */
export async function forgetFilesOf(data: DataContext, projectId: ProjectId): Promise<void> {
  const kinds = [QUEUE, RECEIPTS, 'waiting-push/', 'file-place/', 'file-invite/', 'move/', 'held-decision/']
  for (const kind of kinds) await data.db.local.where('key').startsWith(`${kind}${projectId}/`).delete()
}
