import { assert } from '../base/assert.ts'

/** Item-major: `codes[item * raters + rater]` is an index into the declared categories, `UNRATED` where there is no rating. */
export type RatingTable = { raters: number; items: number; categories: number; codes: Int16Array }

export const UNRATED = -1

export type TableSize = { raters: number; items: number; categories: number }

/** A table without ratings, to be filled. */
export function emptyRatingTable({ raters, items, categories }: TableSize): RatingTable {
  return { raters, items, categories, codes: new Int16Array(raters * items).fill(UNRATED) }
}

/** The code of a rating, or `UNRATED`. */
export function codeAt(table: RatingTable, item: number, rater: number): number {
  assert(item < table.items && rater < table.raters, 'a rating lies inside its table')
  return table.codes[item * table.raters + rater] ?? UNRATED
}

/** The same items with the named raters only, in the given order. */
export function selectRaters(table: RatingTable, raters: readonly number[]): RatingTable {
  const selected = emptyRatingTable({ ...table, raters: raters.length })
  for (let item = 0; item < table.items; item += 1) {
    for (const [to, from] of raters.entries()) selected.codes[item * raters.length + to] = codeAt(table, item, from)
  }
  return selected
}

/** The ratings recoded to 0 (the category) and 1 (any other). */
export function oneAgainstRest(table: RatingTable, category: number): RatingTable {
  const codes = table.codes.map((code) => (code < 0 ? UNRATED : code === category ? 0 : 1))
  return { ...table, categories: 2, codes }
}
