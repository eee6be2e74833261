import { UNSAVED_KINDS, type UnsavedKind } from '#shared/domain/unsaved-work.ts'

/**
 * What would be lost if the window closed now: writes under way or failed, words typed a moment ago, a file on its way
 * in or out. One per window; the platform asks before it closes while there is any.
 */
export class UnsavedWork {
  readonly #counts = new Map<UnsavedKind, number>()
  readonly #texts = new Set<() => Promise<void>>()
  readonly #listeners = new Set<() => void>()
  readonly #tell: (kinds: readonly UnsavedKind[]) => void
  #kinds: readonly UnsavedKind[] = []

  constructor(tell: (kinds: readonly UnsavedKind[]) => void) {
    this.#tell = tell
  }

  readonly current = (): readonly UnsavedKind[] => this.#kinds
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  has(kind: UnsavedKind): boolean {
    return this.#kinds.includes(kind)
  }

  /** Counts one thing until the function that is given back is called; calling it again changes nothing. */
  begin(kind: UnsavedKind): () => void {
    let open = true
    this.#change(kind, 1)
    return () => {
      if (open) this.#change(kind, -1)
      open = false
    }
  }

  /** A text that is being typed: how it is written at once. */
  addText(flush: () => Promise<void>): () => void {
    this.#texts.add(flush)
    return () => this.#texts.delete(flush)
  }

  /** Writes at once what was typed a moment ago. Never rejects: what could not be written stays unsaved. */
  async flushTexts(): Promise<void> {
    await Promise.allSettled([...this.#texts].map((flush) => flush()))
  }

  /** Resolves when none of these kinds is left; false when that takes longer than `limitMs`. */
  waitWithout(kinds: readonly UnsavedKind[], limitMs: number): Promise<boolean> {
    const over = () => !kinds.some((kind) => this.has(kind))
    if (over()) return Promise.resolve(true)
    return new Promise((resolve) => {
      const end = (done: boolean) => {
        clearTimeout(timer)
        stop()
        resolve(done)
      }
      const timer = setTimeout(() => end(false), limitMs)
      const stop = this.subscribe(() => over() && end(true))
    })
  }

  #change(kind: UnsavedKind, by: 1 | -1): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + by)
    const kinds = UNSAVED_KINDS.filter((one) => (this.#counts.get(one) ?? 0) > 0)
    if (kinds.join() === this.#kinds.join()) return
    this.#kinds = kinds
    this.#tell(kinds)
    for (const listener of this.#listeners) listener()
  }
}
