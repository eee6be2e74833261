import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { nodeBackupMachine } from '#electron/main/services/snapshots/node-backup-machine.ts'
import type { BackupVisitor, OperationPage } from '#shared/backup/backup-visitor.ts'
import type { BackupManifest, LocalRows } from '#shared/backup/backup-schema.ts'
import { readBackup, type ReadOptions } from '#shared/backup/read-backup.ts'
import { writeBackup, type BackupOptions, type BackupSource } from '#shared/backup/write-backup.ts'
import type { AnnotatorId, ItemId, ProjectId, QuestionId, SpanId, WriterId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import { STATUSES } from '#shared/domain/status.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { JournalWriter } from '#shared/sync/journal-schema.ts'

/** All that a laptop holds, in memory. */
export type Held = {
  writers: JournalWriter[]
  profiles: Annotator[]
  operations: Map<WriterId, Operation[]>
  blobs: Map<string, Uint8Array>
  local: LocalRows | null
}

export function memorySource(held: Held): BackupSource {
  return {
    appVersion: '1.2.3',
    writers: async () =>
      held.writers.map((writer) => ({ ...writer, upTo: held.operations.get(writer.id)?.at(-1)?.seq ?? 0 })),
    profiles: async () => held.profiles,
    operationsAfter: async (id, seq, limit) =>
      (held.operations.get(id) ?? []).filter((operation) => operation.seq > seq).slice(0, limit),
    blob: async (sha256) => held.blobs.get(sha256) ?? null,
    local: async () => held.local,
  }
}

export const PLAIN: BackupOptions = { kind: 'backup', createdAt: 1_764_064_800_000, seal: null, withTexts: true }

export async function written(source: BackupSource, options: Partial<BackupOptions> = {}): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeBackup(source, nodeBackupMachine, { ...PLAIN, ...options })) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Bytes in pieces of any size. */
export async function* piecesOf(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** What a reader was given. */
export type Read = {
  manifest: BackupManifest | null
  profiles: readonly Annotator[]
  blobs: Map<string, Uint8Array>
  pages: OperationPage[]
  local: LocalRows | null
  support: Map<string, string>
}

export async function readAll(bytes: Uint8Array, options: ReadOptions = {}, pieceSize?: number) {
  const read: Read = { manifest: null, profiles: [], blobs: new Map(), pages: [], local: null, support: new Map() }
  const visitor: BackupVisitor = {
    manifest: (manifest) => void (read.manifest = manifest),
    profiles: (profiles) => void (read.profiles = profiles),
    blob: (sha256, content) => void read.blobs.set(sha256, content),
    operations: (page) => void read.pages.push(page),
    local: (rows) => void (read.local = rows),
    support: (name, content) => void read.support.set(name, Buffer.from(content).toString()),
  }
  const result = await readBackup(piecesOf(bytes, pieceSize), nodeBackupMachine, { ...options, visitor })
  return { result, read }
}

/** The code of a refused file; 'whole' for one that was read to its end. */
export async function codeOf(bytes: Uint8Array, options: ReadOptions = {}): Promise<string> {
  const { result } = await readAll(bytes, options)
  return result.ok ? 'whole' : result.error.code
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const base = { at: 1_764_000_000_000, taskVersion: 1 }

/** Letters, marks, joiners, emoji and lone halves: what people type and files bring. */
const PIECES = [
  'ا',
  'ب',
  'پ',
  'ک',
  'ی',
  'ہ',
  'َ',
  'ِ',
  'ّ',
  '\u200c',
  '\u200f',
  ' ',
  '\n',
  '"',
  '\\',
  'a',
  '👩‍👩‍👧',
  '🇵🇰',
  '\ud800',
  '\u0000',
  '\u2028',
]
export const anyText = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((parts) => parts.join(''))

const anyValue = fc.oneof(anyText, fc.integer(), fc.boolean(), fc.constant(null), fc.array(anyText, { maxLength: 3 }))

type Draft = Omit<Operation, 'seq' | 'lamport'>

const anyDraft: fc.Arbitrary<Draft> = fc.oneof(
  fc
    .record({ item: fc.integer({ min: 0, max: 5 }), status: fc.constantFrom(...STATUSES) })
    .map(({ item, status }): Draft => ({
      ...base,
      kind: 'item.status',
      item: `chunk000:${item}` as ItemId,
      value: status,
    })),
  anyText.map((value): Draft => ({ ...base, kind: 'comment.set', item: 'chunk000:1', key: '', value, activeMs: 7 })),
  anyText.map((quote): Draft => ({
    ...base,
    kind: 'span.set',
    item: 'chunk000:2',
    question: 'q1' as QuestionId,
    span: 's1' as SpanId,
    value: { field: 'f', start: 0, end: quote.length, label: 'l', quote },
  })),
  anyText.map((value): Draft => ({ ...base, kind: 'project.set', item: '', key: 'name', value })),
  fc
    .record({ kind: fc.constantFrom('later.kind', 'x'), value: anyValue, item: fc.constantFrom('', 'chunk000:3') })
    .map(({ kind, value, item }): Draft => ({ ...base, kind: kind as Operation['kind'], item, value })),
)

/** Logs of several writers in two projects, some with holes in their numbers. */
export const anyHeld: fc.Arbitrary<Held> = fc
  .array(fc.record({ drafts: fc.array(anyDraft, { maxLength: 40 }), skip: fc.integer({ min: 0, max: 3 }) }), {
    maxLength: 5,
  })
  .chain((logs) => fc.record({ logs: fc.constant(logs), name: anyText, draft: anyText }))
  .map(({ logs, name, draft }) => heldOf(logs, name, draft))

function heldOf(logs: { drafts: Draft[]; skip: number }[], name: string, draft: string): Held {
  const held: Held = { writers: [], profiles: [], operations: new Map(), blobs: new Map(), local: null }
  logs.forEach(({ drafts, skip }, index) => {
    const id = `writer${index}` as WriterId
    const annotatorId = `person${index % 3}` as AnnotatorId
    const projectId = `project${index % 2}` as ProjectId
    held.writers.push({ id, projectId, annotatorId, publicKey: Uint8Array.from({ length: 32 }, (_, at) => at + index) })
    held.operations.set(
      id,
      drafts.map((one, at) => ({ ...one, seq: at + 1 + (at > 2 ? skip : 0), lamport: at * 3 + index + 1 })),
    )
    const blob = new TextEncoder().encode(`${name} ${index}`)
    held.blobs.set(sha256Of(blob), blob)
    held.operations.get(id)?.push({
      ...base,
      kind: 'chunk.add',
      item: '',
      key: 'chunk000',
      value: { importId: 'import00', sha256: sha256Of(blob), items: 6, bytes: blob.length, firstOrder: 0 },
      seq: drafts.length + 10,
      lamport: 1000 + index,
    })
  })
  held.profiles.push({
    id: 'person0' as AnnotatorId,
    name: name === '' ? 'عائشہ' : name,
    colour: 3,
    pin: null,
    createdAt: 5,
    imported: false,
  })
  held.local = {
    drafts: [
      { annotatorId: 'person0' as AnnotatorId, itemId: 'chunk000:1' as ItemId, questionId: '', text: draft, at: 6 },
    ],
    places: [{ projectId: 'project0' as ProjectId, annotatorId: 'person0' as AnnotatorId, order: 4, at: 7 }],
  }
  return held
}

/** A small laptop that is always the same. */
export const smallHeld = (): Held =>
  heldOf(
    [
      {
        skip: 0,
        drafts: [
          { ...base, kind: 'project.set', item: '', key: 'name', value: 'خبریں' },
          { ...base, kind: 'comment.set', item: 'chunk000:1', key: '', value: 'کتابیں اچھی ہیں' },
          { ...base, kind: 'item.status', item: 'chunk000:1', value: 'done' },
          { ...base, kind: 'item.status', item: 'chunk000:2', value: 'done' },
          { ...base, kind: 'item.status', item: 'chunk000:2', value: 'open' },
        ],
      },
      { skip: 2, drafts: [{ ...base, kind: 'item.status', item: 'chunk000:3', value: 'skipped' }] },
    ],
    'عائشہ',
    'ادھورا تبصرہ',
  )
