import { assertNever } from '../base/assert.ts'
import { unmeasured, type Measured, type Unmeasured } from './measured.ts'
import { isComplete, type NumericTable } from './numeric-table.ts'
import { fQuantile } from './quantiles.ts'
import type { Interval } from './t-interval.ts'

/**
 * Forms of the intraclass correlation (McGraw & Wong 1996): one-way `1`, absolute agreement `A`,
 * consistency `C`; of one rater's score, or of the mean of all (`k`).
 */
export type IccForm = '1,1' | '1,k' | 'A,1' | 'A,k' | 'C,1' | 'C,k'

export type Icc = ({ value: number; interval: Interval | null } | Unmeasured) & { items: number }

/** Mean squares of the items × raters table: of items, of raters, residual, within items. */
export type MeanSquares = { n: number; k: number; items: number; raters: number; residual: number; within: number }

/** Intraclass correlation with its 95% interval of F (McGraw & Wong 1996, tables 7 and 8). Complete tables only. */
export function icc(table: NumericTable, form: IccForm): Icc {
  const why = whyNoIcc(table)
  if (why !== null) return { ...why, items: table.items }
  const squares = meanSquares(table)
  const value = iccValue(squares, form)
  if (value.value === null) return { ...value, items: table.items }
  return { value: value.value, interval: iccInterval(squares, form), items: table.items }
}

function whyNoIcc(table: NumericTable): Unmeasured | null {
  if (table.values.every(Number.isNaN)) return unmeasured('no-data')
  if (table.raters < 2) return unmeasured('single-rater')
  if (!isComplete(table)) return unmeasured('incomplete')
  return table.items < 2 ? unmeasured('one-pair') : null
}

/** The analysis of variance of a complete table. A sum of squares that is only rounding counts as 0. */
export function meanSquares({ raters: k, items: n, values }: NumericTable): MeanSquares {
  const itemMeans = new Float64Array(n)
  const raterMeans = new Float64Array(k)
  let most = 0
  for (const [at, value] of values.entries()) {
    const item = Math.floor(at / k)
    itemMeans[item] = (itemMeans[item] ?? 0) + value / k
    raterMeans[at % k] = (raterMeans[at % k] ?? 0) + value / n
    most = Math.max(most, Math.abs(value))
  }
  const grand = raterMeans.reduce((sum, mean) => sum + mean, 0) / k
  const sums = { items: 0, raters: 0, residual: 0, within: 0 }
  for (const [at, value] of values.entries()) {
    const ofItem = itemMeans[Math.floor(at / k)] ?? 0
    const ofRater = raterMeans[at % k] ?? 0
    sums.items += (ofItem - grand) ** 2
    sums.raters += (ofRater - grand) ** 2
    sums.residual += (value - ofItem - ofRater + grand) ** 2
    sums.within += (value - ofItem) ** 2
  }
  const rounding = n * k * (1e-13 * most) ** 2
  const clean = (sum: number): number => (sum <= rounding ? 0 : sum)
  return {
    n,
    k,
    items: clean(sums.items) / (n - 1),
    raters: clean(sums.raters) / (k - 1),
    residual: clean(sums.residual) / ((n - 1) * (k - 1)),
    within: clean(sums.within) / (n * (k - 1)),
  }
}

function iccValue({ n, k, items, raters, residual, within }: MeanSquares, form: IccForm): Measured {
  switch (form) {
    case '1,1':
      return ratio(items - within, items + (k - 1) * within)
    case '1,k':
      return ratio(items - within, items)
    case 'A,1':
      return ratio(items - residual, items + (k - 1) * residual + (k * (raters - residual)) / n)
    case 'A,k':
      return ratio(items - residual, items + (raters - residual) / n)
    case 'C,1':
      return ratio(items - residual, items + (k - 1) * residual)
    case 'C,k':
      return ratio(items - residual, items)
    default:
      return assertNever(form, 'form of ICC')
  }
}

function ratio(above: number, below: number): Measured {
  return below === 0 ? unmeasured('no-variation') : { value: above / below }
}

function iccInterval(squares: MeanSquares, form: IccForm): Interval | null {
  if (form === 'A,1' || form === 'A,k') return absoluteInterval(squares, form)
  const { n, k, items, residual, within } = squares
  const [noise, freedom] = form === '1,1' || form === '1,k' ? [within, n * (k - 1)] : [residual, (n - 1) * (k - 1)]
  if (noise === 0) return null
  const low = items / noise / fQuantile(0.975, n - 1, freedom)
  const high = (items / noise) * fQuantile(0.975, freedom, n - 1)
  if (form === '1,k' || form === 'C,k') return { lower: 1 - 1 / low, upper: 1 - 1 / high }
  return { lower: (low - 1) / (low + k - 1), upper: (high - 1) / (high + k - 1) }
}

/** The freedom v is Satterthwaite's, from a = k·ICC / (n(1-ICC)) and b = 1 + a(n-1) with ICC(A,1). */
function absoluteInterval(squares: MeanSquares, form: 'A,1' | 'A,k'): Interval | null {
  const { n, k, items, raters, residual } = squares
  const { value } = iccValue(squares, 'A,1')
  if (value === null || value === 1 || residual === 0) return null
  const a = (k * value) / (n * (1 - value))
  const b = 1 + a * (n - 1)
  const freedom =
    (a * raters + b * residual) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * residual) ** 2 / ((n - 1) * (k - 1)))
  const low = fQuantile(0.975, n - 1, freedom)
  const high = fQuantile(0.975, freedom, n - 1)
  const spread = k * raters + (k * n - k - n) * residual
  const lower = (n * (items - low * residual)) / (low * spread + n * items)
  const upper = (n * (high * items - residual)) / (spread + n * high * items)
  return form === 'A,1' ? { lower, upper } : { lower: ofMean(lower, k), upper: ofMean(upper, k) }
}

/** Spearman-Brown: from one rater to the mean of k. */
function ofMean(single: number, k: number): number {
  return (k * single) / (1 + (k - 1) * single)
}
