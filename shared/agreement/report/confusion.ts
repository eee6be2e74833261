import type { LabelId } from '../../base/ids.ts'
import type { RatingTable } from '../rating-table.ts'
import { UNRATED } from '../rating-table.ts'
import type { SetTable } from '../set-table.ts'
import type { ConfusionCell } from './question-report.ts'

/** Counts pairs of answers by what was said, whoever said it: the smaller place first. */
export class ConfusionCounts {
  readonly #pairs = new Map<string, ConfusionCell>()
  readonly #places: ReadonlyMap<LabelId | null, number>

  constructor(labels: readonly LabelId[]) {
    this.#places = new Map<LabelId | null, number>([...labels, null].map((label, place) => [label, place]))
  }

  add(one: LabelId | null, other: LabelId | null, pairs = 1): void {
    const [first, second] = this.#place(one) <= this.#place(other) ? [one, other] : [other, one]
    const key = `${first ?? ''} ${second ?? ''}`
    const cell = this.#pairs.get(key) ?? { one: first, other: second, pairs: 0 }
    cell.pairs += pairs
    this.#pairs.set(key, cell)
  }

  /** In the order of the labels. */
  cells(): ConfusionCell[] {
    return [...this.#pairs.values()].sort(
      (a, b) => this.#place(a.one) - this.#place(b.one) || this.#place(a.other) - this.#place(b.other),
    )
  }

  #place(label: LabelId | null): number {
    return this.#places.get(label) ?? this.#places.size
  }
}

/** Of single choices: each pair of answers to one item counts once. */
export function singleConfusion(table: RatingTable, labels: readonly LabelId[]): ConfusionCell[] {
  const counts = new ConfusionCounts(labels)
  eachPair(table, (a, b) => counts.add(labels[a] ?? null, labels[b] ?? null))
  return counts.cells()
}

/**
 * Of sets: labels that both gave stand on the diagonal; of those that only one gave, each meets each that only the other gave,
 * or null where the other gave no other.
 */
export function setConfusion(table: SetTable, labels: readonly LabelId[]): ConfusionCell[] {
  const counts = new ConfusionCounts(labels)
  eachPair(table, (a, b) => {
    const one = table.sets[a] ?? []
    const other = table.sets[b] ?? []
    for (const label of one) if (other.includes(label)) counts.add(labels[label] ?? null, labels[label] ?? null)
    const onlyOne = one.filter((label) => !other.includes(label))
    const onlyOther = other.filter((label) => !one.includes(label))
    for (const label of onlyOne) {
      if (onlyOther.length === 0) counts.add(labels[label] ?? null, null)
      for (const met of onlyOther) counts.add(labels[label] ?? null, labels[met] ?? null)
    }
    if (onlyOne.length === 0) for (const label of onlyOther) counts.add(labels[label] ?? null, null)
  })
  return counts.cells()
}

function eachPair({ raters, items, codes }: RatingTable, tell: (a: number, b: number) => void): void {
  for (let item = 0; item < items; item += 1) {
    for (let one = 0; one < raters; one += 1) {
      const a = codes[item * raters + one] ?? UNRATED
      if (a === UNRATED) continue
      for (let other = one + 1; other < raters; other += 1) {
        const b = codes[item * raters + other] ?? UNRATED
        if (b !== UNRATED) tell(a, b)
      }
    }
  }
}
