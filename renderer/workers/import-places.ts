import { itemId, type ChunkId, type ItemId } from '#shared/base/ids.ts'
import { KeyNumbers } from './hash-set.ts'

/** Where the items of an import lie, by the keys of their rows: a few bytes an item, however many there are. */
export class ItemPlaces {
  readonly #numbers = new KeyNumbers()
  /** Chunks in their order, with the number of the first item of each. */
  readonly #chunks: { id: ChunkId; first: number }[] = []
  #items = 0

  /** Counts an item of the chunk that is being filled; '' = it is never asked for. */
  add(key: string, chunk: ChunkId) {
    if (this.#chunks.at(-1)?.id !== chunk) this.#chunks.push({ id: chunk, first: this.#items })
    if (key !== '') this.#numbers.set(key, this.#items)
    this.#items += 1
  }

  get(key: string): ItemId | undefined {
    const number = this.#numbers.get(key)
    if (number === undefined) return undefined
    const chunk = this.#chunks.findLast(({ first }) => first <= number)
    return chunk && itemId(chunk.id, number - chunk.first)
  }
}
