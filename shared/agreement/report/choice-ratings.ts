import type { LabelId } from '../../base/ids.ts'
import type { ChoiceQuestion } from '../../domain/question.ts'
import { emptyRatingTable, type RatingTable } from '../rating-table.ts'
import { setTable, type SetTable } from '../set-table.ts'
import type { BookAnswer, BookItem } from './answer-book.ts'

/**
 * The labels that answers can hold: the living ones, declared, whether used or not, and retired ones that were used. Their
 * places are the codes of a table.
 */
export function measuredLabels(question: ChoiceQuestion, items: readonly BookItem[]): LabelId[] {
  const used = new Set<string>()
  for (const item of items) {
    for (const answer of item.answers) for (const label of answer?.choices[question.id] ?? []) used.add(label)
  }
  const known = question.labels.filter(({ id, retired }) => !retired || used.has(id)).map(({ id }) => id)
  // A label that no version of the question names any more is still what somebody said.
  const others = [...used].filter((id) => !known.includes(id as LabelId)) as LabelId[]
  return [...known, ...others.sort()]
}

/** One label an item: `done` without one is a missing rating. Raters are the book's numbers. */
export function singleRatings(
  question: ChoiceQuestion,
  labels: readonly LabelId[],
  { items, raters }: { items: readonly BookItem[]; raters: number },
): RatingTable {
  const codes = new Map<string, number>(labels.map((id, code) => [id, code]))
  const table = emptyRatingTable({ raters, items: items.length, categories: labels.length })
  for (const [row, item] of items.entries()) {
    for (const [rater, answer] of item.answers.entries()) {
      const label = answer?.choices[question.id]?.[0]
      if (label !== undefined) table.codes[row * raters + rater] = codes.get(label) ?? -1
    }
  }
  return table
}

/** A set of labels an item: `done` without any is the empty set, "nothing applies". */
export function setRatings(
  question: ChoiceQuestion,
  labels: readonly LabelId[],
  { items, raters }: { items: readonly BookItem[]; raters: number },
): SetTable {
  const codes = new Map<string, number>(labels.map((id, code) => [id, code]))
  const rows = Array.from({ length: raters }, (_, rater) =>
    items.map((item) => setOf(item.answers[rater], question, codes)),
  )
  return setTable(rows, labels.length)
}

function setOf(
  answer: BookAnswer | undefined,
  question: ChoiceQuestion,
  codes: ReadonlyMap<string, number>,
): number[] | null {
  if (answer === undefined) return null
  return [...new Set((answer.choices[question.id] ?? []).map((id) => codes.get(id) ?? 0))].sort((a, b) => a - b)
}
