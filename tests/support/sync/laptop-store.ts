import type { AnnotatorId, WriterId } from '#shared/base/ids.ts'
import { stampOf, type Operation, type OperationDraft } from '#shared/sync/operation.ts'
import { winsOver, type Stamp } from '#shared/sync/stamp.ts'
import type { SignBytes } from '#shared/sync/signature-port.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'

export type Signer = { publicKey: Uint8Array; sign: SignBytes }
export type StoredOperation = { writer: WriterId; author: AnnotatorId; op: Operation }

/** A laptop's storage as tests drive it: answered into, copied whole as a disk is, looked into. */
export interface LaptopStore extends SyncStore {
  /** Makes an operation, as a key or click does. */
  record(draft: OperationDraft): Promise<void>
  /** Of the writer that is used now; makes one when there is none. */
  pair(): Promise<Signer>
  /** Every operation here, with its writer. */
  all(): Promise<StoredOperation[]>
  /** Value of each register by the greatest stamp: what a screen would show. */
  registers(): Promise<Map<string, unknown>>
  /** Everything as it lies on the disk now: a backup of the whole laptop, or its clone. */
  image(): Promise<unknown>
  putBack(image: unknown): Promise<void>
  /** Drops operations, as a program would that takes an acknowledgement for a reason to forget. */
  dropUpTo(writer: WriterId, upTo: number): Promise<void>
  /** The private keys are gone, as after a restore from a backup. */
  loseKeys(): Promise<void>
  close(): Promise<void>
}

export function registersOf(operations: readonly StoredOperation[]): Map<string, unknown> {
  const best = new Map<string, { stamp: Stamp; value: unknown }>()
  for (const { writer, author, op } of operations) {
    const name = [op.kind, op.item, op.question, op.span, op.key, op.item === '' ? '' : author].join('|')
    const stamp = stampOf(writer, op)
    if (winsOver(stamp, best.get(name)?.stamp)) best.set(name, { stamp, value: op.value })
  }
  return new Map([...best].map(([name, { value }]) => [name, value] as const).sort(([a], [b]) => (a < b ? -1 : 1)))
}
