import { assert, defined } from '#shared/base/assert.ts'
import { draftAgain, type Operation } from '#shared/sync/operation.ts'
import type { NishanDatabase } from '../db.ts'
import { plainOperation } from '../plain-operation.ts'
import type { JournalPort } from './journal-port.ts'

/** Journal of the browser build: appending and applying are one strict transaction. */
export function dexieJournal(db: NishanDatabase): JournalPort {
  return {
    record: ({ projectId, writerId, drafts }, apply) =>
      db.transaction('rw', db.tables, async () => {
        const writer = defined(await db.writers.get(writerId), 'writer')
        assert(writer.remote !== true, 'a writer that was given up signs nothing')
        const lamport = (await db.syncState.get(projectId))?.lamport ?? 0
        const operations: Operation[] = drafts.map((draft, index) => ({
          ...draft,
          seq: writer.nextSeq + index,
          lamport: lamport + 1 + index,
        }))
        await db.writers.update(writerId, { nextSeq: writer.nextSeq + operations.length })
        await apply(operations)
        return operations
      }),
    keep: () => Promise.resolve(),
    reissue: ({ projectId, writerId, from, until, by }, apply) =>
      db.transaction('rw', db.tables, async () => {
        if (by === null) return apply([], null)
        const lamport = (await db.syncState.get(projectId))?.lamport ?? 0
        const moved = await db.operations
          .where('[writerId+seq]')
          .between([writerId, from], [writerId, until], true, false)
          .toArray()
        const operations = moved.map((row, index): Operation => ({
          ...draftAgain(writerId, plainOperation(row)),
          seq: index + 1,
          lamport: lamport + 1 + index,
        }))
        await db.writers.put({ ...by, nextSeq: operations.length + 1 })
        await apply(operations, by.id)
      }),
    addWriter: async (writer) => void (await db.writers.put(writer)),
    putAnnotator: async (annotator) => void (await db.annotators.put(annotator)),
    deleteAnnotator: (id) => db.annotators.delete(id),
    forgetProject: () => Promise.resolve(),
  }
}
