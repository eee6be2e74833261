import { parseItemId, type AnnotatorId, type ChunkId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import { emptyAnnotation } from '#shared/domain/annotation.ts'
import { emptyCounters, labelsHeld, weigh } from '../counters.ts'
import type { NishanDatabase } from '../db.ts'
import { erasedIn } from '../erasure/erased-items.ts'
import type { AnnotationRow, ChunkRow, CountersRow } from '../rows.ts'
import { batchWeight, weighBatch, type BatchWeight } from './batch-counts.ts'
import { keepComments } from './keep-comments.ts'

/**
 * Rows that one list of operations touches: read once, changed in memory, written together at
 * the end of the same transaction. Counters move by the difference of before and after.
 */
export class WorkingSet {
  /** Origins whose time was added, of operations that have no row yet. */
  readonly timed = new Set<string>()
  readonly #db: NishanDatabase
  readonly #projectId: ProjectId
  readonly #annotations = new Map<string, AnnotationRow>()
  /** As they were stored: what they weighed in their batch, and whom they had a comment for. */
  readonly #before = new Map<string, { weight: BatchWeight; commented: readonly string[] }>()
  readonly #counters = new Map<string, CountersRow>()
  readonly #chunks = new Map<string, ChunkRow | undefined>()
  /** Numbers of erased items, by chunk. */
  readonly #erased = new Map<string, Set<number>>()

  constructor(db: NishanDatabase, projectId: ProjectId) {
    this.#db = db
    this.#projectId = projectId
  }

  async chunk(id: string): Promise<ChunkRow | undefined> {
    if (!this.#chunks.has(id)) this.#chunks.set(id, await this.#db.chunks.get(id))
    return this.#chunks.get(id)
  }

  forgetChunk(id: string): void {
    this.#chunks.delete(id)
  }

  async isErased(itemId: string): Promise<boolean> {
    const place = itemId === '' ? null : parseItemId(itemId)
    return place !== null && (await this.erasedIn(place.chunk)).has(place.index)
  }

  /** How many of a chunk's items are erased. */
  async erasedWithin(chunk: ChunkId, items: number): Promise<number> {
    return [...(await this.erasedIn(chunk))].filter((index) => index < items).length
  }

  /** From now on; the caller keeps it. */
  markErased(itemId: ItemId): void {
    const place = parseItemId(itemId)
    if (place !== null) this.#erased.get(place.chunk)?.add(place.index)
  }

  /** Numbers of a chunk's items that are erased. */
  async erasedIn(chunk: ChunkId): Promise<Set<number>> {
    const known = this.#erased.get(chunk)
    if (known !== undefined) return known
    const read = await erasedIn(this.#db, chunk)
    this.#erased.set(chunk, read)
    return read
  }

  /** Deletes the annotations of an item; the counters lose their weight. What they weighed in batches is the caller's. */
  async dropItem(itemId: ItemId): Promise<void> {
    const stored = await this.#db.annotations
      .where('[itemId+annotatorId]')
      .between([itemId, ''], [itemId, '\uffff'])
      .primaryKeys()
    const here = [...this.#annotations.values()].filter((row) => row.itemId === itemId)
    const people = new Set([...stored.map(([, person]) => person), ...here.map(({ annotatorId }) => annotatorId)])
    for (const person of people) {
      await this.annotation(itemId, person as AnnotatorId)
      this.#annotations.delete(`${itemId} ${person}`)
    }
    await this.#db.annotations.bulkDelete(stored)
  }

  /** The annotation, made anew when absent. Its old weight is taken off the counters at once. */
  async annotation(itemId: ItemId, annotatorId: AnnotatorId): Promise<AnnotationRow> {
    const key = `${itemId} ${annotatorId}`
    const known = this.#annotations.get(key)
    if (known) return known
    const stored = await this.#db.annotations.get([itemId, annotatorId])
    const place = parseItemId(itemId)
    const chunk = place === null ? undefined : await this.chunk(place.chunk)
    const order = (chunk?.firstOrder ?? 0) + (place?.index ?? 0)
    if (stored && chunk?.removed !== true) {
      weigh(await this.counters(annotatorId), stored, labelsHeld(stored), -1)
    }
    this.#before.set(key, { weight: batchWeight(stored), commented: Object.keys(stored?.comments ?? {}) })
    const row = stored ?? emptyAnnotation({ itemId, annotatorId, projectId: this.#projectId, order })
    this.#annotations.set(key, row)
    return row
  }

  async counters(annotatorId: AnnotatorId | ''): Promise<CountersRow> {
    const known = this.#counters.get(annotatorId)
    if (known) return known
    const row =
      (await this.#db.counters.get([this.#projectId, annotatorId])) ?? emptyCounters(this.#projectId, annotatorId)
    this.#counters.set(annotatorId, row)
    return row
  }

  async flush(): Promise<void> {
    for (const row of this.#annotations.values()) {
      const chunk = await this.chunk(parseItemId(row.itemId)?.chunk ?? '')
      if (chunk?.removed !== true) weigh(await this.counters(row.annotatorId), row, labelsHeld(row), 1)
    }
    if (this.#annotations.size > 0) {
      await this.#moveInBatches()
      await keepComments(this.#db, [...this.#annotations.values()], (row) => this.#beforeOf(row).commented)
      await this.#db.annotations.bulkPut([...this.#annotations.values()])
    }
    if (this.#counters.size > 0) await this.#db.counters.bulkPut([...this.#counters.values()])
  }

  #beforeOf({ itemId, annotatorId }: AnnotationRow): { weight: BatchWeight; commented: readonly string[] } {
    return this.#before.get(`${itemId} ${annotatorId}`) ?? { weight: batchWeight(undefined), commented: [] }
  }

  /** Answers that were handed out move in the count of their batch. */
  async #moveInBatches(): Promise<void> {
    const moved = [...this.#annotations.values()].filter((row) => {
      const { weight } = this.#beforeOf(row)
      const now = batchWeight(row)
      return weight.status !== now.status || weight.flagged !== now.flagged
    })
    if (moved.length === 0) return
    const keys = moved.map(({ itemId, annotatorId }): [string, string] => [itemId, annotatorId])
    const assigned = await this.#db.assignments.bulkGet(keys)
    for (const [index, row] of moved.entries()) {
      const batchId = assigned[index]?.batchId
      if (batchId === undefined) continue
      const chunk = await this.chunk(parseItemId(row.itemId)?.chunk ?? '')
      if (chunk?.removed === true) continue
      const counters = await this.counters(row.annotatorId)
      weighBatch(counters, batchId, this.#beforeOf(row).weight, -1)
      weighBatch(counters, batchId, batchWeight(row), 1)
    }
  }
}
