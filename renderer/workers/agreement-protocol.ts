import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { CheckResult } from '#shared/agreement/report/check-results.ts'
import type { PersonStats } from '#shared/agreement/report/person-stats.ts'
import type { PlainWords } from '#shared/agreement/report/plain-words.ts'
import type { Proposed } from '#shared/agreement/report/proposals.ts'
import type { QuestionReport } from '#shared/agreement/report/question-report.ts'
import type { BootstrapInterval } from '#shared/agreement/bootstrap.ts'
import type { Measured } from '#shared/agreement/measured.ts'
import type { AnnotatorId, BatchId, ItemId, LabelId, ProjectId, QuestionId } from '#shared/base/ids.ts'

/** An item whose answers differ, or on which somebody asked for a decision. */
export type Disagreed = {
  itemId: ItemId
  order: number
  /** How its first text begins, with the language of that field. */
  start: string
  language: string
  /** Questions to settle: their answers differ, or they were reopened. */
  questions: QuestionId[]
  /** Differences in all of them: one for a choice question, one for each place in a text that not all marked alike. */
  differences: number
  /** Who answered. */
  people: AnnotatorId[]
  /** Who is given it and has not finished it. */
  pending: AnnotatorId[]
  /** 0 to 1: share of pairs of answers that differ, the mean of its questions. */
  disagreement: number
  /** What settling it is worth, 0 to 1: more for labels that are rare and for what is often confused. */
  worth: number
  flagged: boolean
  unsure: boolean
  /** Settled so far: none, one that a guideline left open, or one that was reopened. */
  standing: 'open' | 'unclear' | 'reopened'
  /** Never more than proposals. */
  proposals: Record<QuestionId, Proposed[]>
}

export type DisagreedOrder = 'disagreement' | 'worth' | 'order'
export type QueueWish = {
  projectId: ProjectId
  filter: AnswerFilter
  question?: QuestionId
  /** Two labels that were confused: only items on which they meet. */
  labels?: [LabelId | null, LabelId | null]
  person?: AnnotatorId
  /** Items that somebody has still to finish come too. */
  withPending: boolean
  order: DisagreedOrder
}

/** The report of a question with what a sentence needs; the interval comes when it is worked out. */
export type ReportAsked = { projectId: ProjectId; question: QuestionId; filter: AnswerFilter }
export type ReportTold = {
  report: QuestionReport
  interval: BootstrapInterval | null
  words: PlainWords
  checks: CheckResult[]
}

/** What answers can be filtered by. */
export type FilterOptions = {
  languages: string[]
  batches: { id: BatchId; title: string }[]
  /** Columns with few values, and these. */
  columns: { name: string; values: string[] }[]
  versions: number[]
  /** First and last local day on which anything was finished; '' without any. */
  from: string
  to: string
}

/** An item behind a cell of the confusion table, with what each person said. */
export type CellItem = {
  itemId: ItemId
  order: number
  start: string
  language: string
  answers: { person: AnnotatorId; labels: LabelId[] }[]
}
export type CellAsked = ReportAsked & { one: LabelId | null; other: LabelId | null; limit: number }
export type CellTold = { items: CellItem[]; all: number }

export type PeopleTold = { stats: PersonStats[]; checks: CheckResult[] }

/** What can be asked, and what is answered. */
export type Asked = {
  report: ReportAsked
  queue: QueueWish
  options: { projectId: ProjectId }
  cell: CellAsked
  people: { projectId: ProjectId }
  gamma: ReportAsked
}
export type Told = {
  report: ReportTold
  queue: Disagreed[]
  options: FilterOptions
  cell: CellTold
  people: PeopleTold
  gamma: Measured
}
export type AskedKind = keyof Asked

/** 0 to 1 of the step under way. */
export type AgreementStep = { step: 'answers' | 'texts' | 'interval'; share: number }

export type AgreementRequest =
  | { [Kind in AskedKind]: { id: number; kind: Kind; asked: Asked[Kind] } }[AskedKind]
  | { kind: 'cancel'; id: number }
  | { kind: 'watch' | 'unwatch'; projectId: ProjectId }

export type AgreementReply =
  | { id: number; step: AgreementStep }
  /** Of a report: all but the interval, which follows. */
  | { id: number; early: Told[AskedKind] }
  | { id: number; told: Told[AskedKind] }
  | { id: number; failed: string }
  | { changed: ProjectId }
