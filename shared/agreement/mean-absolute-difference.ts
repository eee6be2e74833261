import { unmeasured, type Measured } from './measured.ts'
import type { NumericTable } from './numeric-table.ts'

/** Mean over items with two or more ratings of the mean |x - y| of their pairs, in the unit of the ratings. */
export function meanAbsoluteDifference({ raters, items, values }: NumericTable): Measured {
  let sum = 0
  let comparable = 0
  for (let item = 0; item < items; item += 1) {
    const given = values.subarray(item * raters, (item + 1) * raters).filter((value) => !Number.isNaN(value))
    if (given.length < 2) continue
    comparable += 1
    let differences = 0
    for (const [at, x] of given.entries()) for (const y of given.subarray(at + 1)) differences += Math.abs(x - y)
    sum += (2 * differences) / (given.length * (given.length - 1))
  }
  if (comparable > 0) return { value: sum / comparable }
  return unmeasured(values.every(Number.isNaN) ? 'no-data' : 'no-overlap')
}
