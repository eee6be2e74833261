/** Item-major: `values[item * raters + rater]`, NaN where there is no rating. A ranking has one item per ranked object. */
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
export function isComplete({ values }: NumericTable): boolean {
  return !values.some(Number.isNaN)
}

/** Only the items that every rater rated (listwise deletion). */
export function completeItems(table: NumericTable): NumericTable {
  const rows: number[] = []
  for (let item = 0; item < table.items; item += 1) {
    const row = table.values.subarray(item * table.raters, (item + 1) * table.raters)
    if (!row.some(Number.isNaN)) rows.push(...row)
  }
  return {
    raters: table.raters,
    items: table.raters === 0 ? 0 : rows.length / table.raters,
    values: Float64Array.from(rows),
  }
}

/** Two raters' ratings of the items that both rated. */
export function sharedRatings(table: NumericTable, first: number, second: number): [Float64Array, Float64Array] {
  const a: number[] = []
  const b: number[] = []
  for (let item = 0; item < table.items; item += 1) {
    const x = table.values[item * table.raters + first] ?? Number.NaN
    const y = table.values[item * table.raters + second] ?? Number.NaN
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    a.push(x)
    b.push(y)
  }
  return [Float64Array.from(a), Float64Array.from(b)]
}
