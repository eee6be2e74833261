/** Ranks from 1; equal values share the mean of their ranks. `ties` has the size of each group of equals above 1. */
export function midRanks(values: Float64Array): { ranks: Float64Array; ties: number[] } {
  const order = [...values.keys()].toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const ranks = new Float64Array(values.length)
  const ties: number[] = []
  let from = 0
  while (from < order.length) {
    let to = from
    while (to + 1 < order.length && values[order[to + 1] ?? 0] === values[order[from] ?? 0]) to += 1
    for (let at = from; at <= to; at += 1) ranks[order[at] ?? 0] = (from + to) / 2 + 1
    if (to > from) ties.push(to - from + 1)
    from = to + 1
  }
  return { ranks, ties }
}
