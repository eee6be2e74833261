import type { AlphaMetric } from './alpha-metric.ts'
import { alphaOfCoincidences } from './krippendorff-alpha.ts'
import { coincidencesOf } from './coincidences.ts'
import { unmeasured, type Measured } from './measured.ts'
import type { NumericTable } from './numeric-table.ts'
import { UNRATED, type RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/**
 * α interval of numbers, without a table of their coincidences: with centred values both
 * disagreements are sums of squares, so it is O(ratings) however many distinct numbers there are.
 */
export function intervalAlpha(table: NumericTable): Measured {
  const nothing = whyNothingPairs(asRated(table))
  if (nothing !== null) return nothing
  const centre = meanOf(table)
  let ratings = 0
  let sum = 0
  let squares = 0
  let within = 0
  for (let item = 0; item < table.items; item += 1) {
    const one = itemSums(table, item, centre)
    if (one.ratings < 2) continue
    ratings += one.ratings
    sum += one.sum
    squares += one.squares
    // Σ over ordered pairs of (x - y)² = 2(m Σx² - (Σx)²), here about the item's own mean.
    within += (2 * one.ratings * one.spread) / (one.ratings - 1)
  }
  const between = 2 * (ratings * squares - sum ** 2)
  return between <= 1e-24 * ratings * squares || squares === 0
    ? unmeasured('no-variation')
    : { value: 1 - ((ratings - 1) * within) / between }
}

/** Distinct numbers beyond which α ratio and ordinal are not computed: their table has the square of it. */
export const DISTINCT_VALUE_LIMIT = 2000

/** α ratio of numbers, over their distinct values. */
export function ratioAlpha(table: NumericTable): Measured {
  return alphaOfValues(table, (values) => ({ name: 'ratio', values }))
}

/** α ordinal of numbers, by the ranks of their distinct values. */
export function ordinalAlpha(table: NumericTable): Measured {
  return alphaOfValues(table, () => ({ name: 'ordinal' }))
}

function alphaOfValues(table: NumericTable, metricOf: (values: readonly number[]) => AlphaMetric): Measured {
  if (new Set(table.values).size > DISTINCT_VALUE_LIMIT) return unmeasured('too-large')
  const { coded, values } = codedByValue(table)
  const nothing = whyNothingPairs(coded)
  if (nothing !== null) return nothing
  return alphaOfCoincidences(coincidencesOf(coded), metricOf(values))
}

/** The numbers as codes of their sorted distinct values. */
function codedByValue(table: NumericTable): { coded: RatingTable; values: readonly number[] } {
  const values = [...new Set(table.values)].filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  const codeOf = new Map(values.map((value, code) => [value, code]))
  const codes = Int16Array.from(table.values, (value) => codeOf.get(value) ?? UNRATED)
  return { coded: { raters: table.raters, items: table.items, categories: values.length, codes }, values }
}

function asRated({ raters, items, values }: NumericTable): RatingTable {
  return {
    raters,
    items,
    categories: 1,
    codes: Int16Array.from(values, (value) => (Number.isNaN(value) ? UNRATED : 0)),
  }
}

function meanOf({ values }: NumericTable): number {
  const given = values.filter((value) => !Number.isNaN(value))
  return given.reduce((sum, value) => sum + value, 0) / given.length
}

/** Sums of one item's values about the centre, and their squared spread about their own mean. */
function itemSums({ raters, values }: NumericTable, item: number, centre: number) {
  const given = values.subarray(item * raters, (item + 1) * raters).filter((value) => !Number.isNaN(value))
  const ratings = given.length
  let sum = 0
  let squares = 0
  for (const value of given) {
    sum += value - centre
    squares += (value - centre) ** 2
  }
  const mean = sum / ratings
  const spread = given.reduce((total, value) => total + (value - centre - mean) ** 2, 0)
  return { ratings, sum, squares, spread }
}
