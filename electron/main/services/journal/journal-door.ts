import type { Log } from '../log.ts'
import { Journal } from './journal.ts'
import { sqliteCode } from './sqlite-code.ts'

/**
 * Opens the journal when it is first needed, and tries again at every call while it cannot be opened: a full disk or a
 * folder without permission must not keep the app from opening, and work goes on when the person has mended it.
 */
export class JournalDoor {
  readonly #path: string
  readonly #log: Log
  #journal: Journal | null = null

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
  }

  open(): Journal {
    if (this.#journal !== null) return this.#journal
    try {
      this.#journal = new Journal(this.#path)
    } catch (error) {
      this.#log('journal-refused', { sqlite: sqliteCode(error) ?? 0 })
      throw error
    }
    this.#log('journal-opened', { found: this.#journal.found.state })
    return this.#journal
  }

  close(): void {
    this.#journal?.close()
    this.#journal = null
  }
}
