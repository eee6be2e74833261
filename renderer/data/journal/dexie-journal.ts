import { defined } from '#shared/base/assert.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { NishanDatabase } from '../db.ts'
import type { JournalPort } from './journal-port.ts'

/** Journal of the browser build: appending and applying are one strict transaction. */
export function dexieJournal(db: NishanDatabase): JournalPort {
  return {
    record: ({ projectId, writerId, drafts }, apply) =>
      db.transaction('rw', db.tables, async () => {
        const writer = defined(await db.writers.get(writerId), 'writer')
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
    addWriter: async (writer) => void (await db.writers.add(writer)),
    putAnnotator: async (annotator) => void (await db.annotators.put(annotator)),
    deleteAnnotator: (id) => db.annotators.delete(id),
    forgetProject: () => Promise.resolve(),
  }
}
