import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldId, LabelId } from '#shared/base/ids.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import { compareSpans, inText, sameSpan, type SpanComparison } from '#shared/domain/span-difference.ts'

const span = (start: number, end: number, label = 'place', field = 'text'): SpanValue => ({
  field: field as FieldId,
  start,
  end,
  label: label as LabelId,
  quote: 'ا'.repeat(end - start),
})
const kinds = ({ differences }: SpanComparison) => differences.map(({ kind }) => kind)

describe('two answers', () => {
  test('agree on what both marked alike', () => {
    const both = [span(0, 4), span(6, 9, 'person')]
    expect(compareSpans([both, both.toReversed()])).toEqual({ agreed: both, differences: [] })
  })

  test('differ at an edge, in a label, or because one marked nothing', () => {
    const found = compareSpans([
      [span(0, 10), span(12, 15), span(30, 34)],
      [span(0, 5), span(12, 15, 'person'), span(20, 24)],
    ])
    expect(found.agreed).toEqual([])
    expect(found.differences).toEqual([
      { kind: 'boundary', said: [span(0, 10), span(0, 5)] },
      { kind: 'label', said: [span(12, 15), span(12, 15, 'person')] },
      { kind: 'missing', said: [null, span(20, 24)] },
      { kind: 'missing', said: [span(30, 34), null] },
    ])
  })

  test('another label on overlapping words is a label difference, also where the edges differ', () => {
    expect(kinds(compareSpans([[span(0, 6)], [span(2, 9, 'person')]]))).toEqual(['label'])
  })

  test('a span is aligned with the one it overlaps most, of equals with its own label', () => {
    const far = compareSpans([[span(0, 10)], [span(0, 3), span(4, 10)]])
    expect(far.differences.map(({ said }) => said)).toEqual(
      [
        [null, span(0, 3)],
        [span(0, 10), span(4, 10)],
      ].toSorted((a, b) => inText((a[0] ?? a[1]) as SpanValue, (b[0] ?? b[1]) as SpanValue)),
    )
    const alike = compareSpans([[span(0, 6)], [span(0, 3, 'person'), span(3, 6)]])
    expect(alike.differences.find(({ said }) => said[0] !== null)?.said[1]).toEqual(span(3, 6))
  })

  test('what is best in all is taken, not what is best first', () => {
    // The longest single overlap (8) would leave both other spans alone: 5 + 5 is more.
    const found = compareSpans([
      [span(0, 13), span(13, 18)],
      [span(0, 5), span(5, 18)],
    ])
    expect(found.differences.map(({ said }) => said)).toEqual([
      [span(0, 13), span(0, 5)],
      [span(13, 18), span(5, 18)],
    ])
  })

  test('nested spans that both have stay agreed beside one that only one has', () => {
    const found = compareSpans([[span(0, 12), span(6, 12, 'person')], [span(0, 12)]])
    expect(found).toEqual({
      agreed: [span(0, 12)],
      differences: [{ kind: 'missing', said: [span(6, 12, 'person'), null] }],
    })
  })

  test('spans of different fields never meet; fields come in their own order', () => {
    const found = compareSpans([[span(0, 4, 'place', 'title')], [span(0, 4, 'place', 'body')]], ['title', 'body'])
    expect(found.differences.map(({ said }) => said)).toEqual([
      [span(0, 4, 'place', 'title'), null],
      [null, span(0, 4, 'place', 'body')],
    ])
  })
})

test('three answers: what two share stays together, and the third is beside it', () => {
  const found = compareSpans([[span(0, 8)], [span(0, 8)], [span(0, 5)]])
  expect(found.differences).toEqual([{ kind: 'boundary', said: [span(0, 8), span(0, 8), span(0, 5)] }])
  expect(compareSpans([[span(0, 8)], [], [span(0, 8)]]).differences).toEqual([
    { kind: 'missing', said: [span(0, 8), null, span(0, 8)] },
  ])
})

test('a text marked all over, with every edge shifted, is aligned in a moment', () => {
  const one = Array.from({ length: 120 }, (_, n) => span(n * 4, n * 4 + 4))
  const other = one.map(({ start, end }) => span(start + 1, end + 1))
  const begun = performance.now()
  const found = compareSpans([one, other])
  expect(performance.now() - begun).toBeLessThan(1_000)
  expect(found.differences.length).toBeGreaterThanOrEqual(120)
})

const spans = fc
  .array(
    fc
      .tuple(fc.nat(18), fc.integer({ min: 1, max: 7 }), fc.constantFrom('place', 'person'))
      .map(([start, length, label]) => span(start, start + length, label)),
    { maxLength: 6 },
  )
  // An answer marks the same words with the same label once.
  .map((list) => list.filter((one, index) => list.findIndex((other) => sameSpan(one, other)) === index))

describe('for any answers', () => {
  test('every span is told once: agreed, or in one difference, where its own answer said it', () => {
    fc.assert(
      fc.property(fc.array(spans, { minLength: 2, maxLength: 4 }), (answers) => {
        const { agreed, differences } = compareSpans(answers)
        for (const [index, answer] of answers.entries()) {
          const told = [...agreed, ...differences.flatMap(({ said }) => said[index] ?? [])]
          expect(told.toSorted(inText)).toEqual(answer.toSorted(inText))
        }
      }),
    )
  })

  test('the order of the answers changes only the order in which they are told', () => {
    fc.assert(
      fc.property(fc.array(spans, { minLength: 2, maxLength: 4 }), fc.infiniteStream(fc.nat()), (answers, random) => {
        const order = answers
          .map((_, index) => ({ index, place: random.next().value }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ index }) => index)
        const straight = compareSpans(answers)
        const shuffled = compareSpans(order.map((index) => answers[index] ?? []))
        expect(shuffled.agreed).toEqual(straight.agreed)
        const inOrder = straight.differences.map(({ kind, said }) => ({
          kind,
          said: order.map((index) => said[index] ?? null),
        }))
        expect(shuffled.differences).toEqual(inOrder)
      }),
    )
  })

  test('spans that stand together overlap, and no agreed one is told as different', () => {
    fc.assert(
      fc.property(fc.array(spans, { minLength: 2, maxLength: 4 }), (answers) => {
        const { agreed, differences } = compareSpans(answers)
        for (const { said, kind } of differences) {
          const there = said.filter((one) => one !== null)
          for (const a of there)
            for (const b of there) expect(Math.min(a.end, b.end)).toBeGreaterThan(Math.max(a.start, b.start))
          expect(agreed.some((one) => there.some((other) => sameSpan(one, other)))).toBe(false)
          if (kind === 'missing') expect(there.length).toBeLessThan(said.length)
        }
      }),
    )
  })
})
