import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { WriterRow } from '../rows.ts'
import type { Operation, OperationDraft } from '#shared/sync/operation.ts'

/** The operations of one act, or up to 500 of an import, by one writer. */
export type JournalEntry = { projectId: ProjectId; writerId: WriterId; drafts: readonly OperationDraft[] }

/** A writer's operations from a place on, which leave it. */
export type ReissueEntry = {
  projectId: ProjectId
  writerId: WriterId
  from: number
  /** Those before it were made here and are said again; later ones came by pull. */
  until: number
  /** The new writer, with its key, that says them again; null: they are another laptop's, and only leave. */
  by: WriterRow | null
}

/**
 * Where operations become facts. An adapter stamps the drafts (seq 1, 2, 3 … within the writer,
 * lamport = greatest seen in the project + 1), keeps them, and has them applied; it resolves only
 * when both are on the disk. `apply` runs inside one strict Dexie transaction and awaits nothing
 * but Dexie. In a browser Dexie is the only store, so that transaction is also the append. Writers and profiles go
 * the same way, because operations mean nothing without them.
 */
export interface JournalPort {
  record(entry: JournalEntry, apply: (operations: Operation[]) => Promise<void>): Promise<Operation[]>
  /**
   * Keeps operations that were made before (from a backup, later from others) in the store that is written first; the
   * caller applies them then. Nothing to do where Dexie is the only store. One that is there with another content is refused.
   */
  keep(entry: { projectId: ProjectId; writerId: WriterId; operations: readonly Operation[] }): Promise<void>
  /**
   * Takes operations out of their writer and gives them out again under another one. `apply` is given them with their new
   * seq and lamport and does the same to all other rows, inside one strict Dexie transaction.
   */
  reissue(entry: ReissueEntry, apply: (operations: Operation[], by: WriterId | null) => Promise<void>): Promise<void>
  /** Adds a writer, or keeps what has changed of it. */
  addWriter(writer: WriterRow): Promise<void>
  putAnnotator(annotator: Annotator): Promise<void>
  deleteAnnotator(id: AnnotatorId): Promise<void>
  /** Drops what only the journal holds of a project; its Dexie rows are the caller's. */
  forgetProject(id: ProjectId): Promise<void>
}
