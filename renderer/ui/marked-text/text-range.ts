/** A stretch of a text in UTF-16 units, end exclusive. */
export type TextRange = { readonly start: number; readonly end: number }

export function rangesOverlap(a: TextRange, b: TextRange): boolean {
  return a.start < b.end && b.start < a.end
}

/** The smallest range that covers both. */
export function unionRange(a: TextRange, b: TextRange): TextRange {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) }
}

export function sameRange(a: TextRange | null, b: TextRange | null): boolean {
  return a === b || (a !== null && b !== null && a.start === b.start && a.end === b.end)
}
