import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { parseItemId, type ProjectId } from '#shared/base/ids.ts'
import { itemSpokenOf, withoutContent } from '#shared/sync/erased-content.ts'
import { isReadable } from '#shared/sync/judge-operation.ts'
import { canonicalJson, type Operation } from '#shared/sync/operation.ts'

type Row = { content: string; [key: string]: string | number }

/** What was erased, and how the journal loses what was said of it: now, and in what comes later. */
export class JournalErasure {
  readonly #database: DatabaseSync
  readonly #isErased: StatementSync
  readonly #note: StatementSync

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#isErased = database.prepare('select 1 as one from erased where project = ? and item = ?')
    this.#note = database.prepare('insert or ignore into erased (project, item) values (?, ?)')
  }

  /** An operation as it is to be kept. */
  kept(projectId: ProjectId, operation: Operation): Operation {
    const item = itemSpokenOf(operation)
    const isGone = item !== '' && this.#isErased.get(projectId, item) !== undefined
    return isGone ? withoutContent(operation) : operation
  }

  /** Takes erasures among operations that were just kept. True: something was emptied. Inside the caller's transaction. */
  take(projectId: ProjectId, operations: readonly Operation[]): boolean {
    const erasures = operations.filter((operation) => operation.kind === 'item.erase' && isReadable(operation))
    const items = new Set(erasures.map(({ item }) => item))
    for (const item of items) this.#note.run(projectId, item)
    return this.#empty(projectId, items)
  }

  /**
   * After the commit: the pages as they were lie in the WAL still. What is deleted from the file itself is overwritten
   * (`secure_delete`).
   */
  clearLog(): void {
    this.#database.exec('pragma wal_checkpoint(truncate)')
  }

  #empty(projectId: ProjectId, items: ReadonlySet<string>): boolean {
    // Narrowed down by the chunk's name as canonical JSON writes it, in the database: there may be a million rows.
    const chunks = new Set([...items].flatMap((item) => parseItemId(item)?.chunk ?? []))
    let emptied = false
    for (const chunk of chunks) {
      const sign = `"item":"${chunk}:`
      const rows = this.#rows('select writer, seq, content from operations', projectId, sign)
      for (const { writer = '', seq = 0, content } of rows) {
        const next = this.#emptied(content, items)
        if (next === null) continue
        this.#database.prepare('update operations set content = ? where writer = ? and seq = ?').run(next, writer, seq)
        emptied = true
      }
      for (const { id = 0, content } of this.#rows('select id, content from superseded', projectId, sign)) {
        const next = this.#emptied(content, items)
        if (next === null) continue
        this.#database.prepare('update superseded set content = ? where id = ?').run(next, id)
        emptied = true
      }
    }
    return emptied
  }

  #rows(select: string, projectId: ProjectId, sign: string): Row[] {
    return this.#database.prepare(`${select} where project = ? and instr(content, ?) > 0`).all(projectId, sign) as Row[]
  }

  /** Null: nothing of it is erased, or it is empty already. */
  #emptied(content: string, items: ReadonlySet<string>): string | null {
    const operation = JSON.parse(content) as Operation
    if (!items.has(itemSpokenOf(operation))) return null
    const next = canonicalJson(withoutContent(operation))
    return next === content ? null : next
  }
}
