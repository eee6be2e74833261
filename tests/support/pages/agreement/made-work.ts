import { mulberry32 } from '#shared/agreement/mulberry32.ts'
import type { RatingTable } from '#shared/agreement/rating-table.ts'
import type { SpanDocument } from '#shared/agreement/span-document.ts'

/** Three raters, 200 items, five levels: they are a level apart at times. */
export function madeTable(): RatingTable {
  const random = mulberry32(12)
  const codes = new Int16Array(600)
  for (let item = 0; item < 200; item += 1) {
    const level = Math.floor(random() * 4)
    for (let rater = 0; rater < 3; rater += 1) codes[item * 3 + rater] = level + (random() < 0.3 ? 1 : 0)
  }
  return { raters: 3, items: 200, categories: 5, codes }
}

/** Two raters who mark nearly the same; in the second document exactly the same. */
export function madeDocuments(): SpanDocument[] {
  const spans = [3, 20, 41].map((start, label) => ({ start, end: start + 6, label }))
  const moved = spans.map(({ start, end, label }) => ({ start: start + label, end: end + 2, label }))
  return [
    { length: 60, spans: [spans, moved] },
    { length: 60, spans: [spans, spans] },
  ]
}
