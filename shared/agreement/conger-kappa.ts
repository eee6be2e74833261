import type { AgreementWeights } from './agreement-weights.ts'
import { chanceCorrected, type ChanceInput, type ChanceModel } from './chance-corrected.ts'
import type { ChanceCorrected } from './measured.ts'

/**
 * Conger's κ (1980): each rater keeps their own distribution; p_e is the mean over ordered pairs of
 * raters of Σ w_kl p_gk p_hl. Raters without ratings are left out.
 */
export function congerKappa(table: ChanceInput['table'], weights?: AgreementWeights): ChanceCorrected {
  return chanceCorrected(table, weights, congerChance)
}

/** p_gk and n_g of the raters who rated anything. */
type RaterShares = { rater: number; ratings: number; shares: Float64Array }

function congerChance({ table, counted, weights }: ChanceInput): ChanceModel {
  const { categories } = table
  const raters = sharesByRater(table)
  const count = raters.length
  const sums = new Float64Array(categories)
  for (const { shares } of raters) for (const [k, p] of shares.entries()) sums[k] = (sums[k] ?? 0) + p
  let expected = weightedProduct(weights, sums, sums)
  for (const { shares } of raters) expected -= weightedProduct(weights, shares, shares)
  expected /= count * (count - 1)

  // c_gl = Σ_k (R p̄_k - p_gk) w_kl, and its mean under the rater's own distribution.
  const others = raters.map(({ rater, ratings, shares }) => {
    const pull = new Float64Array(categories)
    for (let l = 0; l < categories; l += 1) {
      let sum = 0
      for (let k = 0; k < categories; k += 1) {
        sum += ((sums[k] ?? 0) - (shares[k] ?? 0)) * (weights[k * categories + l] ?? 0)
      }
      pull[l] = sum
    }
    return { rater, ratings, pull, mean: pull.reduce((sum, value, l) => sum + value * (shares[l] ?? 0), 0) }
  })
  const rated = counted.perItem.reduce((sum, given) => sum + (given > 0 ? 1 : 0), 0)
  const ofItem = (item: number): number => {
    let sum = 0
    for (const { rater, ratings, pull, mean } of others) {
      const code = table.codes[item * table.raters + rater] ?? -1
      const own = code < 0 ? 0 : (pull[code] ?? 0)
      sum += (rated / ratings) * (own - ((code < 0 ? 0 : 1) - ratings / rated) * mean)
    }
    return sum / (count * (count - 1))
  }
  return { expected, ofItem }
}

function sharesByRater({ raters, items, categories, codes }: ChanceInput['table']): RaterShares[] {
  const all: RaterShares[] = []
  for (let rater = 0; rater < raters; rater += 1) {
    const counts = new Float64Array(categories)
    let ratings = 0
    for (let item = 0; item < items; item += 1) {
      const code = codes[item * raters + rater] ?? -1
      if (code < 0) continue
      counts[code] = (counts[code] ?? 0) + 1
      ratings += 1
    }
    if (ratings > 0) all.push({ rater, ratings, shares: counts.map((count) => count / ratings) })
  }
  return all
}

function weightedProduct(weights: AgreementWeights, left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (const [k, p] of left.entries()) {
    for (const [l, r] of right.entries()) sum += (weights[k * left.length + l] ?? 0) * p * r
  }
  return sum
}
