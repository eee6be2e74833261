import type { AnnotatorId, BatchId, ItemId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { Annotation } from '#shared/domain/annotation.ts'
import type { Item } from '#shared/domain/item.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import type { AnnotationRow } from '../rows.ts'

/** One item of a person with what they answered and what was written to them about it. */
export type PersonAnswer = {
  item: Item
  annotation: Annotation
  comments: { from: AnnotatorId; text: string; at: number }[]
}
/** A page, and where the next one begins; null at the end. */
export type AnswerPage = { answers: PersonAnswer[]; next: number | null }
export type AnswersAsked = {
  /** Null = everything the person answered. */
  batchId: BatchId | null
  /** Null = from the beginning, otherwise `next` of the page before. */
  from: number | null
  count: number
}

/** Rows looked at together: some have nothing to show. */
const STEP = 200

/** What a person has answered, in order, a page by key. For leads, on whose laptops everyone's answers are. */
export async function personAnswers(data: DataContext, person: Who, asked: AnswersAsked): Promise<AnswerPage> {
  const answers: PersonAnswer[] = []
  const source = asked.batchId === null ? byOrder(data, person) : await byBatch(data, person, asked.batchId)
  for (let at: number | null = asked.from ?? 0; at !== null;) {
    const part = await source(at)
    const shown = part.rows.filter(({ row }) => hasSomething(row))
    for (const [index, answer] of (await withTexts(data, person.annotatorId, shown)).entries()) {
      if (answer !== null) answers.push(answer)
      const place = shown[index]?.place ?? 0
      if (answers.length === asked.count) return { answers, next: place + 1 }
    }
    at = part.next
  }
  return { answers, next: null }
}

type Placed = { place: number; row: AnnotationRow }
type Part = { rows: Placed[]; next: number | null }

function byOrder(data: DataContext, { projectId, annotatorId }: Who) {
  return async (from: number): Promise<Part> => {
    const rows = await data.db.annotations
      .where('[projectId+annotatorId+order]')
      .between([projectId, annotatorId, from], [projectId, annotatorId, Infinity])
      .limit(STEP)
      .toArray()
    const last = rows.length < STEP ? undefined : rows.at(-1)
    return { rows: rows.map((row) => ({ place: row.order, row })), next: last === undefined ? null : last.order + 1 }
  }
}

async function byBatch(data: DataContext, { annotatorId }: Who, batchId: BatchId) {
  const state = await data.db.batchStates.get([batchId, annotatorId])
  const ids = itemsOf(state?.items ?? [])
  return async (from: number): Promise<Part> => {
    const keys = ids.slice(from, from + STEP).map((id): [string, string] => [id, annotatorId])
    const rows = (await data.db.annotations.bulkGet(keys)).flatMap((row, index) =>
      row === undefined ? [] : [{ place: from + index, row }],
    )
    return { rows, next: from + STEP < ids.length ? from + STEP : null }
  }
}

/** Begun, finished, flagged or commented: more than a row that others' comments or time alone made. */
function hasSomething({ status, flag, comments, answers, spans }: AnnotationRow): boolean {
  if (status !== 'open' || flag?.value === true || (comments['']?.value ?? '') !== '') return true
  return [answers, ...Object.values(spans)].some((registers) =>
    Object.values(registers).some(({ value }) => value !== null),
  )
}

/** Null for an item that is not here or was hidden with its import. */
async function withTexts(
  data: DataContext,
  person: AnnotatorId,
  rows: readonly Placed[],
): Promise<(PersonAnswer | null)[]> {
  const items = await data.db.items.bulkGet(rows.map(({ row }) => row.itemId))
  const chunks = await data.db.chunks.bulkGet([...new Set(rows.map(({ row }) => chunkOf(row.itemId)))])
  const hidden = new Set(chunks.flatMap((chunk) => (chunk?.removed === true ? [chunk.id as string] : [])))
  return Promise.all(
    rows.map(async ({ row }, index): Promise<PersonAnswer | null> => {
      const item = items[index]
      if (item === undefined || hidden.has(chunkOf(row.itemId))) return null
      const comments = await data.db.comments
        .where('[itemId+toId+fromId]')
        .between([row.itemId, person, ''], [row.itemId, person, '\uffff'])
        .toArray()
      return { item, annotation: row, comments: comments.map(({ fromId, text, at }) => ({ from: fromId, text, at })) }
    }),
  )
}

function chunkOf(id: ItemId): string {
  return id.slice(0, id.lastIndexOf(':'))
}
