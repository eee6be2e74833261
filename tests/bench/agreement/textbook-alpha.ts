/**
 * α nominal as a textbook writes it down: every ordered pair of ratings within every item into a
 * table of tables, then the two disagreements. `ratings` is raters × items, null where missing.
 */
export function textbookAlpha(ratings: readonly (readonly (string | null)[])[]): number {
  const coincidences = new Map<string, Map<string, number>>()
  const items = ratings[0]?.length ?? 0
  for (let item = 0; item < items; item += 1) {
    const given = ratings.map((row) => row[item] ?? null).filter((value) => value !== null)
    if (given.length < 2) continue
    for (const [a, c] of given.entries()) {
      for (const [b, k] of given.entries()) {
        if (a === b) continue
        const row = coincidences.get(c) ?? new Map<string, number>()
        row.set(k, (row.get(k) ?? 0) + 1 / (given.length - 1))
        coincidences.set(c, row)
      }
    }
  }
  const totals = new Map([...coincidences].map(([c, row]) => [c, [...row.values()].reduce((sum, n) => sum + n, 0)]))
  const all = [...totals.values()].reduce((sum, n) => sum + n, 0)
  let observed = 0
  let expected = 0
  for (const [c, ofC] of totals) {
    for (const [k, ofK] of totals) {
      if (c === k) continue
      observed += (coincidences.get(c)?.get(k) ?? 0) / all
      expected += (ofC * ofK) / (all * (all - 1))
    }
  }
  return 1 - observed / expected
}
