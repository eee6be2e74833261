import type { ItemId, LabelId, QuestionId } from '../../base/ids.ts'
import type { Question } from '../../domain/question.ts'
import type { BookAnswer, BookSpan } from './answer-book.ts'
import type { Disagreement } from './disagreements.ts'

/** What a method would settle on, and its own probability of that (0 to 1). */
export type Proposed = { method: 'majority' | 'dawid-skene'; answer: LabelId[] | BookSpan[]; confidence: number }

/** What more than half of the people say of a question; null where they do not. `confidence` is the smallest share that carried it. */
export function majorityOf(question: Question, answers: readonly BookAnswer[]): Proposed | null {
  if (question.kind === 'spans') return markedByMost(question.id, answers)
  return question.multiple ? labelsOfMost(question.id, answers) : labelOfMost(question.id, answers)
}

function labelOfMost(question: QuestionId, answers: readonly BookAnswer[]): Proposed | null {
  const given = answers.flatMap(({ choices }) => choices[question]?.[0] ?? [])
  const times = timesOf(given)
  const most = [...times].toSorted(([, a], [, b]) => b - a)[0]
  if (most === undefined || most[1] * 2 <= given.length) return null
  return { method: 'majority', answer: [most[0] as LabelId], confidence: most[1] / given.length }
}

function labelsOfMost(question: QuestionId, answers: readonly BookAnswer[]): Proposed | null {
  const carried = carriedBy(answers.map(({ choices }) => [...(choices[question] ?? [])]))
  return carried && { method: 'majority', answer: carried.values as LabelId[], confidence: carried.confidence }
}

function markedByMost(question: QuestionId, answers: readonly BookAnswer[]): Proposed | null {
  const byKey = new Map<string, BookSpan>()
  const keys = answers.map(({ spans }) =>
    (spans[question] ?? []).map((span) => {
      const key = `${span.field} ${span.start} ${span.end} ${span.label}`
      byKey.set(key, span)
      return key
    }),
  )
  const carried = carriedBy(keys)
  if (carried === null) return null
  const answer = carried.values.flatMap((key) => byKey.get(key) ?? []).sort((a, b) => a.start - b.start)
  return { method: 'majority', answer, confidence: carried.confidence }
}

/** Values that more than half gave, none of them given by exactly half. */
function carriedBy(given: readonly (readonly string[])[]): { values: string[]; confidence: number } | null {
  const times = timesOf(given.flatMap((one) => [...new Set(one)]))
  let confidence = 1
  const values: string[] = []
  for (const [value, count] of times) {
    const share = count / given.length
    if (share === 0.5) return null
    if (share > 0.5) values.push(value)
    confidence = Math.min(confidence, Math.max(share, 1 - share))
  }
  return { values, confidence }
}

function timesOf(values: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  return times
}

/** Proposals for the questions in dispute of each item. */
export function proposalsFor(
  questions: readonly Question[],
  found: readonly Disagreement[],
): Map<ItemId, Record<QuestionId, Proposed[]>> {
  return new Map(
    found.map(({ item, disputes }) => {
      const answers = item.answers.filter((answer): answer is BookAnswer => answer !== undefined)
      const own: Record<QuestionId, Proposed[]> = {}
      for (const { question: id } of disputes) {
        const question = questions.find((one) => one.id === id)
        const most = question === undefined ? null : majorityOf(question, answers)
        if (most !== null) own[id] = [most]
      }
      return [item.id, own]
    }),
  )
}
