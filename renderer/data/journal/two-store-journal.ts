import { defined } from '#shared/base/assert.ts'
import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'
import type { NishanDatabase } from '../db.ts'
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
  return {
    async record({ projectId, writerId, drafts }, apply) {
      const writer = defined(await db.writers.get(writerId), 'writer')
      const lamport = (await db.syncState.get(projectId))?.lamport ?? 0
      const known = { seq: writer.nextSeq - 1, lamport }
      const operations = await second.append({ projectId, writerId, drafts, known })
      const applied = () =>
        db.transaction('rw', db.tables, async () => {
          await keepNextSeq(db, writerId, (operations.at(-1)?.seq ?? known.seq) + 1)
          await apply(operations)
        })
      await untilDone(applied, (isLate) => {
        late += isLate ? 1 : -1
        onRepair(late)
      })
      return operations
    },
    async addWriter(row) {
      const { id, projectId, annotatorId, publicKey } = row
      await second.putWriter({ id, projectId, annotatorId, publicKey })
      await db.writers.add(row)
    },
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
