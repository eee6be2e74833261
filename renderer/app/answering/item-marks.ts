import { spansOf, type Annotation } from '#shared/domain/annotation.ts'
import { labelLine, labelName } from '#shared/domain/label.ts'
import type { Suggestion } from '#shared/domain/item.ts'
import type { Question } from '#shared/domain/question.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import { suggestedSpans } from '#shared/domain/suggestions.ts'
import type { FieldId, QuestionId, SpanId } from '#shared/base/ids.ts'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import type { TaskLabel } from './task-labels.ts'

/** A span of the item with where it belongs. `suggestion` ones are not answers yet. */
export type ItemSpan = { id: SpanId; question: QuestionId; value: SpanValue; suggestion: boolean }

export function itemSpans(
  questions: readonly Question[],
  annotation: Annotation | null,
  suggestions: readonly Suggestion[],
): ItemSpan[] {
  return questions.flatMap((question) => {
    if (question.kind !== 'spans') return []
    const own = spansOf(annotation, question.id).map((span): ItemSpan => ({
      ...span,
      question: question.id,
      suggestion: false,
    }))
    const same = (value: SpanValue) =>
      own.some(
        (span) => span.value.start === value.start && span.value.end === value.end && span.value.label === value.label,
      )
    const offered = suggestedSpans(suggestions, question.id)
      .filter((value) => !same(value))
      .map((value, index): ItemSpan => ({ id: `?${index}` as SpanId, question: question.id, value, suggestion: true }))
    return [...own, ...offered]
  })
}

/** The spans of one field as the text draws them. A retired label keeps its colour and name. */
export function fieldMarks(
  spans: readonly ItemSpan[],
  field: FieldId,
  { questions, locale, labels }: { questions: readonly Question[]; locale: string; labels: readonly TaskLabel[] },
): Mark[] {
  return spans.flatMap((span) => {
    if (span.value.field !== field) return []
    const label = questions
      .find((question) => question.id === span.question)
      ?.labels.find((one) => one.id === span.value.label)
    const offered = labels.find((one) => one.question.id === span.question && one.label.id === span.value.label)
    const colour = label?.colour ?? 1
    return {
      id: span.id,
      start: span.value.start,
      end: span.value.end,
      colour,
      line: labelLine(colour),
      name: label ? labelName(label, locale) : span.value.label,
      variant: span.suggestion ? 'suggestion' : 'own',
      ...(offered?.keyCap && { keyCap: offered.keyCap }),
    } satisfies Mark
  })
}
