import type { AnnotatorId, BatchId, ChunkId, ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Annotation, Stamped } from '#shared/domain/annotation.ts'
import type { BatchValue, ItemRun } from '#shared/domain/assignment.ts'
import type { BatchPlan } from '#shared/domain/batch-plan.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { Chunk, ImportRecord } from '#shared/domain/chunk.ts'
import type { Item, Suggestion } from '#shared/domain/item.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import type { Status } from '#shared/domain/status.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { Stamp } from '#shared/sync/stamp.ts'

/** Rows as Dexie keeps them (data.md, Tables). New fields are optional. */
export type ProjectRow = Partial<Project> & {
  id: ProjectId
  createdAt: number
  stamps: Record<string, Stamp>
  /** Deleted here: hidden until the app closes, then removed from this laptop. Never synced. */
  hiddenAt?: number
}
export type TaskVersionRow = TaskVersion & { stamp: Stamp }
export type ImportRow = ImportRecord & { stamp: Stamp; removedStamp?: Stamp }
export type ChunkRow = Chunk & {
  /** Its blob was not there: the items come when it is. */
  missing?: boolean
  /** Its items are here, but the blob that took the place of the old one after an erasure is not. */
  blobWanted?: boolean
  stamp?: Stamp
  /** Of the erasure whose blob it names: from the first one on, no `chunk.add` changes that. */
  erasedStamp?: Stamp
  /** Name of its blob and number of erasures for which a lead's laptop has looked that the blob lacks what was erased. */
  looked?: string
}
/** An item for which a person withdrew consent, with the blob that its erasure named. It stays when the project leaves. */
export type ErasureRow = {
  itemId: ItemId
  projectId: ProjectId
  sha256: string
  bytes: number
  stamp: Stamp
  at: number
}
/** A blob that held what was erased since: deleted, and never taken again for this chunk. */
export type ErasedBlobRow = { sha256: string; chunkId: ChunkId; projectId: ProjectId }
export type ItemRow = Item
export type AnnotatorRow = Annotator
export type MemberRow = { projectId: ProjectId; annotatorId: AnnotatorId; role: string; stamp: Stamp }
export type AnnotationRow = Annotation
/** A comment that is for a person, found by whom it is for: what annotations hold beside their author's answers. */
export type CommentRow = {
  itemId: ItemId
  /** Whom it is for, and who wrote it. */
  toId: AnnotatorId
  fromId: AnnotatorId
  projectId: ProjectId
  /** Of the item, in the project. */
  order: number
  text: string
  at: number
  /** Of its operation: another one is another comment. */
  lamport: number
}
/** Items handed out together. */
export type BatchRow = BatchValue & {
  id: BatchId
  projectId: ProjectId
  createdAt: number
  /** Absent while only the plan has come. */
  stamp?: Stamp
  /** How it was chosen and how it grows; comes to leads only. */
  plan?: BatchPlan
  planStamp?: Stamp
}
/** How a person stands with a batch: what they are given, in order, and whether they have handed it in. */
export type BatchStateRow = {
  batchId: BatchId
  annotatorId: AnnotatorId
  projectId: ProjectId
  items: ItemRun[]
  /** Place among the person's batches. */
  order: number
  /** No more is taken. */
  closed?: boolean
  stamp?: Stamp
  handedIn: boolean
  handedInStamp?: Stamp
}
/** Who has which item; `order` is its place in the person's queue. */
export type AssignmentRow = {
  itemId: ItemId
  annotatorId: AnnotatorId
  projectId: ProjectId
  batchId: BatchId
  order: number
}
export type SuggestionRow = Suggestion & { itemId: ItemId }
/** `by`, `at`: who settled it and when, by the clock of their laptop; absent in rows of earlier versions. */
export type GoldRow = {
  itemId: ItemId
  projectId: ProjectId
  answers: Record<string, Stamped<unknown> & { by?: AnnotatorId; at?: number }>
}
/** What a person is shown once they have answered an item of a training round, by question. */
export type TrainingRow = {
  itemId: ItemId
  annotatorId: AnnotatorId
  projectId: ProjectId
  answers: Record<string, Stamped<unknown>>
}

export type WriterRow = {
  id: WriterId
  projectId: ProjectId
  annotatorId: AnnotatorId
  /** Raw Ed25519 public key. */
  publicKey: Uint8Array
  /** Only for writers of this install; never leaves the browser (not extractable). */
  privateKey?: CryptoKey
  nextSeq: number
  /**
   * Not signed with here: it came by pull, or was given up after a fork. Without it and without a private key, the key
   * was lost with an earlier install.
   */
  remote?: true
  /** Given up: its operations from `from` on were issued again under `by`. */
  reissued?: { from: number; by: WriterId }
  /** Its key, for handing over again what it said; never for anything new. */
  givenUpKey?: CryptoKey
}

export type OperationRow = Operation & { writerId: WriterId; projectId: ProjectId; authorId: AnnotatorId; hash: string }

/** Kept by difference in the transaction that changes an annotation, never counted. `annotatorId` '' = the project. */
export type CountersRow = {
  projectId: ProjectId
  annotatorId: AnnotatorId | ''
  /** Visible items; only in the project's own row. */
  items: number
  byStatus: Record<Status, number>
  flagged: number
  commented: number
  activeMs: number
  /** Annotations that hold a label, by `question/label`. */
  byLabel: Record<string, number>
  byDay: Record<string, { finished: number; activeMs: number }>
  lastAt: number
  /** How the person stands with each batch; items of removed imports are left out. */
  byBatch?: Record<BatchId, BatchCount>
}

/** What a person is given of a batch, by the status of their answer, and how many they flagged. `open`: not answered. */
export type BatchCount = { byStatus: Record<Status, number>; flagged: number }

export type RegisterChange = {
  kind: 'answer' | 'span' | 'status' | 'flag' | 'comment'
  question?: string
  span?: string
  key?: string
  before: unknown
  after: unknown
}

/** What one key or click did, for undo. */
export type ActRow = {
  projectId: ProjectId
  annotatorId: AnnotatorId
  n: number
  itemId: ItemId
  at: number
  changes: RegisterChange[]
  undone: boolean
}

export type DraftRow = { annotatorId: AnnotatorId; itemId: ItemId; questionId: string; text: string; at: number }
export type PlaceRow = { projectId: ProjectId; annotatorId: AnnotatorId; order: number; at: number }
export type LocalRow = { key: string; value: unknown }
/** How one person of this laptop stands with the hub of a project. */
export type SyncLinkRow = {
  hub: string
  gen: string
  /** Sealed by the hub; null = from the beginning. */
  cursor: string | null
  /** Operations 1 … n of a writer that the hub has said it holds. */
  acked: Record<WriterId, number>
  /** When the hub last answered, by the clock of this laptop. */
  contactAt?: number
}
export type SyncStateRow = {
  projectId: ProjectId
  lamport: number
  links?: Record<AnnotatorId, SyncLinkRow>
  /** Operations 1 … n of a writer for which a receipt came by file; a hub's own word stands in `links`. */
  receipts?: Record<WriterId, number>
  /** Digests that were worked out, so that the next begins there and not at the first operation. */
  digests?: Record<WriterId, { upTo: number; digest: string }>
}
