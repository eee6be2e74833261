/** Item-major: `values[item * raters + rater]`, NaN where there is no rating. Rankings have one item per ranked object. */
export type NumericTable = { raters: number; items: number; values: Float64Array }

/** Makes a table of rows of numbers, one row per rater; null is a missing rating. */
export function numericTable(rows: readonly (readonly (number | null)[])[]): NumericTable {
  const raters = rows.length
  const items = rows[0]?.length ?? 0
  const values = new Float64Array(raters * items).fill(Number.NaN)
  for (const [rater, row] of rows.entries()) {
    for (const [item, value] of row.entries()) values[item * raters + rater] = value ?? Number.NaN
  }
  return { raters, items, values }
}

/** True when every rater rated every item. */
export function isComplete(table: NumericTable): boolean {
  return !table.values.some(Number.isNaN)
}

/** One rater's ratings, NaN where missing. */
export function ratingsOf(table: NumericTable, rater: number): Float64Array {
  return Float64Array.from(
    { length: table.items },
    (_, item) => table.values[item * table.raters + rater] ?? Number.NaN,
  )
}
