/** A marked stretch of text, half-open `[start, end)` in one offset unit; `label` is an index into the declared labels. */
export type RatedSpan = { start: number; end: number; label: number }

/** One document as the raters marked it. */
export type SpanDocument = {
  /** Length of the continuum, in the same unit as the offsets. */
  length: number
  /** Where the continuum begins, if not at 0. */
  begin?: number
  /** By rater. Null: not done. An empty list: done, and nothing marked. */
  spans: readonly (readonly RatedSpan[] | null)[]
}

/** How many raters the documents have columns for. */
export function ratersOf(documents: readonly SpanDocument[]): number {
  return documents.reduce((most, { spans }) => Math.max(most, spans.length), 0)
}
