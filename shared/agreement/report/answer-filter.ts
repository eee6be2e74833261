import type { AnnotatorId, BatchId } from '../../base/ids.ts'
import type { AnswerBook, BookAnswer, BookItem } from './answer-book.ts'
import { counts } from './answer-book.ts'

/** Whose answers to which items are looked at; parts that are absent ask nothing. */
export type AnswerFilter = {
  /** The item's first text is in this language. */
  language?: string
  batch?: BatchId
  /** Answers finished on these local days (yyyy-mm-dd), both ends included. */
  from?: string
  to?: string
  /** A column of the file that the items came from, and what stands in it. */
  column?: { name: string; value: string }
  taskVersion?: number
  /** Only these people's answers. */
  people?: readonly AnnotatorId[]
}

export function asksForFacts({ language, column }: AnswerFilter): boolean {
  return language !== undefined || column !== undefined
}

/**
 * The measured items of a book that a filter lets through, in the order of the project, with the answers that count and that it
 * lets through; items that have none left are not there.
 */
export function filteredItems(book: AnswerBook, filter: AnswerFilter): BookItem[] {
  const within = filter.batch === undefined ? null : (book.batches.get(filter.batch) ?? new Set())
  const asked = filter.people === undefined ? null : new Set(filter.people)
  const isAsked = book.people.map((person) => asked === null || asked.has(person))
  const items: BookItem[] = []
  for (const item of book.items.values()) {
    if (within !== null && !within.has(item.id)) continue
    if (book.training.has(item.id) || !fitsFacts(book, item, filter)) continue
    const answers = item.answers.map((answer, number) =>
      counts(answer) && isAsked[number] === true && fitsAnswer(answer, filter) ? answer : undefined,
    )
    if (answers.some((answer) => answer !== undefined)) items.push({ ...item, answers })
  }
  return items.sort((a, b) => a.order - b.order)
}

function fitsFacts(book: AnswerBook, item: BookItem, { language, column }: AnswerFilter): boolean {
  if (language === undefined && column === undefined) return true
  const facts = book.facts.get(item.id)
  if (facts === undefined) return false
  return (
    (language === undefined || facts.language === language) &&
    (column === undefined || facts.metadata[column.name] === column.value)
  )
}

function fitsAnswer({ day, taskVersion }: BookAnswer, filter: AnswerFilter): boolean {
  return (
    (filter.from === undefined || day >= filter.from) &&
    (filter.to === undefined || day <= filter.to) &&
    (filter.taskVersion === undefined || taskVersion === filter.taskVersion)
  )
}
