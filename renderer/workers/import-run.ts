import { itemId, makeShortId, type ChunkId, type ImportId } from '#shared/base/ids.ts'
import { MAX_CHUNK_BYTES, MAX_CHUNK_ITEMS, type ImportValue } from '#shared/domain/chunk.ts'
import type { BlobItem } from '#shared/domain/item.ts'
import { rowError } from '#shared/formats/row-error.ts'
import { toBlobItem, type ReadRow } from '#shared/formats/row-to-item.ts'
import {
  newImportId,
  nextOrder,
  prepareChunk,
  recordChunk,
  setImport,
  type PreparedChunk,
} from '#renderer/data/commands/import-items.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import { AnswerWriter, asSuggestions, type PendingAnswer } from './import-answers.ts'
import { addRejected, type ImportOptions } from './import-check.ts'
import { importFailureOf } from './import-failure.ts'
import { KNOWN_AT_ONCE, KnownTexts } from './import-known.ts'
import { ItemPlaces } from './import-places.ts'
import { ProgressClock } from './import-progress.ts'
import type { ImportPlan, ImportResult } from './import-protocol.ts'
import { turn } from './turn.ts'
import { RowSorter, type RowFate } from './import-rows.ts'
import { readSource, totalBytes, type SourcePart } from './import-source.ts'

/** Rows worked on before the store's events have their turn: a chunk that waits for one is never held up for long. */
const ROWS_IN_TURN = 32

/** Answers that wait to be written: more are not held, though no new text comes. */
const MAX_WAITING_ANSWERS = 1_000

/** A chunk that is being filled. Its id is given at once, so that answers know their items. */
type OpenChunk = {
  id: ChunkId
  lines: BlobItem[]
  bytes: number
  answers: PendingAnswer[]
  /** Texts of earlier imports among those that the answers are for. */
  known: number
}

/** Rough size of an item's line in a blob: UTF-8 of Arabic script is two bytes a letter. */
function lineBytes(row: ReadRow): number {
  const metadata = Object.values(row.metadata).reduce((sum, value) => sum + value.length * 3, 0)
  return row.texts.reduce((sum, { text }) => sum + text.length * 3, 300 + metadata)
}

class ImportRun {
  readonly importId: ImportId
  readonly #data: DataContext
  readonly #plan: ImportPlan
  readonly #sorter: RowSorter
  readonly #writer: AnswerWriter
  readonly #known: KnownTexts
  readonly #places = new ItemPlaces()
  /** Rows whose texts are here already: looked up many at a time. */
  #waiting: ReadRow[] = []
  readonly rejected: ImportResult['rejected'] = { count: 0, listed: [] }
  #chunk: OpenChunk
  /** The last chunk handed to the store: resolves when it and all before it are there. */
  #storing: Promise<void> = Promise.resolve()
  /** The chunk before that one. */
  #earlier: Promise<void> = Promise.resolve()
  #order = 0
  rows = 0
  /** Items of chunks that are stored for good. */
  items = 0
  /** Texts of earlier imports whose answers are stored. */
  known = 0
  duplicates = 0

  constructor(data: DataContext, plan: ImportPlan, projectKeys: Iterable<string>) {
    this.#data = data
    this.#plan = plan
    this.importId = newImportId(data)
    this.#sorter = new RowSorter(plan, projectKeys)
    this.#writer = new AnswerWriter(data, plan)
    this.#known = new KnownTexts(data, plan)
    this.#chunk = this.#newChunk()
  }

  get answers(): number {
    return this.#writer.count
  }

  async begin(value: ImportValue): Promise<void> {
    this.#order = await nextOrder(this.#data, this.#plan.who.projectId)
    await setImport(this.#data, this.#plan.who, this.importId, value)
  }

  async take(part: SourcePart): Promise<void> {
    addRejected(this.rejected, part.file, part.errors)
    this.rows += part.errors.length
    const person = this.#plan.annotatorNames[part.place] ?? ''
    for (const source of part.rows) {
      this.rows += 1
      if (this.rows % ROWS_IN_TURN === 0) await turn()
      const fate = this.#sorter.sort(source, person)
      if (fate.kind === 'rejected') addRejected(this.rejected, part.file, fate.errors)
      else if (fate.kind === 'duplicate') this.duplicates += 1
      else if (fate.kind === 'item') await this.#addItem(fate)
      else if (fate.kind === 'known') await this.#wait(fate.row)
      else await this.#addAnswers(fate, part.file)
    }
    await this.#addKnown()
  }

  /** Stores what is left; after it `items` counts every item that was taken. */
  async finish(): Promise<void> {
    if (this.#chunk.lines.length > 0 || this.#chunk.answers.length > 0) this.#store(this.#prepare())
    await this.#storing
  }

  /** Waits for the chunk in work, so that a cancelled import leaves whole chunks. */
  async settle(): Promise<void> {
    await this.#storing
  }

  async #addItem({ row, key }: Extract<RowFate, { kind: 'item' }>): Promise<void> {
    const bytes = lineBytes(row)
    const full = this.#chunk.lines.length >= MAX_CHUNK_ITEMS || this.#chunk.bytes + bytes > MAX_CHUNK_BYTES
    if (full && this.#chunk.lines.length > 0) {
      const prepared = this.#prepare()
      // One chunk is recorded while the next one's blob is written and a third is read: no more, so that memory stays flat.
      await this.#earlier
      this.#store(prepared)
    }
    const chunk = this.#chunk
    const id = itemId(chunk.id, chunk.lines.length)
    this.#places.add(key, chunk.id)
    chunk.lines.push(toBlobItem(row, asSuggestions(this.#suggestionsOf(row))))
    chunk.bytes += bytes
    for (const answer of this.#answersOf(row)) chunk.answers.push({ itemId: id, answer })
  }

  async #wait(row: ReadRow): Promise<void> {
    this.#waiting.push(row)
    if (this.#waiting.length >= KNOWN_AT_ONCE) await this.#addKnown()
  }

  /** Gives the rows that wait to the items they mean; what brings nothing new is a duplicate. */
  async #addKnown(): Promise<void> {
    const rows = this.#waiting
    this.#waiting = []
    for (const { itemId: id, answers, firstOfText } of await this.#known.look(rows)) {
      if (id === null || answers.length === 0) this.duplicates += 1
      else for (const answer of answers) this.#chunk.answers.push({ itemId: id, answer })
      if (firstOfText) this.#chunk.known += 1
    }
    await this.#flushAnswers()
  }

  /** Writes the answers that wait, and the texts before them, when there are many. */
  async #flushAnswers(): Promise<void> {
    if (this.#chunk.answers.length < MAX_WAITING_ANSWERS) return
    const prepared = this.#prepare()
    await this.#earlier
    this.#store(prepared)
  }

  async #addAnswers({ row, key }: Extract<RowFate, { kind: 'more-answers' }>, file: string): Promise<void> {
    const id = this.#places.get(key)
    if (id === undefined) return
    for (const answer of this.#answersOf(row)) this.#chunk.answers.push({ itemId: id, answer })
    const suggestions = asSuggestions(this.#suggestionsOf(row))
    if (suggestions.length === 0) {
      await this.#flushAnswers()
      return
    }
    const line = this.#chunk.lines.find((_line, place) => itemId(this.#chunk.id, place) === id)
    // A stored item never changes, so a suggestion for it cannot be added any more.
    if (line) line.suggestions.push(...suggestions)
    else addRejected(this.rejected, file, [rowError(row.sourceRow, '', 'answer-too-late', row.texts[0]?.text ?? '')])
  }

  #suggestionsOf(row: ReadRow) {
    return this.#plan.answersAs === 'suggestion' ? row.answers : row.answers.filter(({ kind }) => kind === 'suggestion')
  }

  #answersOf(row: ReadRow) {
    return this.#plan.answersAs === 'suggestion' ? [] : row.answers.filter(({ kind }) => kind === 'answer')
  }

  #newChunk(): OpenChunk {
    return { id: makeShortId<ChunkId>(this.#data.random), lines: [], bytes: 0, answers: [], known: 0 }
  }

  /** Begins to write the blob of the chunk that was filled; null when it holds only answers. */
  #prepare(): Promise<PreparedChunk> | null {
    if (this.#chunk.lines.length === 0) return null
    const prepared = prepareChunk(this.#data, this.#chunk.lines)
    // Met at a later await of #storing; until then it must not count as unhandled.
    prepared.catch(() => undefined)
    return prepared
  }

  #store(prepared: Promise<PreparedChunk> | null) {
    const chunk = this.#chunk
    const firstOrder = this.#order
    this.#order += chunk.lines.length
    this.#chunk = this.#newChunk()
    this.#earlier = this.#storing
    this.#storing = this.#record(chunk, firstOrder, { prepared, earlier: this.#earlier })
    this.#storing.catch(() => undefined)
  }

  /** Chunks are recorded in their order; after a failed one none follows. */
  async #record(
    chunk: OpenChunk,
    firstOrder: number,
    { prepared, earlier }: { prepared: Promise<PreparedChunk> | null; earlier: Promise<void> },
  ): Promise<void> {
    await earlier
    if (prepared !== null) {
      const place = { importId: this.importId, firstOrder }
      await recordChunk(this.#data, this.#plan.who, place, { ...(await prepared), id: chunk.id })
      this.items += chunk.lines.length
    }
    await this.#writer.write(chunk.answers)
    this.known += chunk.known
  }
}

/** Reads, turns into items and stores, chunk by chunk. Always ends with a record of what was kept. */
export async function runImport(data: DataContext, plan: ImportPlan, options: ImportOptions): Promise<ImportResult> {
  const run = new ImportRun(data, plan, options.projectKeys)
  const name =
    plan.files.length === 1 ? (plan.files[0]?.name ?? '') : `${plan.files[0]?.name ?? ''} +${plan.files.length - 1}`
  const record = { fileName: name, startedAt: data.clock.now() }
  await run.begin({ ...record, state: 'running', items: 0, rejected: 0, duplicates: 0 })
  const clock = new ProgressClock(totalBytes(plan.files), options.onProgress)
  let state: ImportResult['state'] = 'done'
  let failure: ImportResult['failure'] = null
  try {
    for await (const part of readSource(plan.files, plan.settings, options.signal)) {
      await run.take(part)
      clock.report(run.rows, run.items, part.bytes)
      if (options.signal.aborted) break
    }
    if (options.signal.aborted) {
      state = 'cancelled'
      await run.settle()
    } else await run.finish()
  } catch (error) {
    state = 'failed'
    failure = importFailureOf(error).failure
    await run.settle().catch(() => undefined)
  }
  const { items, rejected, duplicates, known } = run
  const counts = { items, rejected: rejected.count, duplicates, ...(known > 0 && { answered: known }) }
  await setImport(data, plan.who, run.importId, { ...record, state, ...counts })
  return { importId: run.importId, state, failure, items, answers: run.answers, known, duplicates, rejected }
}
