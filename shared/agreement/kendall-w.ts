import { unmeasured, type Measured } from './measured.ts'
import { midRanks } from './mid-ranks.ts'
import { isComplete, type NumericTable } from './numeric-table.ts'

/** Kendall's W = 12 Σ(R_i - R̄)² / (m²(n³ - n) - m Σ(t³ - t)), of m raters who all ranked the same n objects. */
export function kendallW(table: NumericTable): Measured {
  const { raters: m, items: n, values } = table
  if (values.every(Number.isNaN)) return unmeasured('no-data')
  if (m < 2) return unmeasured('single-rater')
  if (!isComplete(table)) return unmeasured('incomplete')
  if (n < 2) return unmeasured('one-pair')
  const sums = new Float64Array(n)
  let tied = 0
  for (let rater = 0; rater < m; rater += 1) {
    const { ranks, ties } = midRanks(Float64Array.from({ length: n }, (_, item) => values[item * m + rater] ?? 0))
    for (const [item, rank] of ranks.entries()) sums[item] = (sums[item] ?? 0) + rank
    tied += ties.reduce((sum, t) => sum + t ** 3 - t, 0)
  }
  const mean = (m * (n + 1)) / 2
  const spread = sums.reduce((sum, total) => sum + (total - mean) ** 2, 0)
  const most = m ** 2 * (n ** 3 - n) - m * tied
  return most === 0 ? unmeasured('no-variation') : { value: (12 * spread) / most }
}
