import type { TextRange } from './text-range.ts'

/**
 * Depth of each span: the smallest number that is free among the spans it overlaps, outer spans first, so that the
 * outer one frames the inner. `ranges` are in logical order (`compareMarks`).
 */
export function markDepths(ranges: readonly TextRange[]): number[] {
  let active: { end: number; depth: number }[] = []
  return ranges.map(({ start, end }) => {
    active = active.filter((other) => other.end > start)
    const used = new Set(active.map((other) => other.depth))
    let depth = 0
    while (used.has(depth)) depth += 1
    active.push({ end, depth })
    return depth
  })
}
