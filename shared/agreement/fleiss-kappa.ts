import type { AgreementWeights } from './agreement-weights.ts'
import { chanceCorrected, itemMean, type ChanceInput, type ChanceModel } from './chance-corrected.ts'
import { unmeasured, type ChanceCorrected, type Measured } from './measured.ts'
import { ratingCounts, type RatingCounts } from './rating-counts.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/**
 * Fleiss' κ (1971); with missing ratings and weights Gwet's form (2014): raters are exchangeable,
 * p_e = Σ w_kl π_k π_l.
 */
export function fleissKappa(table: RatingTable, weights?: AgreementWeights): ChanceCorrected {
  return chanceCorrected(table, weights, fleissChance)
}

function fleissChance({ counted, weights, shares }: ChanceInput): ChanceModel {
  const { categories } = counted
  // π̄_k = Σ_l (w_kl + w_lk) / 2 · π_l
  const weighted = new Float64Array(categories)
  let expected = 0
  for (let k = 0; k < categories; k += 1) {
    let sum = 0
    for (let l = 0; l < categories; l += 1) {
      sum += (((weights[k * categories + l] ?? 0) + (weights[l * categories + k] ?? 0)) / 2) * (shares[l] ?? 0)
    }
    weighted[k] = sum
    expected += (shares[k] ?? 0) * sum
  }
  return { expected, ofItem: (item) => itemMean(counted, weighted, item) }
}

/** Fleiss' κ_j of one category, 1 - Σ n_ij(m - n_ij) / (n m(m-1) p_j(1-p_j)), with the error under κ_j = 0. */
export type CategoryKappa = { value: number; nullError: number } | Extract<Measured, { value: null }>

/** Needs the same number of ratings on every item, else 'incomplete'. */
export function fleissCategoryKappa(table: RatingTable, category: number): CategoryKappa {
  const complete = completeCounts(table)
  if ('reason' in complete) return complete
  const { counted, raters: m, items: n, totals } = complete
  const given = totals[category] ?? 0
  if (given === 0 || given === n * m) return unmeasured('no-variation')
  const share = given / (n * m)
  let disagreeing = 0
  for (let item = 0; item < counted.items; item += 1) {
    const ofJ = counted.counts[item * counted.categories + category] ?? 0
    disagreeing += ofJ * ((counted.perItem[item] ?? 0) - ofJ)
  }
  const value = 1 - disagreeing / (n * m * (m - 1) * share * (1 - share))
  return { value, nullError: Math.sqrt(2 / (n * m * (m - 1))) }
}

/**
 * Standard error under "no agreement beyond chance" (Fleiss, Nee & Landis 1979): for a test only,
 * never for an interval. Needs the same number of ratings on every item.
 */
export function fleissNullError(table: RatingTable): Measured {
  const complete = completeCounts(table)
  if ('reason' in complete) return complete
  const { raters: m, items: n, totals } = complete
  let spread = 0
  let skew = 0
  for (const given of totals) {
    const p = given / (n * m)
    spread += p * (1 - p)
    skew += p * (1 - p) * (1 - 2 * p)
  }
  if (spread === 0) return unmeasured('no-variation')
  return { value: Math.sqrt((2 / (n * m * (m - 1) * spread ** 2)) * Math.max(0, spread ** 2 - skew)) }
}

type CompleteCounts = { counted: RatingCounts; raters: number; items: number; totals: Float64Array }

/** Counts of a table whose rated items all have the same number of ratings. */
function completeCounts(table: RatingTable): CompleteCounts | Extract<Measured, { value: null }> {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const counted = ratingCounts(table)
  const given = counted.perItem.filter((ratings) => ratings > 0)
  const raters = given[0] ?? 0
  if (given.some((ratings) => ratings !== raters)) return unmeasured('incomplete')
  const totals = new Float64Array(counted.categories)
  for (const [cell, count] of counted.counts.entries()) {
    const category = cell % counted.categories
    totals[category] = (totals[category] ?? 0) + count
  }
  return { counted, raters, items: given.length, totals }
}
