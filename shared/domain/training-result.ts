import type { LabelId, QuestionId } from '../base/ids.ts'
import { answerOf, spansOf, type Annotation } from './annotation.ts'
import { choiceAnswerSchema, type Question } from './question.ts'
import { spanValueSchema, type SpanValue } from './span.ts'
import { isAnswered } from './status.ts'
import { readShownGold, type ShownGold } from './training.ts'

/** How a marked span stands to the settled ones. */
export type SpanDifference =
  | { kind: 'same'; own: SpanValue; gold: SpanValue }
  /** The same words, another label. */
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

const isSamePlace = (one: SpanValue, other: SpanValue) =>
  one.field === other.field && one.start === other.start && one.end === other.end

/** Letters that two spans have in common. */
function overlap(one: SpanValue, other: SpanValue): number {
  if (one.field !== other.field) return 0
  return Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start))
}

/** Each span is paired once: with the same one, then with one on the same words, then with the same label nearby. */
export function spanDifferences(own: readonly SpanValue[], gold: readonly SpanValue[]): SpanDifference[] {
  const left = { own: [...own], gold: [...gold] }
  const found: SpanDifference[] = []
  const pair = (kind: 'same' | 'label' | 'boundary', fit: (one: SpanValue, other: SpanValue) => number) => {
    for (const one of gold) {
      if (!left.gold.includes(one)) continue
      const [best] = left.own.filter((other) => fit(one, other) > 0).toSorted((a, b) => fit(one, b) - fit(one, a))
      if (best === undefined) continue
      left.own.splice(left.own.indexOf(best), 1)
      left.gold.splice(left.gold.indexOf(one), 1)
      found.push({ kind, own: best, gold: one })
    }
  }
  pair('same', (one, other) => (isSamePlace(one, other) && one.label === other.label ? 1 : 0))
  pair('label', (one, other) => (isSamePlace(one, other) ? 1 : 0))
  pair('boundary', (one, other) => (one.label === other.label ? overlap(one, other) : 0))
  for (const span of left.gold) found.push({ kind: 'missing', gold: span })
  for (const span of left.own) found.push({ kind: 'extra', own: span })
  return found.toSorted((one, other) => placeOf(one) - placeOf(other))
}

function placeOf(difference: SpanDifference): number {
  return difference.kind === 'extra' ? difference.own.start : difference.gold.start
}
