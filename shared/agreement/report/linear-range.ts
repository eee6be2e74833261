import { intervalPolicy } from '../interval-policy.ts'
import type { MeasuredWithError } from '../measured.ts'
import type { Interval } from '../t-interval.ts'

const NORMAL_975 = 1.959963984540054

/** Value ± 1.96 standard errors within the given ends; null where there are too few items or no error. */
export function rangeOf(measured: MeasuredWithError, items: number, [least, most]: [number, number]): Interval | null {
  if (measured.value === null || measured.se === null || intervalPolicy(items) === 'too-few') return null
  const by = NORMAL_975 * measured.se
  return { lower: Math.max(least, measured.value - by), upper: Math.min(most, measured.value + by) }
}

/**
 * A ratio of sums over items, Σ parts / Σ wholes, with its linearised standard error (Cochran 1977, 6.3): residuals
 * parts_i - ratio × wholes_i. Items whose whole is 0 say nothing of it and count towards n all the same.
 */
export function ratioOf(parts: ArrayLike<number>, wholes: ArrayLike<number>): MeasuredWithError {
  const items = parts.length
  let part = 0
  let whole = 0
  for (let item = 0; item < items; item += 1) {
    part += parts[item] ?? 0
    whole += wholes[item] ?? 0
  }
  if (whole === 0) return { value: null, reason: 'label-unused' }
  const value = part / whole
  if (items < 2) return { value, se: null }
  let squares = 0
  for (let item = 0; item < items; item += 1) squares += ((parts[item] ?? 0) - value * (wholes[item] ?? 0)) ** 2
  return { value, se: Math.sqrt((items / (items - 1)) * squares) / whole }
}
