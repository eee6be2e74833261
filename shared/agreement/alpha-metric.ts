import { assertNever } from '../base/assert.ts'

/** What counts as how different, δ². Plain data, so that a worker can be given it. */
export type AlphaMetric =
  | { name: 'nominal' }
  /** Krippendorff's rank metric: depends on how often each category was given, not on its code. */
  | { name: 'ordinal' }
  | { name: 'interval'; values: readonly number[] }
  | { name: 'ratio'; values: readonly number[] }
  /** A square of δ², row-major in the order of the categories. */
  | { name: 'custom'; distances: Float64Array }

/** δ² of every pair of categories, row-major. `totals` are n_c of the coincidence matrix. */
export function squaredDistances(metric: AlphaMetric, totals: Float64Array): Float64Array {
  switch (metric.name) {
    case 'nominal':
      return distancesOf(totals.length, () => 1)
    case 'ordinal':
      return ordinalDistances(totals)
    case 'interval': {
      const { values } = metric
      return distancesOf(totals.length, (c, k) => ((values[c] ?? 0) - (values[k] ?? 0)) ** 2)
    }
    case 'ratio': {
      const { values } = metric
      return distancesOf(totals.length, (c, k) => ratioDistance(values[c] ?? 0, values[k] ?? 0))
    }
    case 'custom':
      return metric.distances
    default:
      return assertNever(metric, 'metric')
  }
}

/** ((c - k) / (c + k))², and 0 where c + k is 0. */
function ratioDistance(c: number, k: number): number {
  return c + k === 0 ? 0 : ((c - k) / (c + k)) ** 2
}

/** δ_ck = Σ_{g=c..k} n_g - (n_c + n_k) / 2, squared. */
function ordinalDistances(totals: Float64Array): Float64Array {
  const before = new Float64Array(totals.length + 1)
  for (const [g, n] of totals.entries()) before[g + 1] = (before[g] ?? 0) + n
  const middle = totals.map((n, g) => (before[g] ?? 0) + n / 2)
  return distancesOf(totals.length, (c, k) => ((middle[c] ?? 0) - (middle[k] ?? 0)) ** 2)
}

function distancesOf(categories: number, distance: (c: number, k: number) => number): Float64Array {
  const distances = new Float64Array(categories * categories)
  for (let c = 0; c < categories; c += 1) {
    for (let k = 0; k < categories; k += 1) if (c !== k) distances[c * categories + k] = distance(c, k)
  }
  return distances
}
