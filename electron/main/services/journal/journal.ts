import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { annotatorSchema, type Annotator } from '#shared/domain/annotator.ts'
import type {
  AppendRequest,
  JournalWriter,
  Reissued,
  ReissueReply,
  ReissueRequest,
  WriterHead,
} from '#shared/sync/journal-schema.ts'
import { heldInside } from '#shared/sync/held-operation.ts'
import { canonicalJson, draftAgain, isErased, operationHash, type Operation } from '#shared/sync/operation.ts'
import { JournalErasure } from './journal-erasure.ts'
import { openJournalFile, type JournalFound } from './open-journal-file.ts'

type OperationColumns = { content: string }
type HeadColumns = {
  id: string
  project: string
  annotator: string
  public_key: Uint8Array
  remote: number
  up_to: number | null
  held: number | null
}

/**
 * The second store, in another failure domain than IndexedDB (sync.md): every operation in the order it was made,
 * with the profiles and writers it needs. What `append` has returned lies on the disk. One process, one journal.
 */
export class Journal {
  readonly found: JournalFound
  readonly #database: DatabaseSync
  readonly #lastSeq: StatementSync
  readonly #lastLamport: StatementSync
  readonly #insert: StatementSync
  readonly #content: StatementSync
  readonly #erasure: JournalErasure
  /** Content was emptied in the transaction under way. */
  #emptied = false

  constructor(path: string, now: () => Date = () => new Date()) {
    const { database, found } = openJournalFile(path, now)
    this.found = found
    this.#database = database
    this.#lastSeq = database.prepare('select max(seq) as last from operations where writer = ?')
    this.#lastLamport = database.prepare('select max(lamport) as last from operations where project = ?')
    this.#insert = database.prepare(
      'insert into operations (writer, seq, project, lamport, content) values (?, ?, ?, ?, ?)',
    )
    this.#content = database.prepare('select content from operations where writer = ? and seq = ?')
    this.#erasure = new JournalErasure(database)
  }

  /** Gives the drafts their seq and lamport and keeps them, all or none. */
  append({ projectId, writerId, drafts, known }: AppendRequest): Operation[] {
    return this.#together(() => {
      // A window that has not heard of the fork yet asks again, under the writer of now.
      if (this.#reissuedBy(writerId) !== null) throw new Error(`Writer ${writerId} is not used any more`)
      return this.#issue({ projectId, writerId, drafts, known })
    })
  }

  #issue({ projectId, writerId, drafts, known }: AppendRequest): Operation[] {
    const seq = Math.max(lastOf(this.#lastSeq, writerId), known.seq)
    const lamport = Math.max(lastOf(this.#lastLamport, projectId), known.lamport)
    return drafts.map((draft, index) => {
      const operation: Operation = { ...draft, seq: seq + 1 + index, lamport: lamport + 1 + index }
      return this.#add(writerId, projectId, operation)
    })
  }

  /**
   * Moves a writer's operations from `from` on aside and gives the drafts of those before `until` out again under `by`,
   * all or none. The old writer is given up. When that has been done already, what was given out then is told again.
   */
  reissue({ projectId, writerId, from, by, knownLamport, until }: ReissueRequest): ReissueReply {
    return this.#together(() => {
      const moved = this.operationsAfter(writerId, from - 1, -1)
      const before = by === null || moved.length > 0 ? null : this.#reissuedBy(writerId)
      if (before !== null) return { by: before, operations: this.operationsAfter(before, 0, -1) }
      this.#database
        .prepare(
          `insert into superseded (writer, seq, project, content)
           select writer, seq, project, content from operations where writer = ? and seq >= ?`,
        )
        .run(writerId, from)
      this.#database.prepare('delete from operations where writer = ? and seq >= ?').run(writerId, from)
      if (by === null) return { by, operations: [] }
      this.#database.prepare('update writers set remote = 1 where id = ?').run(writerId)
      this.#database
        .prepare('insert or replace into reissued (writer, project, from_seq, by_writer) values (?, ?, ?, ?)')
        .run(writerId, projectId, from, by)
      const drafts = moved.filter(({ seq }) => seq < until).map((operation) => draftAgain(writerId, operation))
      const known = { seq: 0, lamport: knownLamport }
      return { by, operations: this.#issue({ projectId, writerId: by, drafts, known }) }
    })
  }

  /** Every writer that was given up, and who goes on in its place. */
  reissued(): Reissued[] {
    const rows = this.#database.prepare('select writer, from_seq, by_writer from reissued').all()
    return rows.map((row) => ({
      writerId: row['writer'] as WriterId,
      from: Number(row['from_seq']),
      by: row['by_writer'] as WriterId,
    }))
  }

  #reissuedBy(writerId: WriterId): WriterId | null {
    const row = this.#database.prepare('select by_writer from reissued where writer = ?').get(writerId)
    return (row?.['by_writer'] as WriterId | undefined) ?? null
  }

  /**
   * Keeps operations that were made before: from IndexedDB after the journal was lost, later from other laptops.
   * Those that are there already are left alone; one with another content is a fork and refused, and nothing is kept.
   */
  restore(projectId: ProjectId, writerId: WriterId, operations: readonly Operation[]): number {
    return this.#together(() => {
      let added = 0
      for (const given of operations) {
        const operation = this.#erasure.kept(projectId, given)
        const known = this.#content.get(writerId, operation.seq) as OperationColumns | undefined
        if (known === undefined) {
          this.#add(writerId, projectId, operation)
          added += 1
        } else if (
          known.content !== canonicalJson(operation) &&
          !this.#settles({ projectId, writerId }, known, operation)
        ) {
          throw new Error(`Operation ${operation.seq} of writer ${writerId} is there with another content`)
        }
      }
      return added
    })
  }

  /** One of two is the other, kept aside: which counts from now on the window decides, and only forwards. */
  #settles(
    { projectId, writerId }: { projectId: ProjectId; writerId: WriterId },
    { content }: OperationColumns,
    operation: Operation,
  ): boolean {
    const known = JSON.parse(content) as Operation
    if (operationHash(known) !== operationHash(operation)) return false
    const [held, asked] = [heldInside(known), heldInside(operation)]
    if (held === null) {
      // Kept aside in an older copy of the window, or emptied here: what is empty stays so.
      if (asked !== null || isErased(known)) return true
      if (!isErased(operation)) return false
    }
    // What a lead put aside stays so, whatever an older copy of the window holds; only the operation itself undoes it.
    else if (held.rejected && asked !== null) return true
    this.#database
      .prepare('update operations set lamport = ?, content = ? where writer = ? and seq = ?')
      .run(operation.lamport, canonicalJson(operation), writerId, operation.seq)
    if (this.#erasure.take(projectId, [operation])) this.#emptied = true
    return true
  }

  /** Operations of one writer after `seq`, in order, at most `limit`; -1 = all. */
  operationsAfter(writerId: WriterId, seq: number, limit: number): Operation[] {
    const rows = this.#database
      .prepare('select content from operations where writer = ? and seq > ? order by seq limit ?')
      .all(writerId, seq, limit) as OperationColumns[]
    return rows.map(({ content }) => JSON.parse(content) as Operation)
  }

  /** Keeps a writer; of one that is there, whether it is this install's. */
  putWriter({ id, projectId, annotatorId, publicKey, remote }: JournalWriter): void {
    this.#database
      .prepare(
        `insert into writers (id, project, annotator, public_key, remote) values (?, ?, ?, ?, ?)
         on conflict (id) do update set remote = excluded.remote`,
      )
      .run(id, projectId, annotatorId, publicKey, remote === true ? 1 : 0)
  }

  /** Keeps a profile as it is now. */
  putAnnotator(annotator: Annotator): void {
    this.#database
      .prepare(
        'insert into annotators (id, content) values (?, ?) on conflict (id) do update set content = excluded.content',
      )
      .run(annotator.id, canonicalJson(annotator))
  }

  deleteAnnotator(id: AnnotatorId): void {
    this.#database.prepare('delete from annotators where id = ?').run(id)
  }

  /** Forgets all of a project that leaves this laptop, but for what was erased of it. */
  deleteProject(id: ProjectId): void {
    this.#together(() => {
      this.#database.prepare('delete from operations where project = ?').run(id)
      this.#database.prepare('delete from superseded where project = ?').run(id)
      this.#database.prepare('delete from reissued where project = ?').run(id)
      this.#database.prepare('delete from writers where project = ?').run(id)
    })
  }

  writers(): WriterHead[] {
    // Counted by the index, which is a fraction of the table.
    const rows = this.#database
      .prepare(
        `select w.id, w.project, w.annotator, w.public_key, w.remote, o.up_to, o.held from writers w left join (
           select writer, max(seq) as up_to, count(*) as held
           from operations indexed by operations_by_lamport group by writer
         ) o on o.writer = w.id`,
      )
      .all() as HeadColumns[]
    return rows.map((row) => ({
      id: row.id as WriterId,
      projectId: row.project as ProjectId,
      annotatorId: row.annotator as AnnotatorId,
      publicKey: row.public_key,
      ...(row.remote === 1 && { remote: true }),
      upTo: row.up_to ?? 0,
      held: row.held ?? 0,
    }))
  }

  annotators(): Annotator[] {
    const rows = this.#database.prepare('select content from annotators').all() as OperationColumns[]
    return rows.map(({ content }) => annotatorSchema.parse(JSON.parse(content)))
  }

  close(): void {
    this.#database.close()
  }

  #add(writerId: WriterId, projectId: ProjectId, given: Operation): Operation {
    const operation = this.#erasure.kept(projectId, given)
    this.#insert.run(writerId, operation.seq, projectId, operation.lamport, canonicalJson(operation))
    if (this.#erasure.take(projectId, [operation])) this.#emptied = true
    return operation
  }

  #together<Value>(work: () => Value): Value {
    this.#database.exec('begin immediate')
    this.#emptied = false
    try {
      const value = work()
      this.#database.exec('commit')
      if (this.#emptied) this.#erasure.clearLog()
      return value
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (this.#database.isTransaction) this.#database.exec('rollback')
      throw error
    }
  }
}

function lastOf(statement: StatementSync, of: string): number {
  return (statement.get(of) as { last: number | null }).last ?? 0
}
