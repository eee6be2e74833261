import { assert, defined } from '#shared/base/assert.ts'
import { parseItemId, type AnnotatorId, type ChunkId, type ItemId, type ProjectId } from '#shared/base/ids.ts'
import { emptyAnnotation } from '#shared/domain/annotation.ts'
import { emptyCounters, labelsHeld, weigh } from '../counters.ts'
import type { NishanDatabase } from '../db.ts'
import { erasedIn } from '../erasure/erased-items.ts'
import type { AnnotationRow, ChunkRow, CountersRow } from '../rows.ts'
import { batchWeight, weighBatch, type BatchWeight } from './batch-counts.ts'
import { keepComments } from './keep-comments.ts'

type AnnotationKey = { itemId: ItemId; annotatorId: AnnotatorId }

const chunkOf = ({ itemId }: AnnotationRow) => parseItemId(itemId)?.chunk ?? ''

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
    await this.loadChunks([id])
    return this.#chunks.get(id)
  }

  /** Reads the chunks that are not known yet, all at once. */
  async loadChunks(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#chunks.has(id))
    if (missing.length === 0) return
    const rows = await this.#db.chunks.bulkGet(missing)
    for (const [index, id] of missing.entries()) this.#chunks.set(id, rows[index])
  }

  /** One that was loaded; undefined where there is none. */
  loadedChunk(id: string): ChunkRow | undefined {
    assert(this.#chunks.has(id), 'the chunk was loaded')
    return this.#chunks.get(id)
  }

  forgetChunk(id: string): void {
    this.#chunks.delete(id)
  }

  async isErased(itemId: string): Promise<boolean> {
    await this.loadErasures([itemId])
    return this.isKnownErased(itemId)
  }

  /** Reads which items of the chunks of these items are erased, where that is not known yet. */
  async loadErasures(itemIds: Iterable<string>): Promise<void> {
    const chunks = new Set<ChunkId>()
    for (const itemId of itemIds) {
      const place = itemId === '' ? null : parseItemId(itemId)
      if (place !== null) chunks.add(place.chunk)
    }
    for (const chunk of chunks) if (!this.#erased.has(chunk)) await this.erasedIn(chunk)
  }

  /** Of an item whose chunk's erasures were loaded. */
  isKnownErased(itemId: string): boolean {
    const place = itemId === '' ? null : parseItemId(itemId)
    return place !== null && defined(this.#erased.get(place.chunk), 'erasures that were loaded').has(place.index)
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
    await this.loadAnnotations([...people].map((person) => ({ itemId, annotatorId: person as AnnotatorId })))
    for (const person of people) this.#annotations.delete(`${itemId} ${person}`)
    await this.#db.annotations.bulkDelete(stored)
  }

  /** The annotation, made anew when absent. Its old weight is taken off the counters at once. */
  async annotation(itemId: ItemId, annotatorId: AnnotatorId): Promise<AnnotationRow> {
    await this.loadAnnotations([{ itemId, annotatorId }])
    return this.loadedAnnotation(itemId, annotatorId)
  }

  /**
   * Reads annotations, their chunks and their people's counters, all at once. What is loaded is then looked at without waiting:
   * a transaction of the database ends by itself while too much is waited for that is not the database.
   */
  async loadAnnotations(keys: readonly AnnotationKey[]): Promise<void> {
    const missing = new Map<string, AnnotationKey>()
    for (const key of keys) {
      const name = `${key.itemId} ${key.annotatorId}`
      if (!this.#annotations.has(name)) missing.set(name, key)
    }
    await this.loadCounters(keys.map(({ annotatorId }) => annotatorId))
    if (missing.size === 0) return
    const wanted = [...missing]
    await this.loadChunks(wanted.map(([, { itemId }]) => parseItemId(itemId)?.chunk ?? ''))
    const rows = await this.#db.annotations.bulkGet(
      wanted.map(([, { itemId, annotatorId }]): [string, string] => [itemId, annotatorId]),
    )
    for (const [index, [name, key]] of wanted.entries()) this.#take(name, key, rows[index])
  }

  #take(name: string, { itemId, annotatorId }: AnnotationKey, stored: AnnotationRow | undefined): void {
    const place = parseItemId(itemId)
    const chunk = this.#chunks.get(place?.chunk ?? '')
    const order = (chunk?.firstOrder ?? 0) + (place?.index ?? 0)
    if (stored && chunk?.removed !== true) weigh(this.loadedCounters(annotatorId), stored, labelsHeld(stored), -1)
    this.#before.set(name, { weight: batchWeight(stored), commented: Object.keys(stored?.comments ?? {}) })
    this.#annotations.set(name, stored ?? emptyAnnotation({ itemId, annotatorId, projectId: this.#projectId, order }))
  }

  /** One that was loaded. */
  loadedAnnotation(itemId: ItemId, annotatorId: AnnotatorId): AnnotationRow {
    return defined(this.#annotations.get(`${itemId} ${annotatorId}`), 'an annotation that was loaded')
  }

  async counters(annotatorId: AnnotatorId | ''): Promise<CountersRow> {
    await this.loadCounters([annotatorId])
    return this.loadedCounters(annotatorId)
  }

  /** Reads the counters that are not known yet, all at once. */
  async loadCounters(annotatorIds: Iterable<AnnotatorId | ''>): Promise<void> {
    const missing = [...new Set(annotatorIds)].filter((id) => !this.#counters.has(id))
    if (missing.length === 0) return
    const rows = await this.#db.counters.bulkGet(missing.map((id): [string, string] => [this.#projectId, id]))
    for (const [index, id] of missing.entries()) {
      this.#counters.set(id, rows[index] ?? emptyCounters(this.#projectId, id))
    }
  }

  /** Those that were loaded. */
  loadedCounters(annotatorId: AnnotatorId | ''): CountersRow {
    return defined(this.#counters.get(annotatorId), 'counters that were loaded')
  }

  async flush(): Promise<void> {
    const rows = [...this.#annotations.values()]
    await this.loadChunks(rows.map(chunkOf))
    for (const row of rows) {
      if (this.loadedChunk(chunkOf(row))?.removed !== true) {
        weigh(this.loadedCounters(row.annotatorId), row, labelsHeld(row), 1)
      }
    }
    if (rows.length > 0) {
      await this.#moveInBatches()
      await keepComments(this.#db, rows, (row) => this.#beforeOf(row).commented)
      await this.#db.annotations.bulkPut(rows)
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
      if (this.loadedChunk(chunkOf(row))?.removed === true) continue
      const counters = this.loadedCounters(row.annotatorId)
      weighBatch(counters, batchId, this.#beforeOf(row).weight, -1)
      weighBatch(counters, batchId, batchWeight(row), 1)
    }
  }
}
