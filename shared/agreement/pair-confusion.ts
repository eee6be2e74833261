import type { RatingTable } from './rating-table.ts'

/** What two raters gave to the items both rated: `counts[k * categories + l]` items had k from the first and l from the second. */
export type PairConfusion = { categories: number; counts: Float64Array; items: number }

export function emptyConfusion(categories: number): PairConfusion {
  return { categories, counts: new Float64Array(categories * categories), items: 0 }
}

/** Counts one item in (`by` 1) or out again (`by` -1); an item that one of them did not rate changes nothing. */
export function countPair(confusion: PairConfusion, [first, second]: readonly [number, number], by: 1 | -1 = 1): void {
  if (first < 0 || second < 0) return
  const cell = first * confusion.categories + second
  confusion.counts[cell] = (confusion.counts[cell] ?? 0) + by
  confusion.items += by
}

/** The confusion of two raters of a table (pairwise deletion). */
export function pairConfusion(table: RatingTable, first: number, second: number): PairConfusion {
  const confusion = emptyConfusion(table.categories)
  const { raters, items, codes } = table
  for (let item = 0; item < items; item += 1) {
    const a = codes[item * raters + first] ?? -1
    const b = codes[item * raters + second] ?? -1
    if (a < 0 || b < 0) continue
    const cell = a * confusion.categories + b
    confusion.counts[cell] = (confusion.counts[cell] ?? 0) + 1
    confusion.items += 1
  }
  return confusion
}

/** p_k· and p_·l. */
export function marginalShares({ categories, counts, items }: PairConfusion): {
  rows: Float64Array
  columns: Float64Array
} {
  const rows = new Float64Array(categories)
  const columns = new Float64Array(categories)
  for (let k = 0; k < categories; k += 1) {
    for (let l = 0; l < categories; l += 1) {
      const share = (counts[k * categories + l] ?? 0) / items
      rows[k] = (rows[k] ?? 0) + share
      columns[l] = (columns[l] ?? 0) + share
    }
  }
  return { rows, columns }
}
