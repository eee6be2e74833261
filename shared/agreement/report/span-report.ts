import type { AnnotatorId, LabelId } from '../../base/ids.ts'
import type { SpansQuestion } from '../../domain/question.ts'
import { characterAlpha } from '../character-alpha.ts'
import { unmeasured, type Measured } from '../measured.ts'
import { raterPairs } from '../rater-pairs.ts'
import { ratersOf as columnsOf, type RatedSpan, type SpanDocument } from '../span-document.ts'
import { documentMatches, meanPairwiseSpanF1, pairSpanF1 } from '../span-f1.ts'
import { unitizingAlpha } from '../unitizing-alpha.ts'
import { isShared, type AnswerBook, type BookItem } from './answer-book.ts'
import { ratersOf } from './choice-report.ts'
import { ConfusionCounts } from './confusion.ts'
import { rangeOf, ratioOf } from './linear-range.ts'
import type { LabelLine, NamedMeasure, PairLine, PersonLine, QuestionReport } from './question-report.ts'
import { markedLabels, spanDocuments } from './span-documents.ts'
import { batchTrend, dayTrend, type Headline } from './trend.ts'
import { warningsOf } from './warnings.ts'

const EXACT = { match: 'exact' } as const

/** Figures of a question whose answers are marks in texts. Headline: mean exact F1 of the pairs of people. */
export function spanReport(book: AnswerBook, question: SpansQuestion, items: readonly BookItem[]): QuestionReport {
  const { people, numbers } = ratersOf(book, items)
  const labels = markedLabels(question, items)
  const documentsOf = (some: readonly BookItem[]) =>
    spanDocuments(book, question, labels, { items: some, raters: numbers })
  const documents = documentsOf(items)
  const f1 = meanPairwiseSpanF1(documents, EXACT)
  const headline: Headline = (some) => f1WithRange(documentsOf(some))
  const { confusion, differences } = meetingsIn(documents, labels)
  const report: Omit<QuestionReport, 'warnings'> = {
    question: question.id,
    kind: 'spans',
    people: [...people],
    shared: items.filter(isShared).length,
    answers: items.reduce((sum, { answers }) => sum + answers.filter((answer) => answer !== undefined).length, 0),
    headline: { id: 'f1-exact', value: f1 },
    observed: f1,
    chance: null,
    beside: [
      { id: 'f1-overlap', value: meanPairwiseSpanF1(documents, { match: 'overlap' }) },
      chanceCorrected(documents, labels.length),
    ],
    more: [
      { id: 'f1-unlabeled', value: meanPairwiseSpanF1(documents, { match: 'boundaries' }) },
      { id: 'f1-iou50', value: meanPairwiseSpanF1(documents, { match: 'iou50' }) },
      { id: 'f1-characters', value: meanPairwiseSpanF1(documents, { match: 'characters' }) },
      ...unitizing(documents, labels.length),
    ],
    labels: labels.map((label, place) => labelLine(documents, label, place)),
    pairs: pairLines(people, documents),
    persons: people.map((person, place) =>
      personLine(person, { documents, place, labels, items, number: numbers[place] ?? 0 }),
    ),
    confusion,
    batches: batchTrend(book, items, headline),
    days: dayTrend(items, headline),
    spanDifferences: differences,
  }
  return { ...report, warnings: warningsOf(report) }
}

/** Character α where one person's marks do not overlap, as uα. Lengths are needed: absent, it says so. */
function chanceCorrected(documents: readonly SpanDocument[], labels: number): NamedMeasure {
  return { id: 'alpha-characters', value: plain(characterAlpha(documents, { labels, withoutOutside: false })) }
}

function unitizing(documents: readonly SpanDocument[], labels: number): NamedMeasure[] {
  const { alpha, coding } = unitizingAlpha(documents, labels)
  return [
    { id: 'u-alpha', value: plain(alpha) },
    { id: 'cu-alpha', value: plain(coding) },
  ]
}

/** Mean F1 with an interval of the pooled ratio of matched to all marks over documents. */
function f1WithRange(documents: readonly SpanDocument[]) {
  const value = plain(meanPairwiseSpanF1(documents, EXACT))
  const { se } = { se: null, ...pooledRatio(documents) }
  const shared = documents.filter(({ spans }) => spans.filter((marks) => marks !== null).length > 1).length
  return { value, range: value.value === null ? null : rangeOf({ value: value.value, se }, shared, [0, 1]) }
}

function pooledRatio(documents: readonly SpanDocument[], label?: number) {
  const pairs = raterPairs(columnsOf(documents))
  const parts: number[] = []
  const wholes: number[] = []
  for (const document of documents) {
    let part = 0
    let whole = 0
    let shared = false
    for (const pair of pairs) {
      const matches = documentMatches(document, pair, label === undefined ? EXACT : { ...EXACT, label })
      if (matches === null) continue
      shared = true
      part += 2 * matches.firstMatched
      whole += matches.first + matches.second
    }
    if (!shared) continue
    parts.push(part)
    wholes.push(whole)
  }
  return ratioOf(parts, wholes)
}

function labelLine(documents: readonly SpanDocument[], label: LabelId, place: number): LabelLine {
  const agreement = pooledRatio(documents, place)
  let given = 0
  let all = 0
  let shared = 0
  for (const { spans } of documents) {
    if (spans.filter((marks) => marks !== null).length < 2) continue
    shared += 1
    for (const marks of spans) {
      for (const mark of marks ?? []) {
        all += 1
        if (mark.label === place) given += 1
      }
    }
  }
  const nothing = unmeasured('no-spans')
  const range = rangeOf(agreement, shared, [0, 1])
  return {
    label,
    agreement: plain(agreement),
    range,
    alpha: nothing,
    ac1: nothing,
    given,
    share: all === 0 ? 0 : given / all,
  }
}

function pairLines(people: readonly AnnotatorId[], documents: readonly SpanDocument[]): PairLine[] {
  return raterPairs(people.length).map(([one, other]): PairLine => {
    const value = plain(pairSpanF1(documents, [one, other], EXACT))
    const shared = documents.filter(({ spans }) => (spans[one] ?? null) !== null && (spans[other] ?? null) !== null)
    const observed = plain(pairSpanF1(documents, [one, other], { match: 'overlap' }))
    return {
      people: [people[one] as AnnotatorId, people[other] as AnnotatorId],
      shared: shared.length,
      value,
      observed,
    }
  })
}

type Place = {
  documents: readonly SpanDocument[]
  place: number
  labels: readonly LabelId[]
  items: readonly BookItem[]
  number: number
}

function personLine(person: AnnotatorId, { documents, place, labels, items, number }: Place): PersonLine {
  const done = items.filter(({ answers }) => answers[number] !== undefined)
  const without = documents.map(({ spans, ...document }) => ({
    ...document,
    spans: spans.filter((_, at) => at !== place),
  }))
  const shared = documents.filter(
    ({ spans }) => (spans[place] ?? null) !== null && spans.some((marks, at) => at !== place && marks !== null),
  )
  const own = new Float64Array(labels.length)
  const others = new Float64Array(labels.length)
  for (const { spans } of shared) {
    const met = spans.filter((marks, at): marks is readonly RatedSpan[] => at !== place && marks !== null)
    for (const { label } of spans[place] ?? []) own[label] = (own[label] ?? 0) + 1
    for (const marks of met) for (const { label } of marks) others[label] = (others[label] ?? 0) + 1 / met.length
  }
  const ownAll = Math.max(
    1,
    own.reduce((sum, count) => sum + count, 0),
  )
  const othersAll = Math.max(
    1,
    others.reduce((sum, count) => sum + count, 0),
  )
  return {
    person,
    answers: done.length,
    shared: done.filter(isShared).length,
    without: columnsOf(documents) < 3 ? unmeasured('single-rater') : plain(meanPairwiseSpanF1(without, EXACT)),
    shares: labels.map((label, at) => ({
      label,
      own: (own[at] ?? 0) / ownAll,
      others: (others[at] ?? 0) / othersAll,
    })),
  }
}

/** Marks of each pair of people set beside each other: the same place first, then those that touch, the rest are missing. */
function meetingsIn(documents: readonly SpanDocument[], labels: readonly LabelId[]) {
  const counts = new ConfusionCounts(labels)
  const differences = { boundary: 0, label: 0, missing: 0 }
  const nameOf = (span: RatedSpan | null) => (span === null ? null : (labels[span.label] ?? null))
  for (const { spans } of documents) {
    for (const [one, other] of raterPairs(spans.length)) {
      const first = spans[one] ?? null
      const second = spans[other] ?? null
      if (first === null || second === null) continue
      for (const [a, b] of meetings(first, second)) {
        counts.add(nameOf(a), nameOf(b))
        if (a === null || b === null) differences.missing += 1
        else if (a.label !== b.label) differences.label += 1
        else if (a.start !== b.start || a.end !== b.end) differences.boundary += 1
      }
    }
  }
  return { confusion: counts.cells(), differences }
}

type Meeting = [RatedSpan | null, RatedSpan | null]

/** Ways in which two marks can be one, the strictest first. */
const MEETS: ((a: RatedSpan, b: RatedSpan) => boolean)[] = [
  (a, b) => a.start === b.start && a.end === b.end && a.label === b.label,
  (a, b) => a.start === b.start && a.end === b.end,
  (a, b) => a.start < b.end && b.start < a.end && a.label === b.label,
  (a, b) => a.start < b.end && b.start < a.end,
]

function meetings(first: readonly RatedSpan[], second: readonly RatedSpan[]): Meeting[] {
  const found: Meeting[] = []
  let here = [...first]
  const there = [...second]
  for (const meets of MEETS) {
    here = here.filter((a) => {
      const at = there.findIndex((b) => meets(a, b))
      if (at < 0) return true
      found.push([a, there[at] ?? null])
      there.splice(at, 1)
      return false
    })
  }
  return [...found, ...here.map((a): Meeting => [a, null]), ...there.map((b): Meeting => [null, b])]
}

function plain(measured: Measured): Measured {
  return measured.value === null ? { value: null, reason: measured.reason } : { value: measured.value }
}
