import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type {
  AppendRequest,
  JournalState,
  JournalWriter,
  ReissueReply,
  ReissueRequest,
} from '#shared/sync/journal-schema.ts'
import type { Operation } from '#shared/sync/operation.ts'

/**
 * The journal of the main process: operations, writers and profiles in another failure domain than IndexedDB
 * (sync.md, Durability). A call that resolved lies on the disk. Null where there is none: in a browser.
 */
export interface SecondStorePort {
  open(): Promise<JournalState>
  /** Puts a copy of IndexedDB aside and empties it. Only while no database is open. */
  clearDatabase(): Promise<void>
  /** Gives the drafts seq and lamport, both above `known`, and keeps them, all or none. */
  append(request: AppendRequest): Promise<Operation[]>
  /** Keeps operations that were made before; how many were new to it. */
  restore(projectId: ProjectId, writerId: WriterId, operations: readonly Operation[]): Promise<number>
  /** Operations of a writer after `seq`, in order, at most `limit`. */
  operationsAfter(writerId: WriterId, seq: number, limit: number): Promise<Operation[]>
  /**
   * Moves a writer's operations from a place on aside and gives them out again under another writer, in one transaction.
   * Asked again for the same writer, it gives what it gave before.
   */
  reissue(request: ReissueRequest): Promise<ReissueReply>
  /** Keeps a writer, or whether it is this install's as it is now. */
  putWriter(writer: JournalWriter): Promise<void>
  putAnnotator(annotator: Annotator): Promise<void>
  deleteAnnotator(id: AnnotatorId): Promise<void>
  /** Forgets all of a project that leaves this laptop. */
  deleteProject(id: ProjectId): Promise<void>
}
