import type { ImportProgress } from './import-protocol.ts'

const INTERVAL_MS = 250

/** Reports at most four times a second, so that the screen has nothing to do but show. */
export class ProgressClock {
  readonly #totalBytes: number
  readonly #onProgress: (progress: ImportProgress) => void
  readonly #begun = performance.now()
  #last = 0

  constructor(totalBytes: number, onProgress: (progress: ImportProgress) => void) {
    this.#totalBytes = totalBytes
    this.#onProgress = onProgress
  }

  report(rows: number, items: number, bytes: number) {
    const elapsedMs = performance.now() - this.#begun
    if (elapsedMs - this.#last < INTERVAL_MS) return
    this.#last = elapsedMs
    this.#onProgress({ rows, items, bytes, totalBytes: this.#totalBytes, elapsedMs })
  }
}
