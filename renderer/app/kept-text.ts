import type { UnsavedWork } from './unsaved-work.ts'

/** Longest time that a change waits to be written, also while typing goes on. */
export const KEEP_EVERY_MS = 250
/** A text that could not be written is tried again after this. */
export const TRY_AGAIN_MS = 5000

export type WriteText = (text: string) => Promise<void>

/** An unfinished text that is written while it is being changed. What is not written yet counts as unsaved work. */
export class KeptText {
  readonly #unsaved: UnsavedWork
  readonly #leave: () => void
  #text: string
  /** What lies in the store, as far as is known. */
  #stored: string
  #write: WriteText
  #timer: ReturnType<typeof setTimeout> | null = null
  #writing: Promise<void> | null = null
  #closed = false
  /** Ends what is counted as unsaved; null while nothing is. */
  #typed: (() => void) | null = null
  #failed: (() => void) | null = null

  constructor(stored: string, write: WriteText, unsaved: UnsavedWork) {
    this.#text = stored
    this.#stored = stored
    this.#write = write
    this.#unsaved = unsaved
    this.#leave = unsaved.addText(this.flush)
  }

  /** The text as it is now; written soon if it is another than what is stored. */
  set(text: string, write: WriteText): void {
    this.#write = write
    if (text === this.#text) return
    this.#text = text
    this.#count()
    this.#soon(KEEP_EVERY_MS)
  }

  /** Writes at once. Never rejects: a text that could not be written stays unsaved and is tried again. */
  readonly flush = async (): Promise<void> => {
    this.#stopTimer()
    // One write at a time, so that an older text never lands on a newer one.
    await this.#writing
    if (this.#text !== this.#stored) {
      this.#writing ??= this.#writeNow()
      await this.#writing
    }
    this.#count()
  }

  /** The page is left: the last words are written, tried again if need be, and nobody asks for more. */
  async close(): Promise<void> {
    this.#closed = true
    await this.flush()
  }

  async #writeNow(): Promise<void> {
    const text = this.#text
    try {
      await this.#write(text)
      this.#stored = text
      this.#failed?.()
      this.#failed = null
    } catch {
      // The sign says "not saved" until it is; why is told where an answer meets the same store.
      this.#failed ??= this.#unsaved.begin('failed')
      this.#soon(TRY_AGAIN_MS)
    } finally {
      this.#writing = null
    }
  }

  #count(): void {
    const open = this.#text !== this.#stored || this.#writing !== null
    if (open) this.#typed ??= this.#unsaved.begin('texts')
    else {
      this.#typed?.()
      this.#typed = null
      if (this.#closed) this.#leave()
    }
  }

  #soon(ms: number): void {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.flush()
    }, ms)
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
