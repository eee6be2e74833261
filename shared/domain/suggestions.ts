import type { LabelId, QuestionId } from '../base/ids.ts'
import type { Suggestion } from './item.ts'
import { choiceAnswerSchema } from './question.ts'
import { spanValueSchema, type SpanValue } from './span.ts'

/** Suggested labels of a choice question: a suggestion's answer there is a list of label ids. */
export function suggestedLabels(suggestions: readonly Suggestion[], question: QuestionId): LabelId[] {
  const labels = suggestions.flatMap(({ answers }) => choiceAnswerSchema.safeParse(answers[question]).data ?? [])
  return [...new Set(labels)]
}

/** Suggested spans of a question: a suggestion's answer there is a list of span values. */
export function suggestedSpans(suggestions: readonly Suggestion[], question: QuestionId): SpanValue[] {
  return suggestions.flatMap(({ answers }) => spanValueSchema.array().safeParse(answers[question]).data ?? [])
}
