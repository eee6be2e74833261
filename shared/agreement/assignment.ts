/**
 * The most that a one-to-one matching of rows and columns can save; a pair that saves nothing
 * stays apart. `savings[row][column]` is 0 or more. Hungarian algorithm with potentials
 * (Kuhn 1955, Munkres 1957), O(n³) on a square of costs -saving.
 *
 * 1. Rows enter one at a time.
 * 2. From the new row, the column of least reduced cost is reached, until a free one is found.
 * 3. Potentials move by the least slack, so that reached pairs stay tight.
 * 4. The alternating path back is swapped.
 */
export function mostSavingMatching(savings: readonly Float64Array[], columns: number): number {
  const size = Math.max(savings.length, columns)
  const cost = (row: number, column: number): number => -(savings[row - 1]?.[column - 1] ?? 0)
  const rowPotential = new Float64Array(size + 1)
  const columnPotential = new Float64Array(size + 1)
  /** The row that holds each column; column 0 stands for the row that enters. */
  const holder = new Int32Array(size + 1)
  const cameFrom = new Int32Array(size + 1)
  for (let entering = 1; entering <= size; entering += 1) {
    holder[0] = entering
    let column = 0
    const slack = new Float64Array(size + 1).fill(Infinity)
    const reached = new Uint8Array(size + 1)
    do {
      reached[column] = 1
      const row = holder[column] ?? 0
      let least = Infinity
      let next = 0
      for (let other = 1; other <= size; other += 1) {
        if (reached[other] === 1) continue
        const reduced = cost(row, other) - (rowPotential[row] ?? 0) - (columnPotential[other] ?? 0)
        if (reduced < (slack[other] ?? Infinity)) {
          slack[other] = reduced
          cameFrom[other] = column
        }
        if ((slack[other] ?? Infinity) < least) {
          least = slack[other] ?? Infinity
          next = other
        }
      }
      for (let other = 0; other <= size; other += 1) {
        if (reached[other] === 1) {
          const held = holder[other] ?? 0
          rowPotential[held] = (rowPotential[held] ?? 0) + least
          columnPotential[other] = (columnPotential[other] ?? 0) - least
        } else slack[other] = (slack[other] ?? Infinity) - least
      }
      column = next
    } while ((holder[column] ?? 0) !== 0)
    while (column !== 0) {
      const before = cameFrom[column] ?? 0
      holder[column] = holder[before] ?? 0
      column = before
    }
  }
  let saving = 0
  for (let column = 1; column <= size; column += 1) saving -= cost(holder[column] ?? 0, column)
  return saving
}
