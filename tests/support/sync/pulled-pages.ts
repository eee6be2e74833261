import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, QuestionId, WriterId } from '#shared/base/ids.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { PullPage } from '#shared/sync/pull-body.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import type { KeyPair } from './node-ed25519.ts'

export const CHUNK_ID = 'cccccccc'
export const TONE = 'tone' as QuestionId

export const answer = (item: number, value: string, activeMs = 100): OperationDraft => ({
  kind: 'answer.set',
  item: `${CHUNK_ID}:${item}`,
  question: TONE,
  value: [value],
  at: 5,
  activeMs,
  taskVersion: 1,
})

export type Elsewhere = {
  writer: WriterId
  binding: PullPage['writers'][number]
  says: (seq: number, draft: OperationDraft) => PullPage['lines'][number]
}

/** A laptop somewhere else: its writer, and what it says. */
export function elsewhere(person: AnnotatorId, { publicKey }: KeyPair): Elsewhere {
  const writer = writerIdOf(publicKey)
  let lamport = 100
  return {
    writer,
    binding: { id: writer, annotatorId: person, publicKey: bytesToHex(publicKey) },
    says: (seq, draft) => ({ writer, op: { ...draft, seq, lamport: (lamport += 1) } }),
  }
}

let cursors = 0

export function pageOf(writers: PullPage['writers'], lines: PullPage['lines']): PullPage {
  return { writers, lines, end: { next: `c${(cursors += 1)}`, more: false, hub: 'hub', gen: 'gen1', sha: '' } }
}
