import type { ItemId, LabelId, QuestionId } from '../../base/ids.ts'
import type { Question } from '../../domain/question.ts'
import { dawidSkene } from '../dawid-skene.ts'
import { isShared, type AnswerBook, type BookAnswer, type BookItem, type BookSpan } from './answer-book.ts'
import { filteredItems } from './answer-filter.ts'
import { measuredLabels, singleRatings } from './choice-ratings.ts'
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
    confidence = Math.min(confidence, Math.max(count, given.length - count) / given.length)
  }
  return { values, confidence }
}

function timesOf(values: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  return times
}

/** Fewest people and shared items from which habits of error can be told. */
const DAWID_SKENE_PEOPLE = 3
const DAWID_SKENE_ITEMS = 20

/** The likeliest label of each item, from everybody's answers to all items of the project. Empty where there is too little. */
function weighted(book: AnswerBook, question: Question): Map<ItemId, Proposed> {
  const found = new Map<ItemId, Proposed>()
  if (question.kind !== 'choice' || question.multiple) return found
  const items = filteredItems(book, {}).filter(isShared)
  const people = book.people.filter((_, number) => items.some(({ answers }) => answers[number] !== undefined))
  if (items.length < DAWID_SKENE_ITEMS || people.length < DAWID_SKENE_PEOPLE) return found
  const labels = measuredLabels(question, items)
  const table = singleRatings(question, labels, { items, raters: book.people.length })
  const { posteriors } = dawidSkene(table)
  for (const [row, item] of items.entries()) {
    const most = likeliest(posteriors.subarray(row * labels.length, (row + 1) * labels.length))
    const label = labels[most.place]
    if (label !== undefined && most.probability > 0) {
      found.set(item.id, { method: 'dawid-skene', answer: [label], confidence: most.probability })
    }
  }
  return found
}

function likeliest(probabilities: Float64Array): { place: number; probability: number } {
  let place = 0
  for (const [at, probability] of probabilities.entries()) if (probability > (probabilities[place] ?? 0)) place = at
  return { place, probability: Math.min(1, probabilities[place] ?? 0) }
}

/** Proposals for the questions in dispute of each item: weighted by how people answer elsewhere, and by most of them. */
export function proposalsFor(
  book: AnswerBook,
  questions: readonly Question[],
  found: readonly Disagreement[],
): Map<ItemId, Record<QuestionId, Proposed[]>> {
  const byQuestion = new Map(questions.map((question) => [question.id, { question, likely: weighted(book, question) }]))
  return new Map(
    found.map(({ item, disputes }) => {
      const own: Record<QuestionId, Proposed[]> = {}
      for (const { question: id } of disputes) {
        const known = byQuestion.get(id)
        if (known === undefined) continue
        const proposed = [known.likely.get(item.id), majorityOf(known.question, answersTo(item))]
        own[id] = proposed.flatMap((one) => one ?? [])
      }
      return [item.id, own]
    }),
  )
}

function answersTo({ answers }: BookItem): BookAnswer[] {
  return answers.filter((answer): answer is BookAnswer => answer !== undefined)
}
