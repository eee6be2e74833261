/** A marked stretch of text, half-open `[start, end)` in one offset unit; `label` is an index into the declared labels. */
export type RatedSpan = { start: number; end: number; label: number }

/** One document as the raters marked it. */
export type SpanDocument = {
  /** Where the continuum ends, in the same unit as the offsets: the length of the text. */
  length: number
  /** Where the continuum begins, if not at 0. */
  begin?: number
  /** By rater. Null: not done. An empty list: done, and nothing marked. */
  spans: readonly (readonly RatedSpan[] | null)[]
}

/** How many raters the documents have places for. */
export function ratersOf(documents: readonly SpanDocument[]): number {
  return documents.reduce((most, { spans }) => Math.max(most, spans.length), 0)
}

/** The raters who did a document. */
export function ratersWhoDid({ spans }: SpanDocument): number[] {
  return [...spans.entries()].flatMap(([rater, marked]) => (marked === null ? [] : [rater]))
}

/** True when two spans share a character. */
export function overlap(a: RatedSpan, b: RatedSpan): boolean {
  return Math.min(a.end, b.end) > Math.max(a.start, b.start)
}

/** True when no two spans of one rater share a character. */
export function areApart(spans: readonly RatedSpan[]): boolean {
  const sorted = spans.toSorted((a, b) => a.start - b.start)
  return sorted.every((span, at) => at === 0 || span.start >= (sorted[at - 1]?.end ?? 0))
}
