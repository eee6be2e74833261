import type { LabelId } from '../../base/ids.ts'
import type { Question } from '../../domain/question.ts'
import type { BookAnswer, BookItem, BookSpan } from './answer-book.ts'

/** How the answers to one question of one item differ. Null where they do not, or fewer than two were given. */
export type Dispute = {
  /** 1 for a choice; for spans the places in the text where not all have the same marks. */
  differences: number
  /** 0 to 1: share of pairs of answers that differ; for spans 1 - mean exact F1 of the pairs. */
  disagreement: number
  /** What stood against what, null = nothing. */
  meetings: { one: LabelId | null; other: LabelId | null }[]
}

export function disputeOf(question: Question, item: BookItem): Dispute | null {
  const given = item.answers.filter((answer): answer is BookAnswer => answer !== undefined)
  const answers = given.filter((answer) => saysSomething(question, answer))
  if (answers.length < 2) return null
  return question.kind === 'choice' ? choiceDispute(question.id, answers) : spanDispute(question.id, answers)
}

/** A single choice without a label is a missing rating; no labels of many, and no marks, are an answer. */
function saysSomething(question: Question, answer: BookAnswer): boolean {
  if (question.kind === 'spans' || question.multiple) return true
  return (answer.choices[question.id] ?? []).length > 0
}

type QuestionId = Question['id']

function choiceDispute(question: QuestionId, answers: readonly BookAnswer[]): Dispute | null {
  const meetings: Dispute['meetings'] = []
  let pairs = 0
  let differing = 0
  eachPair(answers, (one, other) => {
    const a = (one.choices[question] ?? []) as readonly LabelId[]
    const b = (other.choices[question] ?? []) as readonly LabelId[]
    pairs += 1
    const onlyA = a.filter((label) => !b.includes(label))
    const onlyB = b.filter((label) => !a.includes(label))
    if (onlyA.length + onlyB.length === 0) return
    differing += 1
    meetings.push(...meetingsOf(onlyA, onlyB))
  })
  return differing === 0 ? null : { differences: 1, disagreement: differing / pairs, meetings }
}

/** Each label that one alone gave meets each that the other alone gave, or nothing. */
function meetingsOf(one: readonly LabelId[], other: readonly LabelId[]): Dispute['meetings'] {
  if (one.length === 0) return other.map((label) => ({ one: null, other: label }))
  if (other.length === 0) return one.map((label) => ({ one: label, other: null }))
  return one.flatMap((a) => other.map((b) => ({ one: a, other: b })))
}

function spanDispute(question: QuestionId, answers: readonly BookAnswer[]): Dispute | null {
  const marks = answers.map((answer) => answer.spans[question] ?? [])
  const disputed = disputedSpans(marks)
  if (disputed.length === 0) return null
  const meetings: Dispute['meetings'] = []
  let sum = 0
  let pairs = 0
  eachPair(marks, (one, other) => {
    pairs += 1
    sum += exactF1(one, other)
    meetings.push(...spanMeetings(one, other))
  })
  return { differences: placesOf(disputed), disagreement: 1 - sum / pairs, meetings }
}

const keyOf = ({ field, start, end, label }: BookSpan) => `${field} ${start} ${end} ${label}`

/** Marks that not everybody made. */
function disputedSpans(marks: readonly (readonly BookSpan[])[]): BookSpan[] {
  const made = new Map<string, { span: BookSpan; by: number }>()
  for (const one of marks) {
    for (const [key, span] of new Map(one.map((mark) => [keyOf(mark), mark]))) {
      const known = made.get(key)
      if (known === undefined) made.set(key, { span, by: 1 })
      else known.by += 1
    }
  }
  return [...made.values()].flatMap(({ span, by }) => (by < marks.length ? [span] : []))
}

/** Places in the text: marks that touch each other are one. */
function placesOf(spans: readonly BookSpan[]): number {
  const sorted = spans.toSorted((a, b) => (a.field === b.field ? a.start - b.start : a.field < b.field ? -1 : 1))
  let places = 0
  let end = -1
  let field: string | null = null
  for (const span of sorted) {
    if (span.field !== field || span.start >= end) {
      places += 1
      end = span.end
      field = span.field
    } else end = Math.max(end, span.end)
  }
  return places
}

/** 1 where neither marked anything. */
function exactF1(one: readonly BookSpan[], other: readonly BookSpan[]): number {
  if (one.length + other.length === 0) return 1
  const keys = new Set(one.map(keyOf))
  const same = new Set(other.map(keyOf).filter((key) => keys.has(key))).size
  return (2 * same) / (one.length + other.length)
}

/** Marks that only one made, beside those of the other that they touch, or nothing. */
function spanMeetings(one: readonly BookSpan[], other: readonly BookSpan[]): Dispute['meetings'] {
  const here = onlyIn(one, other)
  const there = onlyIn(other, one)
  const meetings: Dispute['meetings'] = []
  const met = new Set<BookSpan>()
  for (const span of here) {
    const touching = there.filter((mark) => touches(span, mark))
    if (touching.length === 0) meetings.push({ one: span.label as LabelId, other: null })
    for (const mark of touching) {
      met.add(mark)
      meetings.push({ one: span.label as LabelId, other: mark.label as LabelId })
    }
  }
  for (const mark of there) if (!met.has(mark)) meetings.push({ one: null, other: mark.label as LabelId })
  return meetings
}

function onlyIn(one: readonly BookSpan[], other: readonly BookSpan[]): BookSpan[] {
  const keys = new Set(other.map(keyOf))
  return one.filter((span) => !keys.has(keyOf(span)))
}

export function touches(a: BookSpan, b: BookSpan): boolean {
  return a.field === b.field && a.start < b.end && b.start < a.end
}

function eachPair<Value>(values: readonly Value[], tell: (one: Value, other: Value) => void): void {
  for (const [at, one] of values.entries()) for (const other of values.slice(at + 1)) tell(one, other)
}
