import type { AnnotatorId, LabelId } from '../../base/ids.ts'
import type { Measured } from '../measured.ts'
import { selectRaters, UNRATED, type RatingTable } from '../rating-table.ts'
import type { PersonLine } from './question-report.ts'

type Input<Table extends RatingTable> = {
  table: Table
  people: readonly AnnotatorId[]
  labels: readonly LabelId[]
  /** Label places that a code stands for: one of a single choice, those of a set. */
  labelsOf: (code: number) => readonly number[]
  headline: (table: Table) => Measured
}

/** What each person's answers do to the figures: the headline without them, and their labels beside the others'. */
export function personLines<Table extends RatingTable>(input: Input<Table>): PersonLine[] {
  const { table, people, headline } = input
  const all = people.map((_, rater) => rater)
  const twoOnly = people.length < 3
  return people.map((person, rater) => {
    const others = {
      ...table,
      ...selectRaters(
        table,
        all.filter((one) => one !== rater),
      ),
    }
    return {
      person,
      ...workOf(table, rater),
      without: twoOnly ? { value: null, reason: 'single-rater' } : headline(others),
      shares: sharesOf(input, rater),
    }
  })
}

function workOf({ raters, items, codes }: RatingTable, rater: number): { answers: number; shared: number } {
  let answers = 0
  let shared = 0
  for (let item = 0; item < items; item += 1) {
    if ((codes[item * raters + rater] ?? UNRATED) === UNRATED) continue
    answers += 1
    if (isMet(codes, item * raters, raters, rater)) shared += 1
  }
  return { answers, shared }
}

/** Whether somebody else rated the item whose row begins at `from`. */
function isMet(codes: Int16Array, from: number, raters: number, rater: number): boolean {
  for (let other = 0; other < raters; other += 1) {
    if (other !== rater && (codes[from + other] ?? UNRATED) !== UNRATED) return true
  }
  return false
}

function sharesOf<Table extends RatingTable>(input: Input<Table>, rater: number): PersonLine['shares'] {
  const { table, labels, labelsOf } = input
  const { raters, items, codes } = table
  const own = new Float64Array(labels.length)
  const others = new Float64Array(labels.length)
  let answers = 0
  for (let item = 0; item < items; item += 1) {
    const from = item * raters
    const code = codes[from + rater] ?? UNRATED
    if (code === UNRATED || !isMet(codes, from, raters, rater)) continue
    answers += 1
    for (const label of labelsOf(code)) own[label] = (own[label] ?? 0) + 1
    addOthers(others, input, from, rater)
  }
  return labels.map((label, place) => ({
    label,
    own: answers === 0 ? 0 : (own[place] ?? 0) / answers,
    others: answers === 0 ? 0 : (others[place] ?? 0) / answers,
  }))
}

/** Each item weighs the same, however many others answered it. */
function addOthers<Table extends RatingTable>(
  sums: Float64Array,
  { table: { raters, codes }, labelsOf }: Input<Table>,
  from: number,
  rater: number,
): void {
  const given: number[] = []
  for (let other = 0; other < raters; other += 1) {
    const code = codes[from + other] ?? UNRATED
    if (other !== rater && code !== UNRATED) given.push(code)
  }
  for (const code of given) for (const label of labelsOf(code)) sums[label] = (sums[label] ?? 0) + 1 / given.length
}
