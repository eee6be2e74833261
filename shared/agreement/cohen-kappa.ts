import { identityWeights, type AgreementWeights } from './agreement-weights.ts'
import { unmeasured, type ChanceCorrected } from './measured.ts'
import { marginalShares, pairConfusion, type PairConfusion } from './pair-confusion.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/** `se` is for intervals; `nullError` only for a test of κ = 0. `most` is the κ that the two distributions allow. */
export type CohenKappa = ChanceCorrected & { nullError: number | null; most: number | null }

/** Cohen's κ (1960, weighted 1968) of two raters, over the items both rated. */
export function cohenKappa(table: RatingTable, weights?: AgreementWeights): CohenKappa {
  if (table.raters > 2) return { ...unmeasured('not-two-raters'), ...NO_PARTS }
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return { ...nothing, ...NO_PARTS }
  return cohenKappaOf(pairConfusion(table, 0, 1), weights)
}

const NO_PARTS = { observed: null, expected: null, nullError: null, most: null }

/** κ = (p_o - p_e) / (1 - p_e), p_o = Σ w_kl p_kl, p_e = Σ w_kl p_k· p_·l, of counted pairs. */
export function cohenKappaOf(confusion: PairConfusion, weights?: AgreementWeights): CohenKappa {
  if (confusion.items === 0) return { ...unmeasured('no-overlap'), ...NO_PARTS }
  const used = weights ?? identityWeights(confusion.categories)
  const margins = marginalShares(confusion)
  const { observed, expected } = agreementOf(confusion, used, margins)
  if (1 - expected < 1e-12) return { ...unmeasured('no-variation'), ...NO_PARTS, observed, expected }
  const value = (observed - expected) / (1 - expected)
  const errors = standardErrors(confusion, used, { value, expected, ...margins })
  const most = margins.rows.reduce((sum, p, k) => sum + Math.min(p, margins.columns[k] ?? 0), 0)
  return {
    value,
    observed,
    expected,
    ...errors,
    most: weights === undefined ? (most - expected) / (1 - expected) : null,
  }
}

type Margins = { rows: Float64Array; columns: Float64Array }

function agreementOf(
  { categories, counts, items }: PairConfusion,
  weights: AgreementWeights,
  { rows, columns }: Margins,
) {
  let observed = 0
  let expected = 0
  for (let k = 0; k < categories; k += 1) {
    for (let l = 0; l < categories; l += 1) {
      const weight = weights[k * categories + l] ?? 0
      observed += (weight * (counts[k * categories + l] ?? 0)) / items
      expected += weight * (rows[k] ?? 0) * (columns[l] ?? 0)
    }
  }
  return { observed, expected }
}

/**
 * Fleiss, Cohen & Everitt (1969), with w̄_k· = Σ_l w_kl p_·l and w̄_·l = Σ_k w_kl p_k·:
 * Var = [Σ p_kl (w_kl - (w̄_k· + w̄_·l)(1-κ))² - (κ - p_e(1-κ))²] / (n(1-p_e)²), and under κ = 0
 * Var₀ = [Σ p_k· p_·l (w_kl - (w̄_k· + w̄_·l))² - p_e²] / (n(1-p_e)²).
 */
function standardErrors(
  { categories, counts, items }: PairConfusion,
  weights: AgreementWeights,
  { value, expected, rows, columns }: Margins & { value: number; expected: number },
): { se: number; nullError: number } {
  const ofRow = new Float64Array(categories)
  const ofColumn = new Float64Array(categories)
  for (let k = 0; k < categories; k += 1) {
    for (let l = 0; l < categories; l += 1) {
      const weight = weights[k * categories + l] ?? 0
      ofRow[k] = (ofRow[k] ?? 0) + weight * (columns[l] ?? 0)
      ofColumn[l] = (ofColumn[l] ?? 0) + weight * (rows[k] ?? 0)
    }
  }
  let sum = 0
  let nullSum = 0
  for (let k = 0; k < categories; k += 1) {
    for (let l = 0; l < categories; l += 1) {
      const weight = weights[k * categories + l] ?? 0
      const both = (ofRow[k] ?? 0) + (ofColumn[l] ?? 0)
      sum += ((counts[k * categories + l] ?? 0) / items) * (weight - both * (1 - value)) ** 2
      nullSum += (rows[k] ?? 0) * (columns[l] ?? 0) * (weight - both) ** 2
    }
  }
  const scale = Math.sqrt(items) * (1 - expected)
  return {
    se: rootOf(sum - (value - expected * (1 - value)) ** 2) / scale,
    nullError: rootOf(nullSum - expected ** 2) / scale,
  }
}

/** A variance that rounding made less than nothing is nothing. */
function rootOf(variance: number): number {
  return Math.sqrt(Math.max(0, variance))
}
