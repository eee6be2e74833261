import { MAX_PUSH_OPERATIONS } from '#shared/sync/protocol-limits.ts'

/** Packed bytes (sync.md, Network): what a bad line carries in a few seconds. */
const START = 4 * 1024
const LEAST = 1024
const MOST = 64 * 1024
/** JSON of operations packs to about a sixth. */
const PACKED_PART = 1 / 6

/**
 * How much one push carries: doubled after each that arrives, halved after each that does not, between 1 and 64 KB packed
 * and at most 500 operations. Kept from round to round for one hub.
 */
export class PushSize {
  #target: number
  /** Packed bytes of one operation, learned from what was sent. */
  #perOperation = 40

  constructor(start = START) {
    this.#target = start
  }

  /** Operations the next push should carry. */
  operations(): number {
    const wanted = Math.floor(this.#target / this.#perOperation)
    return Math.max(1, Math.min(MAX_PUSH_OPERATIONS, wanted))
  }

  /** A push of `bytes` (unpacked) with so many operations arrived. */
  delivered(bytes: number, operations: number): void {
    this.#perOperation = Math.max(1, (bytes * PACKED_PART) / Math.max(1, operations))
    this.#target = Math.min(MOST, this.#target * 2)
  }

  failed(): void {
    this.#target = Math.max(LEAST, Math.floor(this.#target / 2))
  }
}
