import { makeShortId, type FieldId, type LabelId, type RandomBytes, type SpanId } from '#shared/base/ids.ts'
import { answerOf, type Annotation } from '#shared/domain/annotation.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import { choiceAnswerSchema, type ChoiceQuestion, type Question } from '#shared/domain/question.ts'
import type { Suggestion } from '#shared/domain/item.ts'
import { suggestedLabels } from '#shared/domain/suggestions.ts'
import type { AnswerEnd } from '#renderer/data/queries/queue-runs.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import type { Halt } from '#renderer/app/use-halt.ts'
import type { TextRange } from '#renderer/ui/marked-text/text-range.ts'
import type { ItemSpan } from './item-marks.ts'
import { pressedChoice, type TaskLabel } from './task-labels.ts'

/** What is chosen in a field's text, not labeled yet. */
export type Choice = { field: FieldId; range: TextRange }

/** Why a press did nothing; shown in the strip. */
export type Hint = 'choose-words' | 'choose-label' | 'field-not-marked' | AnswerHalt

/** Why no answers are taken: of this laptop, of the batch, or since the settled answer was shown. */
export type AnswerHalt = Halt | AnswerEnd

export function isHalt(hint: Hint | null): hint is AnswerHalt {
  return hint === 'space' || hint === 'reading' || hint === 'handed-in' || hint === 'closed' || hint === 'shown'
}

/** What a press leads to: changes to keep, or why not. */
export type ActOutcome = { changes: AnswerChange[] } | { hint: Hint; question: Question }

export type ActContext = {
  work: WorkItem
  spans: readonly ItemSpan[]
  choice: Choice | null
  picked: ItemSpan | null
  random: RandomBytes
}

export function chosenLabels(annotation: Annotation | null, question: ChoiceQuestion): LabelId[] {
  return choiceAnswerSchema.safeParse(answerOf(annotation, question.id)).data ?? []
}

/** A label's key or button: answers a choice, labels the chosen words, or gives the picked span another label. */
export function pressLabel(context: ActContext, { question, label }: TaskLabel): ActOutcome {
  if (question.kind === 'choice') {
    const value = pressedChoice(chosenLabels(context.work.annotation, question), label.id, question.multiple)
    return {
      changes: [
        value.length === 0
          ? { kind: 'answer.clear', question: question.id }
          : { kind: 'answer.set', question: question.id, value },
      ],
    }
  }
  const { picked, choice } = context
  if (picked !== null && !picked.suggestion && picked.question === question.id) {
    const value = { ...picked.value, label: label.id }
    return { changes: [{ kind: 'span.set', question: question.id, span: picked.id, value }] }
  }
  const from = picked?.suggestion ? { field: picked.value.field, range: picked.value } : choice
  if (from === null) return { hint: 'choose-words', question }
  if (question.fields.length > 0 && !question.fields.includes(from.field)) return { hint: 'field-not-marked', question }
  const { start, end } = from.range
  const quote = textOf(context.work, from.field).slice(start, end)
  const span = makeShortId<SpanId>(context.random)
  const value = { field: from.field, start, end, label: label.id, quote }
  return { changes: [{ kind: 'span.set', question: question.id, span, value }] }
}

/** New edges of a span; nothing for a suggestion. */
export function resizeSpan(context: ActContext, id: string, { start, end }: TextRange): AnswerChange[] {
  const span = context.spans.find((one) => one.id === id)
  if (!span || span.suggestion) return []
  const quote = textOf(context.work, span.value.field).slice(start, end)
  return [{ kind: 'span.set', question: span.question, span: span.id, value: { ...span.value, start, end, quote } }]
}

export function removeSpan(context: ActContext, id: string): AnswerChange[] {
  const span = context.spans.find((one) => one.id === id)
  if (!span || span.suggestion) return []
  return [{ kind: 'span.set', question: span.question, span: span.id, value: null }]
}

/** The item's suggestions as answers of one's own. */
export function acceptSuggestions(context: ActContext, questions: readonly Question[]): AnswerChange[] {
  const suggestions: readonly Suggestion[] = context.work.suggestions
  return questions.flatMap((question): AnswerChange[] => {
    if (question.kind === 'choice') {
      const value = suggestedLabels(suggestions, question.id)
      return value.length === 0 ? [] : [{ kind: 'answer.set', question: question.id, value }]
    }
    return context.spans
      .filter((span) => span.suggestion && span.question === question.id)
      .map(({ value }) => ({
        kind: 'span.set',
        question: question.id,
        span: makeShortId<SpanId>(context.random),
        value,
      }))
  })
}

/** The question that must be answered before the item is done: a single choice without a label. */
export function openQuestion(questions: readonly Question[], annotation: Annotation | null): Question | null {
  return questions.find((q) => q.kind === 'choice' && !q.multiple && chosenLabels(annotation, q).length === 0) ?? null
}

function textOf(work: WorkItem, field: FieldId): string {
  return work.item.texts[field]?.text ?? ''
}
