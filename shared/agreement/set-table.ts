import { assert } from '../base/assert.ts'
import { emptyRatingTable, UNRATED, type RatingTable } from './rating-table.ts'

/**
 * Ratings that are sets of labels. The categories are the distinct sets; `sets[category]` has the
 * label indexes in rising order. The empty set is a rating ("nothing applies"), `UNRATED` is none.
 */
export type SetTable = RatingTable & {
  sets: readonly (readonly number[])[]
  /** How many labels are declared. */
  labels: number
}

/** Makes a table of label indexes, one row of sets per rater; null is a missing rating. */
export function setTable(rows: readonly (readonly (readonly number[] | null)[])[], labels: number): SetTable {
  const found = new Map<string, number>()
  const sets: number[][] = []
  const table = emptyRatingTable({ raters: rows.length, items: rows[0]?.length ?? 0, categories: 0 })
  for (const [rater, row] of rows.entries()) {
    for (const [item, given] of row.entries()) {
      if (given !== null) table.codes[item * table.raters + rater] = codeOf(given, found, sets)
    }
  }
  assert(sets.length <= 32_767, 'distinct sets fit their codes')
  return { ...table, categories: sets.length, sets, labels }
}

function codeOf(given: readonly number[], found: Map<string, number>, sets: number[][]): number {
  const set = [...new Set(given)].toSorted((a, b) => a - b)
  const key = set.join(' ')
  const there = found.get(key)
  if (there !== undefined) return there
  found.set(key, sets.length)
  sets.push(set)
  return sets.length - 1
}

/** One label of the sets as ratings of their own: 0 present, 1 absent. */
export function labelPresence(table: SetTable, label: number): RatingTable {
  const absent = table.sets.map((set) => (set.includes(label) ? 0 : 1))
  const { raters, items } = table
  return { raters, items, categories: 2, codes: table.codes.map((code) => (code < 0 ? UNRATED : (absent[code] ?? 1))) }
}
