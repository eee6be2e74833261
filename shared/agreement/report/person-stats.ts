import type { AnnotatorId, LabelId, QuestionId } from '../../base/ids.ts'
import { isFinished } from '../../domain/status.ts'
import { counts, type AnswerBook, type BookAnswer } from './answer-book.ts'

/** A prompt to look, never a verdict. */
export type Caution =
  /** The median of the person's active time is far under the others'. In ms. */
  | { code: 'fast'; median: number; others: number }
  /** One label in nearly all of the person's answers, where others on the same items gave it far less often. */
  | { code: 'same'; question: QuestionId; label: LabelId; own: number; others: number }

export type PersonStats = {
  person: AnnotatorId
  /** `done` and `unsure`; skipped, not this language and unreadable; flagged. */
  answered: number
  passed: number
  flagged: number
  /** Of finished items on which active time was measured, ms; null without any. */
  medianActiveMs: number | null
  /** Finished items on each local day on which any was finished. */
  byDay: Readonly<Record<string, number>>
  cautions: Caution[]
}

const FEWEST_TIMED = 20
/** Faster than this share of the median of the others' medians. */
const FAST_SHARE = 1 / 3
const FEWEST_SAME = 30
const SAME_SHARE = 0.95
const SAME_GAP = 0.2

/** What each person has done, and what is worth a look. Items of training rounds are left out. */
export function personStats(book: AnswerBook): PersonStats[] {
  const all = book.people.map((person, number) => ({ person, number, answers: answersBy(book, number) }))
  const medians = all.map(({ answers }) => medianTime(answers))
  return all.flatMap(({ person, number, answers }): PersonStats[] => {
    const finished = answers.filter(({ status }) => isFinished(status))
    if (finished.length === 0) return []
    const answered = finished.filter(counts)
    const others = median(medians.flatMap((value, at) => (at === number || value === null ? [] : [value])))
    const own = medians[number] ?? null
    const fast: Caution[] =
      own !== null && others !== null && own < others * FAST_SHARE ? [{ code: 'fast', median: own, others }] : []
    return [
      {
        person,
        answered: answered.length,
        passed: finished.length - answered.length,
        flagged: answers.filter(({ flagged }) => flagged).length,
        medianActiveMs: median(finished.flatMap(({ activeMs }) => (activeMs > 0 ? [activeMs] : []))),
        byDay: countDays(finished),
        cautions: [...fast, ...sameAnswers(book, number, answered)],
      },
    ]
  })
}

function answersBy(book: AnswerBook, number: number): BookAnswer[] {
  const answers: BookAnswer[] = []
  for (const item of book.items.values()) {
    const answer = item.answers[number]
    if (answer !== undefined && !book.training.has(item.id)) answers.push(answer)
  }
  return answers
}

/** Null below so many timed items that a median says little. */
function medianTime(answers: readonly BookAnswer[]): number | null {
  const times = answers.flatMap(({ status, activeMs }) => (isFinished(status) && activeMs > 0 ? [activeMs] : []))
  return times.length < FEWEST_TIMED ? null : median(times)
}

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2
}

function countDays(finished: readonly BookAnswer[]): Record<string, number> {
  const days: Record<string, number> = {}
  for (const { day } of finished) if (day !== '') days[day] = (days[day] ?? 0) + 1
  return days
}

function sameAnswers(book: AnswerBook, number: number, answered: readonly BookAnswer[]): Caution[] {
  const questions = new Set(answered.flatMap(({ choices }) => Object.keys(choices) as QuestionId[]))
  return [...questions].flatMap((question): Caution[] => {
    const most = mostGiven(answered, question)
    if (most === null || most.of < FEWEST_SAME || most.times / most.of < SAME_SHARE) return []
    const others = shareOfOthers(book, number, question, most.label)
    if (others === null || most.times / most.of - others < SAME_GAP) return []
    return [{ code: 'same', question, label: most.label, own: most.times / most.of, others }]
  })
}

function mostGiven(answers: readonly BookAnswer[], question: QuestionId) {
  const times = new Map<string, number>()
  let of = 0
  for (const { choices } of answers) {
    const given = choices[question] ?? []
    if (given.length > 0) of += 1
    for (const label of given) times.set(label, (times.get(label) ?? 0) + 1)
  }
  let most: { label: LabelId; times: number; of: number } | null = null
  for (const [label, count] of times)
    if (count > (most?.times ?? 0)) most = { label: label as LabelId, times: count, of }
  return most
}

/** How often others gave a label to the items that the person answered; null where nobody else did. */
function shareOfOthers(book: AnswerBook, number: number, question: QuestionId, label: LabelId): number | null {
  let given = 0
  let of = 0
  for (const { answers } of book.items.values()) {
    if (!counts(answers[number])) continue
    for (const [other, answer] of answers.entries()) {
      if (other === number || !counts(answer)) continue
      of += 1
      if ((answer.choices[question] ?? []).includes(label)) given += 1
    }
  }
  return of === 0 ? null : given / of
}
