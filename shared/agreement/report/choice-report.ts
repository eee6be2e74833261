import type { AnnotatorId } from '../../base/ids.ts'
import type { ChoiceQuestion } from '../../domain/question.ts'
import { alphaStandardError } from '../alpha-standard-error.ts'
import { brennanPrediger } from '../brennan-prediger.ts'
import { cohenKappa } from '../cohen-kappa.ts'
import { congerKappa } from '../conger-kappa.ts'
import { fleissKappa } from '../fleiss-kappa.ts'
import { gwetAc } from '../gwet-ac.ts'
import { krippendorffAlpha } from '../krippendorff-alpha.ts'
import { lightKappa } from '../light-kappa.ts'
import { meanOfDefined } from '../mean-of-defined.ts'
import type { Measured } from '../measured.ts'
import { multiValuedAlpha } from '../multi-valued-alpha.ts'
import { observedAgreement, pooledAgreement, unanimousShare, valueWeightedAgreement } from '../observed-agreement.ts'
import { raterPairs } from '../rater-pairs.ts'
import { selectRaters, type RatingTable } from '../rating-table.ts'
import { scottPi } from '../scott-pi.ts'
import { exactSetAgreement, macroLabelAlpha, meanJaccard, setAlpha } from '../set-agreement.ts'
import type { SetTable } from '../set-table.ts'
import type { AnswerBook, BookItem } from './answer-book.ts'
import { measuredLabels, setRatings, singleRatings } from './choice-ratings.ts'
import { setConfusion, singleConfusion } from './confusion.ts'
import { setLabelLines, singleLabelLines } from './label-lines.ts'
import { rangeOf } from './linear-range.ts'
import { personLines } from './person-lines.ts'
import type { NamedMeasure, PairLine, QuestionReport } from './question-report.ts'
import { batchTrend, dayTrend, type Headline } from './trend.ts'
import { warningsOf } from './warnings.ts'

const NOMINAL = { name: 'nominal' } as const

/** People who answered, as the tables' raters. */
export type Raters = { people: readonly AnnotatorId[]; numbers: readonly number[] }

/** Those of a book who have an answer among the items. */
export function ratersOf(book: AnswerBook, items: readonly BookItem[]): Raters {
  const numbers = book.people.flatMap((_, number) =>
    items.some(({ answers }) => answers[number] !== undefined) ? [number] : [],
  )
  return { numbers, people: numbers.flatMap((number) => book.people[number] ?? []) }
}

/** Figures of a question with one label an item. Headline: Krippendorff α, nominal. */
export function singleChoiceReport(
  book: AnswerBook,
  question: ChoiceQuestion,
  items: readonly BookItem[],
): QuestionReport {
  const raters = ratersOf(book, items)
  const labels = measuredLabels(question, items)
  const tableOf = (some: readonly BookItem[]) =>
    selectRaters(singleRatings(question, labels, { items: some, raters: book.people.length }), raters.numbers)
  const table = tableOf(items)
  const alpha = krippendorffAlpha(table, NOMINAL)
  const headline: Headline = (some) => alphaWithRange(tableOf(some))
  const ac1 = gwetAc(table)
  return finished({
    question: question.id,
    kind: 'single',
    people: [...raters.people],
    shared: sharedOf(table),
    answers: answersIn(table),
    headline: { id: 'alpha-nominal', value: plain(alpha) },
    observed: valueWeightedAgreement(table),
    chance: alpha.expectedDisagreement === null ? null : 1 - alpha.expectedDisagreement,
    beside: [named('ac1', ac1)],
    more: [
      named('observed', observedAgreement(table)),
      named('observed-pooled', pooledAgreement(table)),
      named('observed-values', valueWeightedAgreement(table)),
      named('unanimous', unanimousShare(table)),
      named('fleiss', fleissKappa(table)),
      named('conger', congerKappa(table)),
      ...(raters.people.length === 2
        ? [named('cohen', cohenKappa(table)), named('scott', scottPi(table))]
        : [named('light', lightKappa(table))]),
      named('brennan-prediger', brennanPrediger(table)),
    ],
    labels: singleLabelLines(table, labels),
    pairs: pairLines(raters.people, table, (pair) => plain(cohenKappa(pair))),
    persons: personLines({
      table,
      people: raters.people,
      labels,
      labelsOf: (code) => [code],
      headline: (some) => plain(krippendorffAlpha(some, NOMINAL)),
    }),
    confusion: singleConfusion(table, labels),
    batches: batchTrend(book, items, headline),
    days: dayTrend(items, headline),
    warnings: [],
    spanDifferences: null,
  })
}

/** Figures of a question with any number of labels an item. Headline: the mean of the labels' own α. */
export function multipleChoiceReport(
  book: AnswerBook,
  question: ChoiceQuestion,
  items: readonly BookItem[],
): QuestionReport {
  const raters = ratersOf(book, items)
  const labels = measuredLabels(question, items)
  const tableOf = (some: readonly BookItem[]): SetTable => {
    const all = setRatings(question, labels, { items: some, raters: book.people.length })
    return { ...all, ...selectRaters(all, raters.numbers) }
  }
  const table = tableOf(items)
  const lines = setLabelLines(table, labels)
  const headline: Headline = (some) => ({ value: macroLabelAlpha(tableOf(some)), range: null })
  return finished({
    question: question.id,
    kind: 'multiple',
    people: [...raters.people],
    shared: sharedOf(table),
    answers: answersIn(table),
    headline: { id: 'label-alpha-mean', value: macroLabelAlpha(table) },
    observed: plain(exactSetAgreement(table)),
    chance: null,
    beside: [
      named('mean-jaccard', meanJaccard(table)),
      named(
        'ac1',
        meanOfDefined(
          lines.map(({ ac1 }) => ac1),
          'no-variation',
        ),
      ),
    ],
    more: [
      named('alpha-masi', setAlpha(table, 'masi')),
      named('alpha-jaccard', setAlpha(table, 'jaccard')),
      named('alpha-dice', setAlpha(table, 'dice')),
      named('exact-sets', exactSetAgreement(table)),
      named('mv-alpha', multiValuedAlpha(table)),
    ],
    labels: lines,
    pairs: pairLines(raters.people, table, (pair) => setAlpha({ ...table, ...pair }, 'masi')),
    persons: personLines({
      table,
      people: raters.people,
      labels,
      labelsOf: (code) => table.sets[code] ?? [],
      headline: macroLabelAlpha,
    }),
    confusion: setConfusion(table, labels),
    batches: batchTrend(book, items, headline),
    days: dayTrend(items, headline),
    warnings: [],
    spanDifferences: null,
  })
}

function finished(report: QuestionReport): QuestionReport {
  return { ...report, warnings: warningsOf(report) }
}

function alphaWithRange(table: RatingTable) {
  const alpha = plain(krippendorffAlpha(table, NOMINAL))
  if (alpha.value === null) return { value: alpha, range: null }
  const se = alphaStandardError(table).value
  return { value: alpha, range: rangeOf({ value: alpha.value, se }, sharedOf(table), [-1, 1]) }
}

/** A grid of pairs: each with the items that both rated. */
function pairLines(
  people: readonly AnnotatorId[],
  table: RatingTable,
  measure: (pair: RatingTable) => Measured,
): PairLine[] {
  return raterPairs(people.length).map(([one, other]): PairLine => {
    const pair = selectRaters(table, [one, other])
    return {
      people: [people[one] as AnnotatorId, people[other] as AnnotatorId],
      shared: sharedOf(pair),
      value: measure(pair),
      observed: plain(observedAgreement(pair)),
    }
  })
}

function sharedOf({ raters, items, codes }: RatingTable): number {
  let shared = 0
  for (let item = 0; item < items; item += 1) {
    let given = 0
    for (let at = item * raters; at < (item + 1) * raters; at += 1) if ((codes[at] ?? -1) >= 0) given += 1
    if (given > 1) shared += 1
  }
  return shared
}

function answersIn({ codes }: RatingTable): number {
  let given = 0
  for (const code of codes) if (code >= 0) given += 1
  return given
}

function named(id: NamedMeasure['id'], measured: Measured): NamedMeasure {
  return { id, value: plain(measured) }
}

/** Without errors and parts: what is told of a measure. */
function plain(measured: Measured): Measured {
  return measured.value === null ? { value: null, reason: measured.reason } : { value: measured.value }
}
