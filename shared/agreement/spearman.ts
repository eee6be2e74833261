import { meanOfDefined } from './mean-of-defined.ts'
import { unmeasured, type Measured } from './measured.ts'
import { midRanks } from './mid-ranks.ts'
import { sharedRatings, type NumericTable } from './numeric-table.ts'
import { raterPairs } from './rater-pairs.ts'

/** Spearman's ρ of two raters: Pearson's correlation of the mid-ranks of what both rated. */
export function spearman(table: NumericTable, first: number, second: number): Measured {
  const [x, y] = sharedRatings(table, first, second)
  if (x.length === 0) return unmeasured(table.values.every(Number.isNaN) ? 'no-data' : 'no-overlap')
  if (x.length < 2) return unmeasured('one-pair')
  const a = midRanks(x).ranks
  const b = midRanks(y).ranks
  const middle = (x.length + 1) / 2
  let product = 0
  let squaresA = 0
  let squaresB = 0
  for (let at = 0; at < a.length; at += 1) {
    const da = (a[at] ?? 0) - middle
    const db = (b[at] ?? 0) - middle
    product += da * db
    squaresA += da * da
    squaresB += db * db
  }
  if (squaresA === 0 || squaresB === 0) return unmeasured('no-variation')
  return { value: product / Math.sqrt(squaresA * squaresB) }
}

/** The mean of the defined ρ of all pairs of raters (not of Fisher's z). */
export function meanSpearman(table: NumericTable): Measured {
  return meanOfDefined(
    raterPairs(table.raters).map(([first, second]) => spearman(table, first, second)),
    'single-rater',
  )
}
