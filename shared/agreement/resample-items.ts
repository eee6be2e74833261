import type { Resampled } from './bootstrap.ts'
import type { Measured } from './measured.ts'
import type { NumericTable } from './numeric-table.ts'
import { emptyRatingTable, type RatingTable } from './rating-table.ts'

/** Any measure of a table on drawn items, each with all its ratings. */
export function resampleTable<Table extends RatingTable>(table: Table, measure: (drawn: Table) => Measured): Resampled {
  const { codes } = emptyRatingTable(table)
  const drawn = { ...table, codes }
  return {
    units: table.items,
    statistic: (draws) => {
      copyRows(table.codes, codes, table.raters, draws)
      return measure(drawn)
    },
  }
}

/** Any measure of numbers on drawn items. */
export function resampleNumbers(table: NumericTable, measure: (drawn: NumericTable) => Measured): Resampled {
  const values = new Float64Array(table.values.length)
  return {
    units: table.items,
    statistic: (draws) => {
      copyRows(table.values, values, table.raters, draws)
      return measure({ ...table, values })
    },
  }
}

function copyRows<Cells extends Int16Array | Float64Array>(
  from: Cells,
  to: Cells,
  width: number,
  draws: Int32Array,
): void {
  for (let at = 0; at < draws.length; at += 1) {
    const row = (draws[at] ?? 0) * width
    for (let column = 0; column < width; column += 1) to[at * width + column] = from[row + column] ?? 0
  }
}

/** The mean of units that each have a value of their own, or none. */
export function resampleMean(values: readonly Measured[], mean: (drawn: readonly Measured[]) => Measured): Resampled {
  return {
    units: values.length,
    statistic: (draws) => mean(Array.from(draws, (unit) => values[unit] ?? { value: null, reason: 'no-data' })),
  }
}
