import { quickHash } from '#shared/text/text-key.ts'

/**
 * A set of 52-bit hashes in flat memory: 8 bytes an entry at a load of at most a half, so that the
 * keys of millions of rows do not swell the worker as a Set of strings would.
 */
class HashSet {
  #slots = new Float64Array(1 << 14)
  #size = 0

  /** False when the hash was there already. Hashes are positive whole numbers. */
  add(hash: number): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow()
    return this.#put(hash)
  }

  has(hash: number): boolean {
    return this.#slots[this.#find(hash)] === hash
  }

  #put(hash: number): boolean {
    const slot = this.#find(hash)
    if (this.#slots[slot] === hash) return false
    this.#slots[slot] = hash
    this.#size += 1
    return true
  }

  #find(hash: number): number {
    const mask = this.#slots.length - 1
    let slot = hash % this.#slots.length
    while (this.#slots[slot] !== 0 && this.#slots[slot] !== hash) slot = (slot + 1) & mask
    return slot
  }

  #grow() {
    const old = this.#slots
    this.#slots = new Float64Array(old.length * 2)
    this.#size = 0
    for (const hash of old) if (hash !== 0) this.#put(hash)
  }
}

function hashOf(hexadecimal: string): number {
  return Number.parseInt(hexadecimal.slice(0, 13), 16) + 1
}

export type Seen = 'new' | 'in-file' | 'in-project'

/** Remembers ids and texts that came before, in the file and in the project. */
export class SeenRows {
  readonly #ids = new HashSet()
  readonly #texts = new HashSet()
  readonly #project = new HashSet()

  /** Text keys of the project's visible items. */
  addProjectKeys(keys: Iterable<string>) {
    for (const key of keys) this.#project.add(hashOf(key))
  }

  /** Same id or same text as an earlier row of the file, or the same text as in the project. */
  see(row: { sourceId: string; textKey: string }): Seen {
    const newText = this.#texts.add(hashOf(row.textKey))
    const newId = row.sourceId === '' || this.#ids.add(hashOf(quickHash(row.sourceId)))
    if (!newText || !newId) return 'in-file'
    return this.#project.has(hashOf(row.textKey)) ? 'in-project' : 'new'
  }
}
