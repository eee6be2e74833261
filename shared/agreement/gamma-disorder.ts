import type { RatedSpan } from './span-document.ts'

/** Spans by rater, each rater having done the document. */
export type Continuum = readonly (readonly RatedSpan[])[]

/** Weights of γ: of positions (the paper's α), of labels (β), and Δ∅, the cost of a unit without a partner. */
export type GammaCosts = { positional: number; categorical: number; empty: number }

export const GAMMA_COSTS: GammaCosts = { positional: 1, categorical: 1, empty: 1 }

/** d(u, v) = α·((|s_u - s_v| + |e_u - e_v|) / (|u| + |v|))²·Δ∅ + β·Δ∅·[labels differ]. */
export function unitDissimilarity(u: RatedSpan, v: RatedSpan, { positional, categorical, empty }: GammaCosts): number {
  const apart = Math.abs(u.start - v.start) + Math.abs(u.end - v.end)
  const position = (apart / (u.end - u.start + (v.end - v.start))) ** 2
  return empty * (positional * position + (u.label === v.label ? 0 : categorical))
}

/**
 * A unitary alignment: units of different raters held to be the same. `units` are indexes over all
 * raters' units; `saving` is how much less it costs than leaving each of them alone.
 */
export type UnitaryAlignment = { units: number[]; saving: number }

/** More candidates than these are not gone through. */
const ALIGNMENT_LIMIT = 100_000

/**
 * All unitary alignments that cost less than their units alone; no other can be in a best
 * alignment. Null when they are too many. The disorder of one is the mean over the C(m,2) pairs of raters, a pair without both
 * units costing Δ∅.
 */
export function savingAlignments(continuum: Continuum, costs: GammaCosts): UnitaryAlignment[] | null {
  const raters = continuum.length
  const pairs = (raters * (raters - 1)) / 2
  const firstOf = continuum.map((_, rater) => continuum.slice(0, rater).reduce((sum, units) => sum + units.length, 0))
  const found: UnitaryAlignment[] = []
  const chosen: RatedSpan[] = []
  const indexes: number[] = []
  const extend = (rater: number, sum: number): void => {
    // Even with a unit of each rater left at no cost it would not pay.
    const most = chosen.length + raters - rater
    if (found.length > ALIGNMENT_LIMIT || sum >= most * pairs * costs.empty - emptyPairs(pairs, most) * costs.empty)
      return
    if (rater === raters) {
      if (chosen.length < 2) return
      const disorder = (sum + emptyPairs(pairs, chosen.length) * costs.empty) / pairs
      const saving = chosen.length * costs.empty - disorder
      if (saving > 1e-12) found.push({ units: [...indexes], saving })
      return
    }
    extend(rater + 1, sum)
    for (const [at, unit] of (continuum[rater] ?? []).entries()) {
      let added = sum
      for (const other of chosen) added += unitDissimilarity(other, unit, costs)
      chosen.push(unit)
      indexes.push((firstOf[rater] ?? 0) + at)
      extend(rater + 1, added)
      chosen.pop()
      indexes.pop()
    }
  }
  extend(0, 0)
  return found.length > ALIGNMENT_LIMIT ? null : found
}

/** Pairs of raters of which at most one has a unit, when `units` of them have one. */
function emptyPairs(pairs: number, units: number): number {
  return pairs - (units * (units - 1)) / 2
}
