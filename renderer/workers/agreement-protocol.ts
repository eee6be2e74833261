import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { AnnotatorId, ItemId, LabelId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import type { SpanValue } from '#shared/domain/span.ts'

/** An answer that is proposed for an item: never more than that. */
export type Proposal = {
  method: 'majority' | 'dawid-skene'
  /** Label ids of a choice question, or spans. */
  answer: LabelId[] | SpanValue[]
  /** 0 to 1: the method's own probability of this answer. */
  confidence: number
}

/** An item whose answers differ, or on which somebody asked for a decision. */
export type Disagreed = {
  itemId: ItemId
  order: number
  /** How its first text begins, with the language of that field. */
  start: string
  language: string
  /** Questions to settle: their answers differ, or they were reopened. */
  questions: QuestionId[]
  /** Differences in all of them: one for a choice question, one for each span that not all have alike. */
  differences: number
  /** Who answered. */
  people: AnnotatorId[]
  /** Who is given it and has not finished it. */
  pending: AnnotatorId[]
  /** 0 to 1: share of pairs of answers that differ, the mean of its questions. */
  disagreement: number
  /** What settling it is worth: more for labels that are rare and pairs that are often confused. */
  worth: number
  flagged: boolean
  unsure: boolean
  /** Settled so far: none, one that a guideline left open, or one that was reopened. */
  standing: 'open' | 'unclear' | 'reopened'
  proposals: Record<QuestionId, Proposal[]>
}

export type DisagreedOrder = 'disagreement' | 'worth' | 'order'
export type QueueWish = {
  projectId: ProjectId
  filter: AnswerFilter
  question?: QuestionId
  /** Two labels that were confused: only items on which they meet. */
  labels?: [LabelId, LabelId]
  person?: AnnotatorId
  /** Items that somebody has still to finish come too. */
  withPending: boolean
  order: DisagreedOrder
}
