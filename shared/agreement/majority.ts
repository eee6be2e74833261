import type { RatingTable } from './rating-table.ts'

/** What most raters gave an item. `share` is the winner's part of the item's ratings. */
export type Majority =
  | { kind: 'winner'; category: number; share: number; ratings: number }
  | { kind: 'tie'; categories: number[]; share: number; ratings: number }
  | { kind: 'none' }

/** The majority of one item: the category given most often, or those that tie. */
export function majorityOf(codes: ArrayLike<number>, categories: number): Majority {
  const counts = new Int32Array(categories)
  let ratings = 0
  for (let rater = 0; rater < codes.length; rater += 1) {
    const code = codes[rater] ?? -1
    if (code < 0) continue
    counts[code] = (counts[code] ?? 0) + 1
    ratings += 1
  }
  if (ratings === 0) return { kind: 'none' }
  const most = counts.reduce((max, count) => Math.max(max, count), 0)
  const winners = [...counts.keys()].filter((category) => counts[category] === most)
  const share = most / ratings
  const [category = 0] = winners
  return winners.length === 1
    ? { kind: 'winner', category, share, ratings }
    : { kind: 'tie', categories: winners, share, ratings }
}

/** The majority of every item of a table. */
export function majorities({ raters, items, categories, codes }: RatingTable): Majority[] {
  return Array.from({ length: items }, (_, item) =>
    majorityOf(codes.subarray(item * raters, (item + 1) * raters), categories),
  )
}
