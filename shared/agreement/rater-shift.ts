import { unmeasured, type Measured } from './measured.ts'
import type { NumericTable } from './numeric-table.ts'

/**
 * How much higher or lower one rater scores than the others on the same items: the mean over items
 * that the rater and at least one other rated of score - mean of the others' scores.
 */
export function raterShift({ raters, items, values }: NumericTable, rater: number): Measured {
  let sum = 0
  let shared = 0
  for (let item = 0; item < items; item += 1) {
    const own = values[item * raters + rater] ?? Number.NaN
    if (Number.isNaN(own)) continue
    let others = 0
    let ratings = 0
    for (let other = 0; other < raters; other += 1) {
      const score = values[item * raters + other] ?? Number.NaN
      if (other === rater || Number.isNaN(score)) continue
      others += score
      ratings += 1
    }
    if (ratings === 0) continue
    sum += own - others / ratings
    shared += 1
  }
  return shared === 0 ? unmeasured('no-overlap') : { value: sum / shared }
}
