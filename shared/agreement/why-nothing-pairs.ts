import { unmeasured, type Unmeasured } from './measured.ts'
import type { RatingTable } from './rating-table.ts'

/** The reason why no two ratings of a table can be compared; null when some can. */
export function whyNothingPairs({ raters, items, codes }: RatingTable): Unmeasured | null {
  const rated = new Uint8Array(raters)
  for (let item = 0; item < items; item += 1) {
    let given = 0
    for (let rater = 0; rater < raters; rater += 1) {
      if ((codes[item * raters + rater] ?? -1) < 0) continue
      given += 1
      if (given > 1) return null
      rated[rater] = 1
    }
  }
  return unmeasured(reasonFor(rated.reduce((sum, one) => sum + one, 0)))
}

function reasonFor(ratersWithRatings: number): 'no-data' | 'single-rater' | 'no-overlap' {
  if (ratersWithRatings === 0) return 'no-data'
  return ratersWithRatings === 1 ? 'single-rater' : 'no-overlap'
}
