import type { DBCore, DBCoreTransaction } from 'dexie'
import type { BlobStorePort } from '#renderer/platform/blob-store-port.ts'
import type { NishanDatabase } from './db.ts'

/** A write that came from a tab which may only read. A bug of a screen: it must not have offered the act. */
export class WriteRefused extends Error {
  readonly code = 'read-only'

  constructor() {
    super('read-only: another tab writes')
    this.name = 'WriteRefused'
  }
}

/**
 * The one place that keeps a reading tab from writing: every write transaction of IndexedDB, by whichever command, and
 * every change of the blobs. It also knows what is still on its way to the disk, so that the right to write is handed
 * on only after it.
 */
export class WriteGuard {
  readonly #mayWrite: () => boolean
  #underWay = 0
  #waiting: (() => void)[] = []

  constructor(mayWrite: () => boolean) {
    this.#mayWrite = mayWrite
  }

  /** Before the database is opened. */
  guardDatabase(db: NishanDatabase): void {
    db.use({
      stack: 'dbcore',
      name: 'write-guard',
      create: (core: DBCore) => ({
        ...core,
        transaction: (stores, mode, options) => {
          if (mode === 'readonly') return core.transaction(stores, mode, options)
          this.#assertMayWrite()
          const transaction = core.transaction(stores, mode, options)
          this.#follow(transaction)
          return transaction
        },
      }),
    })
  }

  guardBlobs(blobs: BlobStorePort): BlobStorePort {
    const guarded = async <Value>(work: () => Promise<Value>): Promise<Value> => {
      this.#assertMayWrite()
      this.#underWay += 1
      try {
        return await work()
      } finally {
        this.#end()
      }
    }
    return {
      get: (sha256) => blobs.get(sha256),
      has: (sha256) => blobs.has(sha256),
      missingOf: (known) => blobs.missingOf(known),
      put: (sha256, bytes) => guarded(() => blobs.put(sha256, bytes)),
      delete: (sha256) => guarded(() => blobs.delete(sha256)),
    }
  }

  /** Resolves when no write is under way: what was begun lies on the disk, or was given up. */
  settled(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
    })
  }

  #assertMayWrite(): void {
    if (!this.#mayWrite()) throw new WriteRefused()
  }

  /** Dexie hands the browser's own transaction on, with the face of its port. */
  #follow(transaction: DBCoreTransaction): void {
    const events = transaction as DBCoreTransaction & EventTarget
    this.#underWay += 1
    const end = () => this.#end()
    // One of the two comes, once.
    events.addEventListener('complete', end)
    events.addEventListener('abort', end)
  }

  #end(): void {
    this.#underWay -= 1
    if (this.#underWay > 0) return
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
