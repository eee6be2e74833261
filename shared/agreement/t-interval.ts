import type { MeasuredWithError } from './measured.ts'
import { tQuantile } from './quantiles.ts'

export type Interval = { lower: number; upper: number }

/**
 * The 95% interval value ± t(.975, n-1)·SE, cut at 1: the quick stand-in for a bootstrap.
 * `items` are those with one rating or more. Null where there is no value or no error.
 */
export function tInterval(measured: MeasuredWithError, items: number): Interval | null {
  if (measured.value === null || measured.se === null || items < 2) return null
  const margin = tQuantile(0.975, items - 1) * measured.se
  return { lower: measured.value - margin, upper: Math.min(1, measured.value + margin) }
}
