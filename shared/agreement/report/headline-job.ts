import type { Question } from '../../domain/question.ts'
import type { IntervalJob } from '../interval-job.ts'
import { selectRaters } from '../rating-table.ts'
import type { SpanDocument } from '../span-document.ts'
import { isShared, type AnswerBook, type BookItem } from './answer-book.ts'
import { measuredLabels, setRatings, singleRatings } from './choice-ratings.ts'
import { ratersOf } from './choice-report.ts'
import { markedLabels, spanDocuments } from './span-documents.ts'

/** The seed of intervals on screen: a reload shows the same. */
export const INTERVAL_SEED = 20_261
export const SCREEN_REPLICATES = 1_000

const NOMINAL = { name: 'nominal' } as const

/** What is drawn again for the headline's interval: shared items, each with all its answers. */
export function headlineJob(book: AnswerBook, question: Question, items: readonly BookItem[]): IntervalJob {
  if (question.kind === 'spans') {
    return { kind: 'span-f1', documents: sharedDocuments(book, question, items), choice: { match: 'exact' } }
  }
  const shared = items.filter(isShared)
  const { numbers } = ratersOf(book, shared)
  const labels = measuredLabels(question, items)
  const given = { items: shared, raters: book.people.length }
  if (!question.multiple) {
    const table = selectRaters(singleRatings(question, labels, given), numbers)
    return { kind: 'alpha', table, metric: NOMINAL }
  }
  return { kind: 'macro-label-alpha', table: setRatings(question, labels, given) }
}

/** The texts that two or more people have marked, or looked at without marking anything. */
export function sharedDocuments(
  book: AnswerBook,
  question: Extract<Question, { kind: 'spans' }>,
  items: readonly BookItem[],
): SpanDocument[] {
  const shared = items.filter(isShared)
  const { numbers } = ratersOf(book, shared)
  return spanDocuments(book, question, markedLabels(question, items), { items: shared, raters: numbers })
}
