import type { TextRange } from './text-range.ts'

/**
 * Depth of each span: the smallest number that is free among the spans it overlaps, outer spans first, so that the
 * outer one frames the inner. To be asked for spans in logical order (`compareMarks`).
 */
export function depthFinder(): (range: TextRange) => number {
  // Where the last span of each depth ends: from there on the depth is free.
  const ends: number[] = []
  return ({ start, end }) => {
    let depth = 0
    while ((ends[depth] ?? 0) > start) depth += 1
    ends[depth] = end
    return depth
  }
}
