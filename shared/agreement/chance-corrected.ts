import { identityWeights, type AgreementWeights } from './agreement-weights.ts'
import { itemAgreement, type ItemAgreement } from './item-agreement.ts'
import { unmeasured, type ChanceCorrected } from './measured.ts'
import { ratingCounts, type RatingCounts } from './rating-counts.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/** A model of chance: p_e, and how much each item's ratings speak for it (p_e|i of Gwet's linearisation). */
export type ChanceModel = { expected: number; ofItem: (item: number) => number }

export type ChanceInput = {
  table: RatingTable
  counted: RatingCounts
  weights: AgreementWeights
  /** π_k: mean over items with a rating of n_ik / n_i. */
  shares: Float64Array
}

/** 1 - p_e below this is 0: every rating is expected to agree by chance alone. */
const NO_VARIATION = 1e-12

/**
 * (p_a - p_e) / (1 - p_e) with Gwet's linearised standard error (Gwet 2021), which takes items as
 * the sample. p_a uses items with two or more ratings, p_e all items with a rating.
 */
export function chanceCorrected(
  table: RatingTable,
  weights: AgreementWeights | undefined,
  chanceOf: (input: ChanceInput) => ChanceModel,
): ChanceCorrected {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return { ...nothing, observed: null, expected: null }
  const counted = ratingCounts(table)
  const used = weights ?? identityWeights(table.categories)
  const chance = chanceOf({ table, counted, weights: used, shares: categoryShares(counted) })
  const agreement = itemAgreement(counted, used)
  const observed = agreement.mean
  const { expected } = chance
  if (1 - expected < NO_VARIATION) return { ...unmeasured('no-variation'), observed, expected }
  const value = (observed - expected) / (1 - expected)
  return { value, se: standardError({ counted, agreement, chance, value }), observed, expected }
}

type ErrorInput = { counted: RatingCounts; agreement: ItemAgreement; chance: ChanceModel; value: number }

/**
 * x_i = (n/n')(p_a|i - p_e [n_i >= 2]) / (1 - p_e) - 2(1 - κ)(p_e|i - p_e) / (1 - p_e);
 * SE² = Σ (x_i - κ)² / (n(n - 1)).
 */
function standardError({ counted, agreement, chance, value }: ErrorInput): number | null {
  const { perItem, rated, pairable } = agreement
  if (rated < 2) return null
  const { expected } = chance
  let squares = 0
  for (let item = 0; item < counted.items; item += 1) {
    const given = counted.perItem[item] ?? 0
    if (given === 0) continue
    const agreed = given < 2 ? 0 : (perItem[item] ?? 0) - expected
    const x = ((rated / pairable) * agreed - 2 * (1 - value) * (chance.ofItem(item) - expected)) / (1 - expected)
    squares += (x - value) ** 2
  }
  return Math.sqrt(squares / (rated * (rated - 1)))
}

/** π_k = (1/n) Σ n_ik / n_i over items with one rating or more. */
function categoryShares({ items, categories, counts, perItem }: RatingCounts): Float64Array {
  const shares = new Float64Array(categories)
  let rated = 0
  for (let item = 0; item < items; item += 1) {
    const given = perItem[item] ?? 0
    if (given === 0) continue
    rated += 1
    for (let k = 0; k < categories; k += 1) {
      shares[k] = (shares[k] ?? 0) + (counts[item * categories + k] ?? 0) / given
    }
  }
  return shares.map((share) => share / rated)
}

/** Σ_k n_ik value_k / n_i: what an item's ratings say of a value that each category has. */
export function itemMean({ categories, counts, perItem }: RatingCounts, values: Float64Array, item: number): number {
  let sum = 0
  for (let k = 0; k < categories; k += 1) sum += (counts[item * categories + k] ?? 0) * (values[k] ?? 0)
  return sum / (perItem[item] ?? 0)
}
