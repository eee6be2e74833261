import type { FieldId, LabelId, QuestionId } from '../base/ids.ts'
import { answerOf, spansOf, type Annotation } from './annotation.ts'
import { choiceAnswerSchema, type Question } from './question.ts'
import { compareSpans, inText, sameSpan, type SpanDifferenceKind } from './span-difference.ts'
import type { SpanValue } from './span.ts'

/** A piece of an answer that can be taken by itself: a label of a choice, or a span. */
export type Part = LabelId | SpanValue

/** `choice`: another label for the whole text. `missing`: not all gave this label, or marked these words. */
export type DifferenceKind = SpanDifferenceKind | 'choice'

/** One thing to decide: what each answer says there, in the order of the answers; none = nothing. */
export type Difference = { question: QuestionId; kind: DifferenceKind; said: Part[][] }

/** What the answers to one question have in common, and where they differ. */
export type QuestionCase = { question: QuestionId; agreed: Part[]; differences: Difference[]; said: Part[][] }

/** As one of the answers says, or in words of one's own: no parts = neither. */
export type Decision = { by: 'answer'; index: number } | { by: 'own'; parts: Part[] }

/** How far an item is settled: decisions by difference, or whole answers written anew. */
export type Settling = {
  decisions: Readonly<Record<string, Decision>>
  written: Readonly<Record<QuestionId, Part[]>>
}

export const UNSETTLED: Settling = { decisions: {}, written: {} }

export function isSpan(part: Part): part is SpanValue {
  return typeof part === 'object'
}

export function samePart(a: Part, b: Part): boolean {
  return isSpan(a) ? isSpan(b) && sameSpan(a, b) : a === b
}

/** Whether two answers say the same, in whatever order. */
export function sameParts(a: readonly Part[], b: readonly Part[]): boolean {
  return a.length === b.length && a.every((part) => b.some((other) => samePart(part, other)))
}

/** An answer in parts: labels, or spans in text order. */
export function partsOf(annotation: Annotation | null, question: Question): Part[] {
  if (question.kind === 'spans') return spansOf(annotation, question.id).map(({ value }) => value)
  return choiceAnswerSchema.safeParse(answerOf(annotation, question.id)).data ?? []
}

/** Every question of a task with what its answers agree on. `fields`: in the order of the project. */
export function questionCases(
  questions: readonly Question[],
  answers: readonly Annotation[],
  fields: readonly FieldId[] = [],
): QuestionCase[] {
  return questions.map((question) => {
    const said = answers.map((annotation) => partsOf(annotation, question))
    return { question: question.id, said, ...compare(question, said, fields) }
  })
}

function compare(
  question: Question,
  said: Part[][],
  fields: readonly FieldId[],
): Pick<QuestionCase, 'agreed' | 'differences'> {
  if (question.kind === 'spans') {
    const { agreed, differences } = compareSpans(
      said.map((parts) => parts.filter(isSpan)),
      fields,
    )
    return {
      agreed,
      differences: differences.map((one) => ({
        question: question.id,
        kind: one.kind,
        said: one.said.map((span) => (span === null ? [] : [span])),
      })),
    }
  }
  return question.multiple ? compareLabelSets(question, said) : compareLabels(question, said)
}

/** One label at most: all of it is one thing to decide. */
function compareLabels({ id }: Question, said: Part[][]): Pick<QuestionCase, 'agreed' | 'differences'> {
  const [first = []] = said
  if (said.every((parts) => sameParts(parts, first))) return { agreed: first, differences: [] }
  return { agreed: [], differences: [{ question: id, kind: 'choice', said }] }
}

/** Several labels: each that not all gave is decided by itself. */
function compareLabelSets(question: Question, said: Part[][]): Pick<QuestionCase, 'agreed' | 'differences'> {
  const given = labelOrder(question, [...new Set(said.flat())])
  const holds = (parts: Part[], label: Part) => parts.some((part) => samePart(part, label))
  const isCommon = (label: Part) => said.every((parts) => holds(parts, label))
  return {
    agreed: given.filter(isCommon),
    differences: given
      .filter((label) => !isCommon(label))
      .map((label) => ({
        question: question.id,
        kind: 'missing',
        said: said.map((parts) => (holds(parts, label) ? [label] : [])),
      })),
  }
}

function labelOrder(question: Question, labels: readonly Part[]): Part[] {
  const places = new Map<Part, number>(question.labels.map(({ id }, index) => [id, index]))
  const placeOf = (label: Part) => places.get(label) ?? places.size
  return labels.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Names a difference for as long as the answers stay as they are. */
export function differenceKey(question: QuestionId, index: number): string {
  return `${question} ${index}`
}

export function decide(settling: Settling, key: string, decision: Decision): Settling {
  return { ...settling, decisions: { ...settling.decisions, [key]: decision } }
}

/** All as one answer says it: what had been written is given up. */
export function acceptWhole(cases: readonly QuestionCase[], index: number): Settling {
  const decisions: Record<string, Decision> = {}
  for (const { question, differences } of cases) {
    for (const at of differences.keys()) decisions[differenceKey(question, at)] = { by: 'answer', index }
  }
  return { decisions, written: {} }
}

/** A question's answer as it is proposed: where an answer says the same it is taken from there. */
export function takeProposed(settling: Settling, one: QuestionCase, proposed: readonly Part[]): Settling {
  const { [one.question]: _gone, ...written } = settling.written
  const decisions = { ...settling.decisions }
  for (const [at, { said }] of one.differences.entries()) {
    const here = proposed.filter((part) => said.some((parts) => parts.some((other) => samePart(part, other))))
    const index = said.findIndex((parts) => sameParts(parts, here))
    decisions[differenceKey(one.question, at)] = index === -1 ? { by: 'own', parts: here } : { by: 'answer', index }
  }
  const next = { decisions, written }
  return sameParts(goldOf(one, next), proposed) ? next : write(next, one.question, proposed)
}

/** A question's answer in words of one's own, whole. */
export function write(settling: Settling, question: QuestionId, parts: readonly Part[]): Settling {
  return { ...settling, written: { ...settling.written, [question]: [...parts] } }
}

/** What a decision takes; nothing yet where there is none. */
export function partsOfDecision(difference: Difference, decision: Decision | undefined): Part[] {
  if (decision === undefined) return []
  return decision.by === 'own' ? decision.parts : (difference.said[decision.index] ?? [])
}

/** A question's gold answer as it stands: what is agreed and what is decided so far. */
export function goldOf(one: QuestionCase, settling: Settling, fields: readonly FieldId[] = []): Part[] {
  const written = settling.written[one.question]
  if (written !== undefined) return written
  const parts = [...one.agreed]
  for (const [at, difference] of one.differences.entries()) {
    for (const part of partsOfDecision(difference, settling.decisions[differenceKey(one.question, at)])) {
      if (!parts.some((other) => samePart(part, other))) parts.push(part)
    }
  }
  return parts.every(isSpan) ? parts.toSorted((a, b) => inText(a, b, fields)) : parts
}

/** Whether a question needs no more decision. */
export function isWhole(one: QuestionCase, settling: Settling): boolean {
  return (
    settling.written[one.question] !== undefined ||
    one.differences.every((_, at) => settling.decisions[differenceKey(one.question, at)] !== undefined)
  )
}

/** Keys of the differences that nothing is decided of, in order. */
export function openKeys(cases: readonly QuestionCase[], settling: Settling): string[] {
  return cases.flatMap((one) =>
    settling.written[one.question] === undefined
      ? [...one.differences.keys()]
          .map((at) => differenceKey(one.question, at))
          .filter((key) => settling.decisions[key] === undefined)
      : [],
  )
}

/** Numbers of the answers that say the same as `parts`. */
export function answersSaying(one: QuestionCase, parts: readonly Part[]): number[] {
  return one.said.flatMap((said, index) => (sameParts(said, parts) ? [index] : []))
}
