import type { AnnotatorId, ItemId, QuestionId } from '../../base/ids.ts'
import { spanValueSchema } from '../../domain/span.ts'
import { counts, type AnswerBook, type BookAnswer, type BookSpan } from './answer-book.ts'

/** Answers known beforehand, by item and question: label ids, or spans. */
export type KnownAnswers = ReadonlyMap<ItemId, Readonly<Record<QuestionId, unknown>>>

export type CheckResult = { person: AnnotatorId; right: number; of: number }

/** How many check items each person answered as was known; with `question`, of that one alone. */
export function checkResults(book: AnswerBook, known: KnownAnswers, question?: QuestionId): CheckResult[] {
  const results = new Map<number, { right: number; of: number }>()
  for (const [id, answers] of known) {
    const item = book.items.get(id)
    if (item === undefined || book.training.has(id)) continue
    const asked = Object.entries(answers).filter(([key]) => question === undefined || key === question)
    for (const [number, answer] of item.answers.entries()) {
      if (!counts(answer)) continue
      const result = results.get(number) ?? { right: 0, of: 0 }
      for (const [key, value] of asked) {
        result.of += 1
        if (isRight(answer, key as QuestionId, value)) result.right += 1
      }
      results.set(number, result)
    }
  }
  return [...results].flatMap(([number, result]) => {
    const person = book.people[number]
    return person === undefined || result.of === 0 ? [] : [{ person, ...result }]
  })
}

/** The same labels, or exactly the same marks. */
export function isRight(answer: BookAnswer, question: QuestionId, known: unknown): boolean {
  const spans = spanValueSchema.array().safeParse(known)
  if (spans.success && (spans.data.length > 0 || answer.spans[question] !== undefined)) {
    return sameMarks(answer.spans[question] ?? [], spans.data)
  }
  const labels = Array.isArray(known) ? known.map(String) : []
  const given = answer.choices[question] ?? []
  return labels.length === given.length && labels.every((label) => given.includes(label))
}

function sameMarks(one: readonly BookSpan[], other: readonly BookSpan[]): boolean {
  const keys = (spans: readonly BookSpan[]) =>
    spans.map(({ field, start, end, label }) => `${field} ${start} ${end} ${label}`).sort()
  const known = keys(other)
  const given = keys(one)
  return known.length === given.length && known.every((key, at) => key === given[at])
}
