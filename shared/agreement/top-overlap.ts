import { meanOfDefined } from './mean-of-defined.ts'
import { unmeasured, type Measured } from './measured.ts'
import { midRanks } from './mid-ranks.ts'
import { sharedRatings, type NumericTable } from './numeric-table.ts'
import { raterPairs } from './rater-pairs.ts'

/**
 * The share of the first `top` objects (lowest ranks) that two raters have in common, over what
 * both ranked, as a mean over pairs of raters. A tie across the edge brings all its objects in, so
 * it is |A ∩ B| / max(|A|, |B|).
 */
export function meanTopOverlap(table: NumericTable, top: number): Measured {
  const pairs = raterPairs(table.raters).map(([first, second]): Measured => {
    const [x, y] = sharedRatings(table, first, second)
    if (x.length < top) return unmeasured('no-overlap')
    const a = topOf(x, top)
    const b = topOf(y, top)
    return { value: [...a].filter((object) => b.has(object)).length / Math.max(a.size, b.size) }
  })
  return meanOfDefined(pairs, 'single-rater')
}

function topOf(values: Float64Array, top: number): Set<number> {
  const { ranks } = midRanks(values)
  const edge = ranks.toSorted()[top - 1] ?? 0
  return new Set([...ranks.keys()].filter((object) => (ranks[object] ?? Infinity) <= edge))
}
