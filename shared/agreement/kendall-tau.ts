import { meanOfDefined } from './mean-of-defined.ts'
import { unmeasured, type Measured } from './measured.ts'
import { sharedRatings, type NumericTable } from './numeric-table.ts'
import { raterPairs } from './rater-pairs.ts'

/** Kendall's τ-b = (C - D) / √((n₀ - t_x)(n₀ - t_y)) of two raters, over what both ranked. Undefined when one ties everything. */
export function kendallTauB(table: NumericTable, first: number, second: number): Measured {
  const [x, y] = sharedRatings(table, first, second)
  if (x.length === 0) return unmeasured(table.values.every(Number.isNaN) ? 'no-data' : 'no-overlap')
  if (x.length < 2) return unmeasured('one-pair')
  let score = 0
  let untiedX = 0
  let untiedY = 0
  for (let a = 0; a < x.length; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const signX = Math.sign((x[a] ?? 0) - (x[b] ?? 0))
      const signY = Math.sign((y[a] ?? 0) - (y[b] ?? 0))
      score += signX * signY
      untiedX += Math.abs(signX)
      untiedY += Math.abs(signY)
    }
  }
  if (untiedX === 0 || untiedY === 0) return unmeasured('no-variation')
  return { value: score / Math.sqrt(untiedX * untiedY) }
}

/** The mean of the defined τ-b of all pairs of raters. */
export function meanKendallTauB(table: NumericTable): Measured {
  return meanOfDefined(
    raterPairs(table.raters).map(([first, second]) => kendallTauB(table, first, second)),
    'single-rater',
  )
}
