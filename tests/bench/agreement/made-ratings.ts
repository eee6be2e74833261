import { mulberry32 } from '#shared/agreement/mulberry32.ts'
import { emptyRatingTable, type RatingTable } from '#shared/agreement/rating-table.ts'

const SKILL = 0.7
const GAPS = 0.05

/** Ratings of five categories: seven of ten are the truth, one of twenty is missing. */
export function madeRatings(raters: number, items: number): RatingTable {
  const random = mulberry32(20_260_101)
  const table = emptyRatingTable({ raters, items, categories: 5 })
  for (let item = 0; item < items; item += 1) {
    const truth = Math.floor(random() * 5)
    for (let rater = 0; rater < raters; rater += 1) {
      if (random() < GAPS) continue
      table.codes[item * raters + rater] = random() < SKILL ? truth : Math.floor(random() * 5)
    }
  }
  return table
}
