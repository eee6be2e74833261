import { inverseIncompleteBeta } from './incomplete-beta.ts'

/** The p-quantile (p > .5) of Student's t with `freedom` degrees of freedom. */
export function tQuantile(p: number, freedom: number): number {
  const x = inverseIncompleteBeta(2 * (1 - p), freedom / 2, 0.5)
  return Math.sqrt((freedom * (1 - x)) / x)
}

/** The p-quantile of F with `above` and `below` degrees of freedom (they need not be whole). */
export function fQuantile(p: number, above: number, below: number): number {
  // The end of the beta scale nearer to 0 keeps the digits.
  const x = inverseIncompleteBeta(1 - p, below / 2, above / 2)
  return (below * (1 - x)) / (above * x)
}

/** The quantile of sorted numbers by linear interpolation (type 7 of Hyndman & Fan 1996). */
export function sampleQuantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p
  const below = Math.floor(at)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN
  return low + (at - below) * (high - low)
}
