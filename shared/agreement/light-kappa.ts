import type { AgreementWeights } from './agreement-weights.ts'
import { cohenKappaOf } from './cohen-kappa.ts'
import { meanOfDefined } from './mean-of-defined.ts'
import type { Measured } from './measured.ts'
import { pairConfusion } from './pair-confusion.ts'
import { raterPairs } from './rater-pairs.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/** Light's κ (1971): the mean of the defined Cohen κ of all pairs of raters. */
export function lightKappa(table: RatingTable, weights?: AgreementWeights): Measured {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const pairs = raterPairs(table.raters).map(([first, second]) =>
    cohenKappaOf(pairConfusion(table, first, second), weights),
  )
  // Pairs that share no item say nothing of why; one that shares some does.
  const shared = pairs.filter((pair) => pair.observed !== null)
  return meanOfDefined(shared, 'no-overlap')
}
