import { defined } from '#shared/base/assert.ts'
import type { JournalWriter } from '#shared/sync/journal-schema.ts'
import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'
import type { NishanDatabase } from '../db.ts'
import type { WriterRow } from '../rows.ts'
import type { JournalPort } from './journal-port.ts'

/** Waits between the tries of an apply; the last one repeats. */
const PAUSES_MS = [200, 1000, 5000]

/**
 * Journal of the app in Electron (sync.md, Order of a change): the main process stamps and keeps the operations, then
 * they are applied in one strict Dexie transaction. A journalled operation is a fact: when applying fails it is tried
 * again with the same seq until it succeeds, never issued anew; should the app end before that, the next start does it.
 * `onRepair` hears how many acts are kept in the journal and not applied yet.
 */
export function twoStoreJournal(
  db: NishanDatabase,
  second: SecondStorePort,
  onRepair: (waiting: number) => void = () => undefined,
): JournalPort {
  let late = 0
  const onLate = (isLate: boolean) => {
    late += isLate ? 1 : -1
    onRepair(late)
  }
  const addWriter = async (row: WriterRow): Promise<void> => {
    await second.putWriter(journalWriterOf(row))
    await db.writers.put(row)
  }
  return {
    async record({ projectId, writerId, drafts }, apply) {
      const writer = defined(await db.writers.get(writerId), 'writer')
      const lamport = (await db.syncState.get(projectId))?.lamport ?? 0
      const known = { seq: writer.nextSeq - 1, lamport }
      const operations = await second.append({ projectId, writerId, drafts, known })
      const applied = () =>
        db.transaction('rw', db.tables, async () => {
          // Given up in the meantime: these went with its other operations, and are applied under the new writer.
          if ((await db.writers.get(writerId))?.remote === true) return
          await keepNextSeq(db, writerId, (operations.at(-1)?.seq ?? known.seq) + 1)
          await apply(operations)
        })
      await untilDone(applied, onLate)
      return operations
    },
    async reissue({ projectId, writerId, from, until, by }, apply) {
      // First, so that its key is not lost when the app ends before the operations are moved.
      if (by !== null) await addWriter(by)
      const knownLamport = (await db.syncState.get(projectId))?.lamport ?? 0
      const asked = { projectId, writerId, from, until, by: by?.id ?? null, knownLamport }
      const reply = await second.reissue(asked)
      const applied = () =>
        db.transaction('rw', db.tables, async () => {
          await apply(reply.operations, reply.by)
        })
      await untilDone(applied, onLate)
    },
    async keep({ projectId, writerId, operations }) {
      await second.restore(projectId, writerId, operations)
    },
    addWriter,
    async putAnnotator(row) {
      await second.putAnnotator(row)
      await db.annotators.put(row)
    },
    async deleteAnnotator(id) {
      await second.deleteAnnotator(id)
      await db.annotators.delete(id)
    },
    forgetProject: (id) => second.deleteProject(id),
  }
}

/** A writer as the journal keeps it: without its private key. */
export function journalWriterOf({ id, projectId, annotatorId, publicKey, remote }: WriterRow): JournalWriter {
  return { id, projectId, annotatorId, publicKey, ...(remote === true && { remote }) }
}

/** The next seq of a writer never goes back. */
export async function keepNextSeq(db: NishanDatabase, writerId: string, nextSeq: number): Promise<void> {
  const writer = defined(await db.writers.get(writerId), 'writer')
  if (nextSeq > writer.nextSeq) await db.writers.update(writerId, { nextSeq })
}

async function untilDone(work: () => Promise<void>, onLate: (isLate: boolean) => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await work()
      if (tries > 0) onLate(false)
      return
    } catch {
      if (tries === 0) onLate(true)
      await new Promise((resolve) => setTimeout(resolve, PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]))
    }
  }
}
