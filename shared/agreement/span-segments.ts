import type { RatedSpan, SpanDocument } from './span-document.ts'
import { UNRATED } from './rating-table.ts'

/** A stretch of a document in which every rater has one value all along; `UNRATED` for who did not do it. */
export type Segment = { length: number; codes: Int16Array }

/**
 * A document cut where any rater's value changes. A character's value is the label of the span it
 * lies in, or `outside`. Spans of one rater must not overlap.
 */
export function segmentsOf({ begin = 0, length, spans }: SpanDocument, outside: number): Segment[] {
  const sorted = spans.map((marked) => marked?.toSorted((a, b) => a.start - b.start) ?? null)
  const edges = new Set([begin, length])
  for (const marked of sorted) for (const { start, end } of marked ?? []) edges.add(start).add(end)
  const cuts = [...edges].filter((edge) => edge >= begin && edge <= length).toSorted((a, b) => a - b)
  const next = sorted.map(() => 0)
  const segments: Segment[] = []
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const start = cuts[at] ?? 0
    const codes = Int16Array.from(sorted, (marked, rater) => {
      if (marked === null) return UNRATED
      while ((marked[next[rater] ?? 0]?.end ?? Infinity) <= start) next[rater] = (next[rater] ?? 0) + 1
      return valueAt(marked[next[rater] ?? 0], start, outside)
    })
    segments.push({ length: (cuts[at + 1] ?? 0) - start, codes })
  }
  return segments
}

function valueAt(span: RatedSpan | undefined, position: number, outside: number): number {
  return span !== undefined && span.start <= position ? span.label : outside
}
