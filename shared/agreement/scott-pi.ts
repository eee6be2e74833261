import { unmeasured, type Measured } from './measured.ts'
import { marginalShares, pairConfusion } from './pair-confusion.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/** π with its two parts, where they exist. */
export type ScottPi = Measured & { observed: number | null; expected: number | null }

/** Scott's π (1955) of two raters, over the items both rated: p_e = Σ ((p_k· + p_·k) / 2)². */
export function scottPi(table: RatingTable): ScottPi {
  if (table.raters > 2) return { ...unmeasured('not-two-raters'), observed: null, expected: null }
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return { ...nothing, observed: null, expected: null }
  const confusion = pairConfusion(table, 0, 1)
  const { rows, columns } = marginalShares(confusion)
  let observed = 0
  let expected = 0
  for (let k = 0; k < table.categories; k += 1) {
    observed += (confusion.counts[k * table.categories + k] ?? 0) / confusion.items
    expected += (((rows[k] ?? 0) + (columns[k] ?? 0)) / 2) ** 2
  }
  if (1 - expected < 1e-12) return { ...unmeasured('no-variation'), observed, expected }
  return { value: (observed - expected) / (1 - expected), observed, expected }
}
