import { identityWeights, type AgreementWeights } from './agreement-weights.ts'
import { itemsWith, ratingCounts, type RatingCounts } from './rating-counts.ts'
import { unmeasured, type Measured } from './measured.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/**
 * Gwet's linearised standard error of α (2014), a cheap stand-in for the bootstrap above some 50
 * items. Identity weights for nominal α, quadratic ones for interval α.
 */
export function alphaStandardError(table: RatingTable, weights?: AgreementWeights): Measured {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const counted = ratingCounts(table)
  const n = itemsWith(counted, 2)
  if (n < 2) return unmeasured('one-pair')
  const parts = alphaParts(counted, weights ?? identityWeights(table.categories), n)
  if (1 - parts.expected < 1e-12) return unmeasured('no-variation')
  const { agreed, meanRatings, observed, expected, pull } = parts
  const alpha = (observed - expected) / (1 - expected)
  let squares = 0
  for (let item = 0; item < counted.items; item += 1) {
    const given = counted.perItem[item] ?? 0
    if (given < 2) continue
    const surplus = (given - meanRatings) / meanRatings
    const a = (agreed[item] ?? 0) - observed * surplus
    const e = (pull[item] ?? 0) / meanRatings - expected * surplus
    const x = (a - expected - 2 * (1 - alpha) * (e - expected)) / (1 - expected)
    squares += (x - alpha) ** 2
  }
  return { value: Math.sqrt(squares / (n * (n - 1))) }
}

/** b_i, r̄, p', p_e and Σ_k n_ik π̄_k of the items with two ratings or more. */
function alphaParts({ items, categories, counts, perItem }: RatingCounts, weights: AgreementWeights, n: number) {
  const comparable = (item: number): boolean => (perItem[item] ?? 0) >= 2
  let ratings = 0
  const shares = new Float64Array(categories)
  for (let item = 0; item < items; item += 1) {
    if (!comparable(item)) continue
    ratings += perItem[item] ?? 0
    for (let k = 0; k < categories; k += 1) shares[k] = (shares[k] ?? 0) + (counts[item * categories + k] ?? 0)
  }
  const meanRatings = ratings / n
  for (let k = 0; k < categories; k += 1) shares[k] = (shares[k] ?? 0) / ratings
  const pulls = pullOfCategories(weights, shares)
  const agreed = new Float64Array(items)
  const pull = new Float64Array(items)
  let observed = 0
  for (let item = 0; item < items; item += 1) {
    if (!comparable(item)) continue
    let agreeing = 0
    for (let k = 0; k < categories; k += 1) {
      const ofK = counts[item * categories + k] ?? 0
      if (ofK === 0) continue
      let weighted = 0
      for (let l = 0; l < categories; l += 1) {
        weighted += (weights[k * categories + l] ?? 0) * (counts[item * categories + l] ?? 0)
      }
      agreeing += ofK * (weighted - 1)
      pull[item] = (pull[item] ?? 0) + ofK * (pulls[k] ?? 0)
    }
    agreed[item] = agreeing / (meanRatings * ((perItem[item] ?? 0) - 1))
    observed += (agreed[item] ?? 0) / n
  }
  const expected = shares.reduce((sum, share, k) => sum + share * (pulls[k] ?? 0), 0)
  return { agreed, meanRatings, observed, expected, pull }
}

/** π̄_k = Σ_l (w_kl + w_lk) / 2 · π_l. */
function pullOfCategories(weights: AgreementWeights, shares: Float64Array): Float64Array {
  const q = shares.length
  return shares.map((_, k) =>
    shares.reduce((sum, share, l) => sum + (((weights[k * q + l] ?? 0) + (weights[l * q + k] ?? 0)) / 2) * share, 0),
  )
}
