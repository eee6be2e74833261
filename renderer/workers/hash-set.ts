import { quickHash } from '#shared/text/text-key.ts'

/**
 * A table of 52-bit hashes in flat memory: 16 bytes an entry at a load of at most a half, so that the
 * keys of millions of rows do not swell the worker as a Map of strings would.
 */
class HashTable {
  #slots = new Float64Array(1 << 14)
  #values: Float64Array | null
  #size = 0

  constructor(withValues: boolean) {
    this.#values = withValues ? new Float64Array(1 << 14) : null
  }

  /** False when the hash was there already; its value stays. */
  put(hash: number, value: number): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    const slot = this.#find(hash)
    if (this.#slots[slot] === hash) return false
    this.#slots[slot] = hash
    if (this.#values !== null) this.#values[slot] = value
    this.#size += 1
    return true
  }

  /** The value of a hash; -1 when it is not there. */
  get(hash: number): number {
    const slot = this.#find(hash)
    if (this.#slots[slot] !== hash) return -1
    return this.#values?.[slot] ?? 0
  }

  #find(hash: number): number {
    const mask = this.#slots.length - 1
    let slot = hash % this.#slots.length
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== hash) slot = (slot + 1) & mask
    return slot
  }

  #grow() {
    const slots = this.#slots
    const values = this.#values
    this.#slots = new Float64Array(slots.length * 2)
    if (values !== null) this.#values = new Float64Array(slots.length * 2)
    this.#size = 0
    for (const [slot, hash] of slots.entries()) if (hash !== 0) this.put(hash, values?.[slot] ?? 0)
  }
}

/** A positive whole number of 52 bits. */
function hashOf(hexadecimal: string): number {
  return Number.parseInt(hexadecimal.slice(0, 13), 16) + 1
}

/** Which keys came before. */
export class KeySet {
  readonly #table = new HashTable(false)

  /** False when the key was there already. */
  add(key: string): boolean {
    return this.#table.put(hashOf(quickHash(key)), 0)
  }

  has(key: string): boolean {
    return this.#table.get(hashOf(quickHash(key))) >= 0
  }

  /** Adds a key that is a hash of 64 bits already, as 16 hexadecimal digits. */
  addHash(hash: string): boolean {
    return this.#table.put(hashOf(hash), 0)
  }

  hasHash(hash: string): boolean {
    return this.#table.get(hashOf(hash)) >= 0
  }
}

/** A whole number from 0 for each key; the first one stays. */
export class KeyNumbers {
  readonly #table = new HashTable(true)

  set(key: string, number: number) {
    this.#table.put(hashOf(quickHash(key)), number)
  }

  /** Undefined when the key never came. */
  get(key: string): number | undefined {
    const number = this.#table.get(hashOf(quickHash(key)))
    return number < 0 ? undefined : number
  }
}
