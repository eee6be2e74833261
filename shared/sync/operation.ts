import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { QuestionId, SpanId, WriterId } from '../base/ids.ts'
import type { Stamp } from './stamp.ts'

/** Kinds this version knows. Others are stored and kept, never dropped. */
export const OPERATION_KINDS = [
  'answer.set',
  'answer.clear',
  'span.set',
  'item.status',
  'item.flag',
  'comment.set',
  'gold.set',
  'gold.show',
  'project.set',
  'taskVersion.add',
  'member.set',
  'import.set',
  'import.remove',
  'chunk.add',
  'batch.set',
  'batch.plan',
  'assign.set',
  'batch.handIn',
  'item.erase',
] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

/** Kinds that say something of one item in its author's name: they lie in an annotation and count its time. */
export const ANSWER_KINDS: readonly OperationKind[] = [
  'answer.set',
  'answer.clear',
  'span.set',
  'item.status',
  'item.flag',
  'comment.set',
]

/** An immutable change (data.md, Operations). Identity is (writer, seq); the writer stands beside it. */
export type Operation = {
  seq: number
  lamport: number
  kind: OperationKind
  /** '' for project-level kinds. */
  item: string
  question?: QuestionId
  span?: SpanId
  key?: string
  value?: unknown
  /** Device clock, ms, information only. */
  at: number
  /** Active time since this writer's last operation on the item. */
  activeMs?: number
  /**
   * Issued again under another writer (after a fork): `<writer>:<seq>:<start of the hash>` of the first issue. Copies of one
   * disk may issue the same operation again, each under its own writer; active time is counted once for an origin.
   */
  origin?: string
  taskVersion: number
  /** Its item was erased: SHA-256 of the content it had, which is gone (emptied-operation.ts). */
  erased?: string
}

const SHA256 = /^[0-9a-f]{64}$/

/** Whether nothing but the hash is left of an operation. */
export function isErased(operation: Pick<Operation, 'erased' | 'value'>): operation is { erased: string } {
  return typeof operation.erased === 'string' && SHA256.test(operation.erased) && operation.value === undefined
}

/** What a command asks for: the journal adds seq and lamport. */
export type OperationDraft = Omit<Operation, 'seq' | 'lamport'>

export function stampOf(writer: WriterId, operation: Operation): Stamp {
  return [operation.lamport, writer, operation.seq]
}

/** What an operation was when it was first issued: its own identity, or its origin. */
export function originOf(writer: WriterId, operation: Operation): string {
  return operation.origin ?? `${writer}:${operation.seq}:${operationHash(operation).slice(0, 16)}`
}

/** What an operation says, to be issued again under another writer. */
export function draftAgain(writer: WriterId, operation: Operation): OperationDraft {
  const { seq: _seq, lamport: _lamport, ...draft } = operation
  return { ...draft, origin: originOf(writer, operation) }
}

/** JSON with sorted keys and no undefined: equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`
}

/** SHA-256 (hex) of an operation's canonical JSON: its content as first received, before an erasure too. */
export function operationHash(operation: Operation): string {
  if (isErased(operation)) return operation.erased
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(operation))))
}
