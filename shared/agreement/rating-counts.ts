import type { RatingTable } from './rating-table.ts'

/** How often each category was given to each item: `counts[item * categories + category]` is n_ik, `perItem[item]` n_i. */
export type RatingCounts = { items: number; categories: number; counts: Int32Array; perItem: Int32Array }

export function ratingCounts({ raters, items, categories, codes }: RatingTable): RatingCounts {
  const counts = new Int32Array(items * categories)
  const perItem = new Int32Array(items)
  for (let item = 0; item < items; item += 1) {
    let given = 0
    for (let at = item * raters; at < (item + 1) * raters; at += 1) {
      const code = codes[at] ?? -1
      if (code < 0) continue
      const cell = item * categories + code
      counts[cell] = (counts[cell] ?? 0) + 1
      given += 1
    }
    perItem[item] = given
  }
  return { items, categories, counts, perItem }
}

/** Items with at least `least` ratings: 1 for those that count at all, 2 for those that can be compared. */
export function itemsWith({ perItem }: RatingCounts, least: 1 | 2): number {
  let items = 0
  for (const given of perItem) if (given >= least) items += 1
  return items
}

/** All ratings given. */
export function ratingsGiven({ perItem }: RatingCounts): number {
  let ratings = 0
  for (const given of perItem) ratings += given
  return ratings
}
