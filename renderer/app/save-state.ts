import type { UnsavedWork } from './unsaved-work.ts'

/** The saved sign's truth: how many writes wait for the disk, and whether one failed. */
export type SaveStatus = {
  pending: number
  /** Of these, how many are kept in the journal already and wait only for IndexedDB: safe, though not shown as saved. */
  repairing: number
  failed: boolean
  since: number
  everSaved: boolean
}

/** Counts writes from their start until the strict commit. One per window. */
export class SaveState {
  #status: SaveStatus = { pending: 0, repairing: 0, failed: false, since: 0, everSaved: false }
  readonly #listeners = new Set<() => void>()
  readonly #unsaved: UnsavedWork
  #mended: () => void = () => undefined

  constructor(unsaved: UnsavedWork) {
    this.#unsaved = unsaved
  }

  readonly current = (): SaveStatus => this.#status

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Follows one write to its end; a failure stays shown until `clearFailure`. The promise is handed through. */
  async track<T>(write: Promise<T>): Promise<T> {
    this.#set({
      pending: this.#status.pending + 1,
      since: this.#status.pending === 0 ? Date.now() : this.#status.since,
    })
    const written = this.#unsaved.begin('answers')
    try {
      const value = await write
      this.#set({ pending: this.#status.pending - 1, everSaved: true })
      return value
    } catch (error) {
      this.#fail()
      throw error
    } finally {
      written()
    }
  }

  setRepairing(repairing: number): void {
    this.#set({ repairing })
  }

  clearFailure(): void {
    this.#mended()
    this.#set({ failed: false })
  }

  #fail(): void {
    if (!this.#status.failed) this.#mended = this.#unsaved.begin('failed')
    this.#set({ pending: this.#status.pending - 1, failed: true })
  }

  #set(change: Partial<SaveStatus>): void {
    this.#status = { ...this.#status, ...change }
    for (const listener of this.#listeners) listener()
  }
}
