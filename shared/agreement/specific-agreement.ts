import { unmeasured, type Measured } from './measured.ts'
import { ratingCounts, ratingsGiven, type RatingCounts } from './rating-counts.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/**
 * Proportion of specific agreement of one category: Σ n_ik(n_ik-1) / Σ n_ik(n_i-1); for two raters
 * 2a/(2a+b+c), the pairwise F1 of the category (Hripcsak & Rothschild 2005).
 */
export function specificAgreement(table: RatingTable, category: number): Measured {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const { items, categories, counts, perItem } = ratingCounts(table)
  let agreeing = 0
  let possible = 0
  for (let item = 0; item < items; item += 1) {
    const given = counts[item * categories + category] ?? 0
    agreeing += given * (given - 1)
    possible += given * ((perItem[item] ?? 0) - 1)
  }
  return possible === 0 ? unmeasured('label-unused') : { value: agreeing / possible }
}

/** The share of a category among all ratings. */
export function labelShare(table: RatingTable, category: number): Measured {
  const counted = ratingCounts(table)
  const ratings = ratingsGiven(counted)
  return ratings === 0 ? unmeasured('no-data') : { value: givenTo(counted, category) / ratings }
}

function givenTo({ items, categories, counts }: RatingCounts, category: number): number {
  let given = 0
  for (let item = 0; item < items; item += 1) given += counts[item * categories + category] ?? 0
  return given
}
