import type { AnnotatorId, BatchId, ItemId, LabelId, QuestionId } from '#shared/base/ids.ts'
import type { ChoiceQuestion, SpansQuestion } from '#shared/domain/question.ts'
import type { Status } from '#shared/domain/status.ts'
import { AnswerBook, type BookAnswer, type BookSpan } from '#shared/agreement/report/answer-book.ts'
import { buildLabel } from './build-data.ts'

export const TONE_ID = 'tone' as QuestionId
export const TOPIC_ID = 'topics' as QuestionId
export const MARKS_ID = 'marks' as QuestionId

const labels = (names: readonly string[]) => names.map((name, index) => buildLabel(name, name, index + 1))

export const toneQuestion = (names: readonly string[] = ['a', 'b', 'c']): ChoiceQuestion => ({
  id: TONE_ID,
  kind: 'choice',
  title: 'tone',
  titleEn: '',
  multiple: false,
  labels: labels(names),
})
export const topicQuestion = (names: readonly string[] = ['a', 'b', 'c']): ChoiceQuestion => ({
  ...toneQuestion(names),
  id: TOPIC_ID,
  multiple: true,
})
export const marksQuestion = (names: readonly string[] = ['x', 'y']): SpansQuestion => ({
  id: MARKS_ID,
  kind: 'spans',
  title: 'marks',
  titleEn: '',
  fields: [],
  labels: labels(names),
})

export type Said = {
  tone?: string
  topics?: string[]
  marks?: [start: number, end: number, label: string][]
  status?: Status
  day?: string
  activeMs?: number
  version?: number
  flagged?: boolean
}

export function said({ tone, topics, marks, ...rest }: Said): BookAnswer {
  const spans = (marks ?? []).map(([start, end, label]): BookSpan => ({ field: 'text', start, end, label }))
  const { status = 'done', day = '2026-11-02', activeMs = 5_000, version = 1, flagged = false } = rest
  return {
    status,
    flagged,
    at: Date.parse(`${day}T06:00:00Z`),
    day,
    activeMs,
    taskVersion: version,
    choices: {
      ...(tone !== undefined && { [TONE_ID]: [tone] }),
      ...(topics !== undefined && { [TOPIC_ID]: topics }),
    },
    spans: marks === undefined ? {} : { [MARKS_ID]: spans },
  }
}

/** A book of items, each with what its people said by name. */
export function bookOf(items: readonly Readonly<Record<string, Said>>[], length = 100): AnswerBook {
  const book = new AnswerBook()
  for (const [order, people] of items.entries()) {
    const id = `chunk:${order}` as ItemId
    for (const [person, answer] of Object.entries(people))
      book.addAnswer(id, order, person as AnnotatorId, said(answer))
    book.facts.set(id, {
      language: order % 2 === 0 ? 'ur' : 'sd',
      lengths: { text: length },
      metadata: { n: String(order % 3) },
    })
  }
  return book
}

/** Items of one choice, a letter a person: `ab` = the first said a, the second b; `.` = nothing. */
export function toneBook(rows: readonly string[], people = ['ali', 'bina', 'chand', 'dua']): AnswerBook {
  return bookOf(
    rows.map((row) =>
      Object.fromEntries(
        Array.from(row).flatMap((tone, index) => (tone === '.' ? [] : [[people[index] ?? String(index), { tone }]])),
      ),
    ),
  )
}

export const label = (name: string) => name as LabelId
export const person = (name: string) => name as AnnotatorId
export const batch = (name: string) => name as BatchId
export const item = (order: number) => `chunk:${order}` as ItemId
