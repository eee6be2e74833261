import type { WriterId } from '#shared/base/ids.ts'
import type { OwnWriter, SyncStore } from '#renderer/sync/sync-store.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { DexieSyncStore } from '../sync/dexie-sync-store.ts'

/** What a file has to carry: own operations, less those that a hub or a receipt has acknowledged. */
export class FileStore {
  readonly store: SyncStore
  readonly #data: DataContext
  readonly #who: Who

  constructor(data: DataContext, who: Who) {
    this.store = new DexieSyncStore(data, who)
    this.#data = data
    this.#who = who
  }

  async writers(): Promise<OwnWriter[]> {
    const receipts = (await this.#data.db.syncState.get(this.#who.projectId))?.receipts
    const writers = await this.store.writers()
    return writers.map((writer) => ({
      ...writer,
      ackedUpTo: Math.max(writer.ackedUpTo, Math.min(writer.upTo, receipts?.[writer.id] ?? 0)),
    }))
  }

  operationsAfter: SyncStore['operationsAfter'] = (writer, seq, limit) => this.store.operationsAfter(writer, seq, limit)

  /** Keeps what a receipt acknowledged. */
  async acknowledge(acknowledged: readonly { writer: WriterId; upTo: number }[]): Promise<void> {
    const { db } = this.#data
    const { projectId } = this.#who
    await db.transaction('rw', db.syncState, async () => {
      const state = (await db.syncState.get(projectId)) ?? { projectId, lamport: 0 }
      const receipts = { ...state.receipts }
      for (const { writer, upTo } of acknowledged) receipts[writer] = Math.max(receipts[writer] ?? 0, upTo)
      await db.syncState.put({ ...state, receipts })
    })
  }
}
