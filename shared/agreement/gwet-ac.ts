import type { AgreementWeights } from './agreement-weights.ts'
import { chanceCorrected, itemMean } from './chance-corrected.ts'
import { unmeasured, type ChanceCorrected } from './measured.ts'
import { observedAgreement } from './observed-agreement.ts'
import type { RatingTable } from './rating-table.ts'

/**
 * Gwet's AC1, and with weights AC2 (Gwet 2008, 2014): p_e = T_w / (q(q-1)) Σ π_k(1 - π_k), q the
 * number of declared categories. Undefined when only one is declared.
 */
export function gwetAc(table: RatingTable, weights?: AgreementWeights): ChanceCorrected {
  const q = table.categories
  if (q < 2) {
    const observed = observedAgreement(table)
    const reason = observed.value === null ? observed.reason : 'one-category'
    return { ...unmeasured(reason), observed: observed.value, expected: null }
  }
  return chanceCorrected(table, weights, ({ counted, weights: used, shares }) => {
    const scale = used.reduce((sum, weight) => sum + weight, 0) / (q * (q - 1))
    const rest = shares.map((share) => 1 - share)
    const spread = shares.reduce((sum, share) => sum + share * (1 - share), 0)
    return { expected: scale * spread, ofItem: (item) => scale * itemMean(counted, rest, item) }
  })
}
