import { idSchema, z } from '../base/schema.ts'
import type { FieldId, LabelId } from '../base/ids.ts'

/**
 * A labeled range of a field. `start` and `end` are UTF-16 units, end exclusive;
 * `quote` repeats the covered text, so that a shift can never go unseen.
 */
export const spanValueSchema = z.object({
  field: idSchema<FieldId>(),
  start: z.number().int().min(0),
  end: z.number().int().min(1),
  label: idSchema<LabelId>(),
  quote: z.string().min(1),
})

export type SpanValue = z.infer<typeof spanValueSchema>

export type SpanProblem = 'span-empty' | 'span-outside-text' | 'span-quote-differs' | 'span-splits-letter'

/** True where `offset` (UTF-16) stands between two graphemes of `text`, its two ends included. */
export function isGraphemeEdge(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return offset === 0 || offset === text.length
  // A window is enough: no cluster in our scripts is longer, and whole texts can be megabytes.
  const from = Math.max(0, offset - 64)
  const segments = graphemes.segment(text.slice(from, offset + 64))
  return segments.containing(offset - from)?.index === offset - from
}

const graphemes = new Intl.Segmenter('ur', { granularity: 'grapheme' })

/** Null for a span that fits its text; otherwise the first rule it breaks. */
export function checkSpan(text: string, span: Pick<SpanValue, 'start' | 'end' | 'quote'>): SpanProblem | null {
  if (span.start >= span.end) return 'span-empty'
  if (span.end > text.length) return 'span-outside-text'
  if (text.slice(span.start, span.end) !== span.quote) return 'span-quote-differs'
  if (!isGraphemeEdge(text, span.start) || !isGraphemeEdge(text, span.end)) return 'span-splits-letter'
  return null
}
