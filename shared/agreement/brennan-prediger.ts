import type { AgreementWeights } from './agreement-weights.ts'
import { chanceCorrected } from './chance-corrected.ts'
import type { ChanceCorrected } from './measured.ts'
import type { RatingTable } from './rating-table.ts'

/**
 * Brennan & Prediger's coefficient (1981), also Bennett's S and Randolph's free-marginal κ:
 * p_e = T_w / q², T_w the sum of the weights and q the number of declared categories.
 */
export function brennanPrediger(table: RatingTable, weights?: AgreementWeights): ChanceCorrected {
  return chanceCorrected(table, weights, ({ weights: used }) => {
    const expected = used.reduce((sum, weight) => sum + weight, 0) / table.categories ** 2
    return { expected, ofItem: () => expected }
  })
}
