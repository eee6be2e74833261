import * as fc from 'fast-check'
import { emptyRatingTable, UNRATED, type RatingTable } from '#shared/agreement/rating-table.ts'
import type { NumericTable } from '#shared/agreement/numeric-table.ts'
import type { RatedSpan, SpanDocument } from '#shared/agreement/span-document.ts'

/** Tables of 2 to 4 raters, with gaps. */
export const ratingTables: fc.Arbitrary<RatingTable> = fc
  .record({
    raters: fc.integer({ min: 2, max: 4 }),
    items: fc.integer({ min: 2, max: 12 }),
    categories: fc.integer({ min: 2, max: 4 }),
  })
  .chain((size) =>
    fc
      .array(fc.integer({ min: UNRATED, max: size.categories - 1 }), {
        minLength: size.raters * size.items,
        maxLength: size.raters * size.items,
      })
      .map((codes) => ({ ...size, codes: Int16Array.from(codes) })),
  )

/** Tables in which every rater rated every item. */
export const completeTables: fc.Arbitrary<RatingTable> = ratingTables.map((table) => ({
  ...table,
  codes: table.codes.map((code) => Math.max(0, code)),
}))

/** Whole-number ratings, with gaps. */
export const numericTables: fc.Arbitrary<NumericTable> = ratingTables.map(({ raters, items, codes }) => ({
  raters,
  items,
  values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : 1 + code * code)),
}))

/** Spans of one rater that share no character. */
const apartSpans: fc.Arbitrary<RatedSpan[]> = fc
  .array(fc.record({ gap: fc.nat(4), length: fc.integer({ min: 1, max: 6 }), label: fc.nat(2) }), { maxLength: 6 })
  .map((parts) => {
    let at = 0
    return parts.map(({ gap, length, label }) => {
      const start = at + gap
      at = start + length
      return { start, end: at, label }
    })
  })

/** Documents of two or three raters, labels 0 to 2, room enough for every span. */
export const spanDocuments: fc.Arbitrary<SpanDocument[]> = fc.integer({ min: 2, max: 3 }).chain((raters) =>
  fc.array(
    fc
      .array(fc.option(apartSpans, { freq: 6 }), { minLength: raters, maxLength: raters })
      .map((spans) => ({ length: 70, spans })),
    { minLength: 1, maxLength: 4 },
  ),
)

/** The same ratings with items in another order. */
export function withItems(table: RatingTable, items: readonly number[]): RatingTable {
  const moved = emptyRatingTable({ ...table, items: items.length })
  for (const [to, from] of items.entries()) {
    moved.codes.set(table.codes.subarray(from * table.raters, (from + 1) * table.raters), to * table.raters)
  }
  return moved
}
