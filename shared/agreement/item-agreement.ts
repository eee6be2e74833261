import type { AgreementWeights } from './agreement-weights.ts'
import { itemsWith, type RatingCounts } from './rating-counts.ts'

/** The weighted agreement within each item, as Gwet's family of coefficients takes it. */
export type ItemAgreement = {
  /** p_a|i by item; 0 where an item has fewer than two ratings. */
  perItem: Float64Array
  /** p_a, the mean over items with two or more ratings; NaN when there are none. */
  mean: number
  /** n: items with one rating or more. */
  rated: number
  /** n': items with two ratings or more. */
  pairable: number
}

/** p_a|i = Σ_k n_ik (n*_ik - 1) / (n_i (n_i - 1)), n*_ik = Σ_l w_kl n_il. */
export function itemAgreement(counted: RatingCounts, weights: AgreementWeights): ItemAgreement {
  const { items, categories, counts, perItem } = counted
  const agreement = new Float64Array(items)
  let sum = 0
  for (let item = 0; item < items; item += 1) {
    const given = perItem[item] ?? 0
    if (given < 2) continue
    let agreeing = 0
    for (let k = 0; k < categories; k += 1) {
      const ofK = counts[item * categories + k] ?? 0
      if (ofK > 0) agreeing += ofK * (weightedCount(counted, weights, item, k) - 1)
    }
    agreement[item] = agreeing / (given * (given - 1))
    sum += agreement[item] ?? 0
  }
  const pairable = itemsWith(counted, 2)
  return { perItem: agreement, mean: sum / pairable, rated: itemsWith(counted, 1), pairable }
}

function weightedCount({ categories, counts }: RatingCounts, weights: AgreementWeights, item: number, k: number) {
  let sum = 0
  for (let l = 0; l < categories; l += 1) {
    sum += (weights[k * categories + l] ?? 0) * (counts[item * categories + l] ?? 0)
  }
  return sum
}
