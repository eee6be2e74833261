import type { AnnotatorId, BatchId, LabelId, QuestionId } from '../../base/ids.ts'
import type { Measured } from '../measured.ts'
import type { Interval } from '../t-interval.ts'

/** Names of measures as the screen, the methods paragraph and scripts/agreement.ts call them. */
export type MeasureId =
  | 'alpha-nominal'
  | 'alpha-masi'
  | 'alpha-jaccard'
  | 'alpha-dice'
  | 'mv-alpha'
  | 'label-alpha-mean'
  | 'observed'
  | 'observed-pooled'
  | 'observed-values'
  | 'unanimous'
  | 'ac1'
  | 'brennan-prediger'
  | 'fleiss'
  | 'scott'
  | 'conger'
  | 'cohen'
  | 'light'
  | 'mean-jaccard'
  | 'exact-sets'
  | 'f1-exact'
  | 'f1-overlap'
  | 'f1-iou50'
  | 'f1-unlabeled'
  | 'f1-characters'
  | 'alpha-characters'
  | 'u-alpha'
  | 'cu-alpha'

export type NamedMeasure = { id: MeasureId; value: Measured }

export type LabelLine = {
  label: LabelId
  /** Of those who gave it, how many of the others on the same item gave it too. */
  agreement: Measured
  /** 95 %, of the ratio's linearised standard error over items; null below 20 shared items. */
  range: Interval | null
  /** Of this label against all others. */
  alpha: Measured
  ac1: Measured
  /** Times it was given on shared items, and its share of all answers there. */
  given: number
  share: number
}

export type PairLine = {
  people: [AnnotatorId, AnnotatorId]
  /** Items that both answered. */
  shared: number
  /** Cohen κ of choice questions, exact F1 of spans. */
  value: Measured
  observed: Measured
}

export type PersonLine = {
  person: AnnotatorId
  answers: number
  /** Of these, on items that somebody else answered too. */
  shared: number
  /** The headline without this person's answers. */
  without: Measured
  /** Share of each label in the person's answers to shared items, and in the others' answers to the same items. */
  shares: { label: LabelId; own: number; others: number }[]
}

/** Pairs of answers to one item, one of `one` and the other of `other`. Null: no mark, or no label, where the other had one. */
export type ConfusionCell = { one: LabelId | null; other: LabelId | null; pairs: number }

export type TrendPoint = {
  /** Local days, both included; of a batch: of its first and last answer. */
  from: string
  to: string
  batch?: BatchId
  shared: number
  value: Measured
  /** 95 %; null where too few items are shared. */
  range: Interval | null
}

export type Warning =
  | { code: 'few-items'; shared: number }
  | { code: 'prevalence'; label: LabelId; share: number; observed: number; rare: LabelId | null }
  | { code: 'shift'; person: AnnotatorId; label: LabelId; own: number; others: number }
  | { code: 'outlier'; person: AnnotatorId; without: number; with: number }
  | { code: 'apart'; people: [AnnotatorId, AnnotatorId] }
  | { code: 'no-disagreement'; shared: number }
  | { code: 'unused'; labels: LabelId[] }
  | { code: 'uninformative'; ac1: number }

export type ReportKind = 'single' | 'multiple' | 'spans'

/** All figures of one question, of the items and answers that a filter let through. */
export type QuestionReport = {
  question: QuestionId
  kind: ReportKind
  people: AnnotatorId[]
  /** Items with two answers or more, and all answers. */
  shared: number
  answers: number
  headline: NamedMeasure
  /** Of a hundred pairs of answers, how many are alike (0 to 1), and how many would be by chance; null where unknown. */
  observed: Measured
  chance: number | null
  /** Beside the headline, and on demand. */
  beside: NamedMeasure[]
  more: NamedMeasure[]
  labels: LabelLine[]
  pairs: PairLine[]
  persons: PersonLine[]
  confusion: ConfusionCell[]
  batches: TrendPoint[]
  days: TrendPoint[]
  warnings: Warning[]
  /** Spans: pairs of marks that differ in their boundary, in their label, or that one person did not make. */
  spanDifferences: { boundary: number; label: number; missing: number } | null
}
