import { defined } from '../base/assert.ts'
import type { LabelId, QuestionId } from '../base/ids.ts'
import { answerOf, spansOf, type Annotation } from './annotation.ts'
import { choiceAnswerSchema, type Question } from './question.ts'
import { compareSpans } from './span-difference.ts'
import { spanValueSchema, type SpanValue } from './span.ts'
import { isAnswered } from './status.ts'
import { readShownGold, type ShownGold } from './training.ts'

/** How a marked span stands to the settled ones. */
export type SpanDifference =
  | { kind: 'same'; own: SpanValue; gold: SpanValue }
  /** Another label on these words. */
  | { kind: 'label'; own: SpanValue; gold: SpanValue }
  /** The same label, on words that overlap. */
  | { kind: 'boundary'; own: SpanValue; gold: SpanValue }
  | { kind: 'missing'; gold: SpanValue }
  | { kind: 'extra'; own: SpanValue }

export type QuestionResult = { question: QuestionId; isRight: boolean; note: string } & (
  | { kind: 'choice'; own: LabelId[]; gold: LabelId[] }
  | { kind: 'spans'; differences: SpanDifference[] }
)

/** What a person said of an item beside what is shown of its gold; only of questions of which something is shown. */
export function trainingResult(
  questions: readonly Question[],
  annotation: Annotation | null,
  shown: Readonly<Record<string, { value: unknown }>>,
): QuestionResult[] {
  return questions.flatMap((question): QuestionResult[] => {
    const gold = readShownGold(shown[question.id]?.value)
    return gold === null ? [] : [resultOf(question, annotation, gold)]
  })
}

/** Whether all that was asked was answered, and as it is settled. */
export function isAllRight(annotation: Annotation | null, results: readonly QuestionResult[]): boolean {
  return annotation !== null && isAnswered(annotation.status) && results.every(({ isRight }) => isRight)
}

function resultOf(question: Question, annotation: Annotation | null, { answer, note = '' }: ShownGold): QuestionResult {
  const base = { question: question.id, note }
  if (question.kind === 'choice') {
    const own = labelsIn(answerOf(annotation, question.id))
    const gold = labelsIn(answer)
    const isRight = own.length === gold.length && own.every((label) => gold.includes(label))
    return { ...base, kind: 'choice', isRight, own, gold }
  }
  const own = annotation === null ? [] : spansOf(annotation, question.id).map(({ value }) => value)
  const differences = spanDifferences(own, spanValueSchema.array().safeParse(answer).data ?? [])
  return { ...base, kind: 'spans', isRight: differences.every(({ kind }) => kind === 'same'), differences }
}

function labelsIn(answer: unknown): LabelId[] {
  return choiceAnswerSchema.safeParse(answer).data ?? []
}

/** In text order; spans that overlap are one difference. */
export function spanDifferences(own: readonly SpanValue[], gold: readonly SpanValue[]): SpanDifference[] {
  const { agreed, differences } = compareSpans([own, gold])
  const found = differences.map(({ kind, said: [mine = null, settled = null] }): SpanDifference => {
    if (mine === null) return { kind: 'missing', gold: defined(settled, 'a span of one of the two') }
    if (settled === null) return { kind: 'extra', own: mine }
    return { kind: kind === 'label' ? 'label' : 'boundary', own: mine, gold: settled }
  })
  const same = agreed.map((span): SpanDifference => ({ kind: 'same', own: span, gold: span }))
  return [...found, ...same].toSorted((one, other) => placeOf(one) - placeOf(other))
}

function placeOf(difference: SpanDifference): number {
  return difference.kind === 'extra' ? difference.own.start : difference.gold.start
}
