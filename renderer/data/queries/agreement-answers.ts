import { liveQuery } from 'dexie'
import {
  parseItemId,
  type AnnotatorId,
  type BatchId,
  type ItemId,
  type ProjectId,
  type WriterId,
} from '#shared/base/ids.ts'
import type { BookAnswer, BookFacts, BookSpan } from '#shared/agreement/report/answer-book.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { Annotation } from '#shared/domain/annotation.ts'
import { ANSWER_KINDS, type OperationKind } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import { erasedByChunk } from '../erasure/erased-items.ts'
import type { AnnotationRow, GoldRow, OperationRow } from '../rows.ts'
import { everyone } from './export-pages.ts'
import { allBatchStates, readChunks } from './queue-runs.ts'

/** Rows a read: the worker's other work has its turn between. */
const PAGE = 500

/** One person's answers to one item, as agreement takes them. */
export type AnswerRow = { itemId: ItemId; order: number; person: AnnotatorId; answer: BookAnswer }

export type ReadProgress = { read: number; all: number }

/** Everyone's begun and finished answers to a project's items, a page at a time, by person and order. */
export async function* allAnswers(data: DataContext, projectId: ProjectId): AsyncGenerator<AnswerRow[]> {
  for (const person of await everyone(data, projectId)) {
    for (let from: number | null = 0; from !== null;) {
      const rows: AnnotationRow[] = await data.db.annotations
        .where('[projectId+annotatorId+order]')
        .between([projectId, person, from], [projectId, person, Infinity])
        .limit(PAGE)
        .toArray()
      const last = rows.at(-1)
      from = last === undefined || rows.length < PAGE ? null : last.order + 1
      yield rows.map(answerRow)
    }
  }
}

/** Everyone's answers to the given items. */
export async function answersTo(data: DataContext, items: readonly ItemId[]): Promise<Map<ItemId, AnswerRow[]>> {
  const found = new Map<ItemId, AnswerRow[]>(items.map((id) => [id, []]))
  for (const id of items) {
    const rows = await data.db.annotations.where('[itemId+annotatorId]').between([id, ''], [id, '\uffff']).toArray()
    found.set(id, rows.map(answerRow))
  }
  return found
}

function answerRow(row: Annotation): AnswerRow {
  return { itemId: row.itemId, order: row.order, person: row.annotatorId, answer: bookAnswer(row) }
}

/** An annotation without its stamps, comments and texts. */
export function bookAnswer(row: Annotation): BookAnswer {
  const choices: Record<string, string[]> = {}
  for (const [question, { value }] of Object.entries(row.answers)) {
    if (Array.isArray(value)) choices[question] = value.map(String)
  }
  const spans: Record<string, BookSpan[]> = {}
  for (const [question, byId] of Object.entries(row.spans)) {
    spans[question] = Object.values(byId).flatMap(({ value }) =>
      value === null ? [] : [{ field: value.field, start: value.start, end: value.end, label: value.label }],
    )
  }
  const { status, activeMs, taskVersion } = row
  const flagged = row.flag?.value === true
  return { status, flagged, at: row.updatedAt, day: row.finishedDay, activeMs, taskVersion, choices, spans }
}

/** How far each writer's operations were read. */
export type Heads = Map<WriterId, number>

export type Changes = {
  /** Items somebody said something of. */
  items: Set<ItemId>
  /** Batches, imports, labels or erasures changed: more than answers has to be read anew. */
  structure: boolean
  gold: boolean
}

const STRUCTURE: readonly OperationKind[] = [
  'batch.set',
  'batch.plan',
  'assign.set',
  'import.remove',
  'chunk.add',
  'item.erase',
  'taskVersion.add',
]

/** Where the operations of a project end now. */
export async function headsOf(data: DataContext, projectId: ProjectId): Promise<Heads> {
  const heads: Heads = new Map()
  for (const id of await writersOf(data, projectId)) {
    const last = await data.db.operations.where('[writerId+seq]').between([id, 0], [id, Infinity]).last()
    heads.set(id, last?.seq ?? 0)
  }
  return heads
}

/** What was said since `heads`, which move on to the end. Reads new operations only. */
export async function changesSince(data: DataContext, projectId: ProjectId, heads: Heads): Promise<Changes> {
  const changes: Changes = { items: new Set(), structure: false, gold: false }
  for (const id of await writersOf(data, projectId)) {
    for (;;) {
      const seen = heads.get(id) ?? 0
      const rows = await data.db.operations
        .where('[writerId+seq]')
        .between([id, seen], [id, Infinity])
        .limit(PAGE)
        .toArray()
      // The last one read must still be there: operations that were taken out after a fork change what was counted.
      const known = seen === 0 || rows[0]?.seq === seen
      if (!known) changes.structure = true
      for (const row of known && seen > 0 ? rows.slice(1) : rows) note(changes, row)
      heads.set(id, rows.at(-1)?.seq ?? 0)
      if (rows.length < PAGE) break
    }
  }
  return changes
}

function note(changes: Changes, { kind, item }: OperationRow): void {
  if (ANSWER_KINDS.includes(kind) && parseItemId(item) !== null) changes.items.add(item as ItemId)
  else if (kind === 'gold.set') changes.gold = true
  else if (STRUCTURE.includes(kind)) changes.structure = true
}

async function writersOf(data: DataContext, projectId: ProjectId): Promise<WriterId[]> {
  const keys = await data.db.writers
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .primaryKeys()
  return keys as WriterId[]
}

/** Which items a project does not show: of undone imports, and erased ones. */
export async function hiddenTest(data: DataContext, projectId: ProjectId): Promise<(item: ItemId) => boolean> {
  const chunks = await readChunks(data, projectId)
  const shown = new Set<string>(chunks.filter((chunk) => !chunk.removed).map(({ id }) => id))
  const erased = await erasedByChunk(data.db, projectId)
  return (item) => {
    const place = parseItemId(item)
    return place === null || !shown.has(place.chunk) || erased.get(place.chunk)?.has(place.index) === true
  }
}

/** Items of each batch, whoever is given them, and by item who is given it and may still answer. */
export type Given = { batches: Map<BatchId, Set<ItemId>>; people: Map<ItemId, AnnotatorId[]> }

export async function givenItems(data: DataContext, projectId: ProjectId): Promise<Given> {
  const given: Given = { batches: new Map(), people: new Map() }
  for (const state of await allBatchStates(data, projectId)) {
    const items = itemsOf(state.items)
    const known = given.batches.get(state.batchId) ?? new Set<ItemId>()
    given.batches.set(state.batchId, known)
    for (const id of items) {
      known.add(id)
      if (state.closed === true) continue
      const people = given.people.get(id) ?? []
      if (!people.includes(state.annotatorId)) people.push(state.annotatorId)
      given.people.set(id, people)
    }
  }
  return given
}

/** Language, lengths and metadata of items, and how each begins. */
export type ItemFacts = BookFacts & { start: string }

const START_LETTERS = 120

export async function itemFacts(
  data: DataContext,
  fields: readonly string[],
  ids: readonly ItemId[],
): Promise<Map<ItemId, ItemFacts>> {
  const facts = new Map<ItemId, ItemFacts>()
  for (const item of await data.db.items.bulkGet([...ids])) {
    if (item === undefined) continue
    const first = item.texts[fields[0] ?? ''] ?? Object.values(item.texts)[0]
    const lengths = Object.fromEntries(Object.entries(item.texts).map(([field, { text }]) => [field, text.length]))
    facts.set(item.id, {
      language: first?.language ?? '',
      start: first?.text.slice(0, START_LETTERS) ?? '',
      lengths,
      metadata: item.metadata,
    })
  }
  return facts
}

/** Gold of a project, by item. */
export async function goldOf(data: DataContext, projectId: ProjectId): Promise<Map<ItemId, GoldRow>> {
  const rows = await data.db.gold.where('projectId').equals(projectId).toArray()
  return new Map(rows.map((row) => [row.itemId, row]))
}

/** Tells when an answer, a settled answer or a batch of a project changed, in any window. The function given back ends it. */
export function watchAnswers(data: DataContext, projectId: ProjectId, tell: () => void): () => void {
  let isFirst = true
  const subscription = liveQuery(() => answersSign(data, projectId)).subscribe(() => {
    // The state at the beginning is no change.
    if (!isFirst) tell()
    isFirst = false
  })
  return () => subscription.unsubscribe()
}

/** Something that is another after each of them. */
async function answersSign(data: DataContext, projectId: ProjectId): Promise<string> {
  const [state, counters, gold, states] = await Promise.all([
    data.db.syncState.get(projectId),
    data.db.counters.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).toArray(),
    data.db.gold.where('projectId').equals(projectId).primaryKeys(),
    data.db.batchStates.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).primaryKeys(),
  ])
  const last = counters.reduce((greatest, { lastAt }) => Math.max(greatest, lastAt), 0)
  return [state?.lamport, last, gold.length, states.length].join(' ')
}
