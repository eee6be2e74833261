import type { JournalState, Reissued } from '#shared/sync/journal-schema.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'
import type { DataContext } from '../data-context.ts'
import { moveOperations } from '../sync/move-operations.ts'

const PAGE = 5000

/**
 * Finishes what a crash left half done between the two stores when a writer was given up after a fork: before they are
 * compared, so that operations that left their writer are not put back, and time is not counted twice. Where IndexedDB is
 * ahead (the journal is an older copy) the journal follows. True when the journal was changed.
 */
export async function finishReissues(
  data: DataContext,
  second: SecondStorePort,
  state: JournalState,
): Promise<boolean> {
  const inJournal = new Map(state.reissued.map((one) => [one.writerId, one]))
  let changed = false
  for (const { id, projectId, reissued } of await data.db.writers.toArray()) {
    const done = inJournal.get(id)
    if (done !== undefined && done.by !== reissued?.by) await followJournal(data, second, done)
    if (done !== undefined || reissued === undefined) continue
    const knownLamport = (await data.db.syncState.get(projectId))?.lamport ?? 0
    await second.reissue({ projectId, writerId: id, ...reissued, until: reissued.from, knownLamport })
    changed = true
  }
  return changed
}

async function followJournal(data: DataContext, second: SecondStorePort, done: Reissued): Promise<void> {
  const { db } = data
  const operations = await allOf(second, done)
  await db.transaction('rw', db.tables, async () => {
    const successor = await db.writers.get(done.by)
    const old = await db.writers.get(done.writerId)
    if (successor === undefined || old === undefined) return
    await moveOperations(db, { ...done, projectId: old.projectId, operations })
  })
}

async function allOf(second: SecondStorePort, { by }: Reissued): Promise<Operation[]> {
  const operations: Operation[] = []
  for (;;) {
    const page = await second.operationsAfter(by, operations.at(-1)?.seq ?? 0, PAGE)
    if (page.length === 0) return operations
    operations.push(...page)
  }
}
