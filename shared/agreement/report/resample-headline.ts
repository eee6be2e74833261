import type { Question } from '../../domain/question.ts'
import type { Resampled } from '../bootstrap.ts'
import { meanOfDefined } from '../mean-of-defined.ts'
import { selectRaters } from '../rating-table.ts'
import { resampleAlpha } from '../resample-alpha.ts'
import { resampleSpanF1 } from '../resample-spans.ts'
import { labelPresence } from '../set-table.ts'
import { isShared, type AnswerBook, type BookItem } from './answer-book.ts'
import { measuredLabels, setRatings, singleRatings } from './choice-ratings.ts'
import { ratersOf } from './choice-report.ts'
import { markedLabels, spanDocuments } from './span-documents.ts'

/** The seed of intervals on screen: a reload shows the same. */
export const INTERVAL_SEED = 20_261
export const SCREEN_REPLICATES = 1_000

const NOMINAL = { name: 'nominal' } as const

/** The headline of a question on shared items drawn again, each with all its answers. */
export function resampleHeadline(book: AnswerBook, question: Question, items: readonly BookItem[]): Resampled {
  const shared = items.filter(isShared)
  const { numbers } = ratersOf(book, shared)
  const given = { items: shared, raters: book.people.length }
  if (question.kind === 'spans') {
    const labels = markedLabels(question, items)
    return resampleSpanF1(spanDocuments(book, question, labels, { items: shared, raters: numbers }), { match: 'exact' })
  }
  const labels = measuredLabels(question, items)
  if (!question.multiple) {
    return resampleAlpha(selectRaters(singleRatings(question, labels, given), numbers), NOMINAL)
  }
  const sets = setRatings(question, labels, given)
  const each = labels.map((_, label) => resampleAlpha(labelPresence(sets, label), NOMINAL))
  return {
    units: shared.length,
    statistic: (draws) =>
      meanOfDefined(
        each.map(({ statistic }) => statistic(draws)),
        'no-variation',
      ),
  }
}
