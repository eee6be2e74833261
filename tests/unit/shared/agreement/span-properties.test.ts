import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alphaU } from '#shared/agreement/alpha-u.ts'
import { characterAlpha } from '#shared/agreement/character-alpha.ts'
import { bestDisorder, continuumOf, shuffledContinuum } from '#shared/agreement/gamma.ts'
import { GAMMA_COSTS } from '#shared/agreement/gamma-disorder.ts'
import type { Measured } from '#shared/agreement/measured.ts'
import type { SpanDocument } from '#shared/agreement/span-document.ts'
import { emptyDocuments, meanPairwiseSpanF1 } from '#shared/agreement/span-f1.ts'
import type { SpanMatch } from '#shared/agreement/span-match.ts'
import {
  addUnitizingSums,
  emptyUnitizingSums,
  unitizingAlpha,
  unitizingSums,
} from '#shared/agreement/unitizing-alpha.ts'
import { spanDocuments } from '#tests/support/agreement/arbitraries.ts'

const MATCHES: SpanMatch[] = ['exact', 'boundaries', 'overlap', 'iou50', 'any-overlap', 'characters']

const swapped = (documents: SpanDocument[]): SpanDocument[] =>
  documents.map((document) => ({ ...document, spans: document.spans.toReversed() }))

const stretched = (documents: SpanDocument[]): SpanDocument[] =>
  documents.map(({ length, spans }) => ({
    length: length * 2,
    spans: spans.map(
      (marked) => marked?.map(({ start, end, label }) => ({ start: start * 2, end: end * 2, label })) ?? null,
    ),
  }))

function expectSame(got: Measured, expected: Measured): void {
  if (expected.value === null) expect(got).toEqual(expected)
  else expect(got.value).toBeCloseTo(expected.value, 9)
}

describe('F1 of spans', () => {
  it('does not change when raters change places or all offsets double', () => {
    fc.assert(
      fc.property(spanDocuments, (documents) => {
        for (const match of MATCHES) {
          const f1 = meanPairwiseSpanF1(documents, { match })
          expectSame(meanPairwiseSpanF1(swapped(documents), { match }), f1)
          expectSame(meanPairwiseSpanF1(stretched(documents), { match }), f1)
        }
      }),
    )
  })

  it('grows from exact over half shared to any overlap', () => {
    fc.assert(
      fc.property(spanDocuments, (documents) => {
        const [exact, half, overlap] = (['exact', 'iou50', 'overlap'] as const).map(
          (match) => meanPairwiseSpanF1(documents, { match }).value,
        )
        if (exact === null || half === null || overlap === null) return
        expect(exact).toBeLessThanOrEqual((half ?? 0) + 1e-12)
        expect(half).toBeLessThanOrEqual((overlap ?? 0) + 1e-12)
      }),
    )
  })

  it('is undefined when nobody marked anything, 0 when only one did, and never takes "not done" for empty', () => {
    const span = { start: 0, end: 3, label: 0 }
    expect(meanPairwiseSpanF1([{ length: 9, spans: [[], []] }], { match: 'exact' })).toEqual({
      value: null,
      reason: 'no-spans',
    })
    expect(meanPairwiseSpanF1([{ length: 9, spans: [[span], []] }], { match: 'exact' })).toEqual({ value: 0 })
    expect(meanPairwiseSpanF1([{ length: 9, spans: [[span], null] }], { match: 'exact' })).toEqual({
      value: null,
      reason: 'single-rater',
    })
    expect(
      emptyDocuments([
        { length: 9, spans: [[], []] },
        { length: 9, spans: [[span], []] },
        { length: 9, spans: [[], null] },
      ]),
    ).toEqual({ empty: 1, shared: 2 })
  })
})

describe('The α of unitizing', () => {
  it('adds up over documents: their sums are those of one long document', () => {
    fc.assert(
      fc.property(spanDocuments, (documents) => {
        const whole = documents.filter(({ spans }) => spans.every((marked) => marked !== null))
        const joined: SpanDocument = {
          length: whole.length * 70,
          spans: (whole[0]?.spans ?? []).map((_, rater) =>
            whole.flatMap(({ spans }, at) =>
              (spans[rater] ?? []).map(({ start, end, label }) => ({
                start: start + at * 70,
                end: end + at * 70,
                label,
              })),
            ),
          ),
        }
        const sums = emptyUnitizingSums(3)
        for (const document of whole) addUnitizingSums(sums, unitizingSums(document, 3))
        const once = unitizingSums(joined, 3)
        for (const key of ['lengths', 'own', 'shared'] as const) {
          for (const [at, value] of once[key].entries()) expect(sums[key][at]).toBeCloseTo(value, 6)
        }
        expectSame(alphaU(whole, 3).alpha, alphaU([joined], 3).alpha)
      }),
    )
  })

  it('its observed part does not change when all offsets double', () => {
    fc.assert(
      fc.property(spanDocuments, (documents) => {
        for (const document of documents) {
          const once = unitizingSums(document, 3).lengths
          const [twice] = stretched([document]).map((one) => unitizingSums(one, 3).lengths)
          for (const [at, length] of once.entries()) expect(twice?.[at]).toBeCloseTo(2 * length, 9)
        }
      }),
    )
  })

  it('is not had of overlapping spans of one rater, and F1 is', () => {
    const spans = [
      [
        { start: 0, end: 5, label: 0 },
        { start: 3, end: 8, label: 1 },
      ],
      [{ start: 0, end: 5, label: 0 }],
    ]
    const reason = { value: null, reason: 'overlapping-spans' }
    expect(unitizingAlpha([{ length: 9, spans }], 2).alpha).toEqual(reason)
    expect(characterAlpha([{ length: 9, spans }], { labels: 2, withoutOutside: false })).toMatchObject(reason)
    expect(meanPairwiseSpanF1([{ length: 9, spans }], { match: 'exact' }).value).toBeCloseTo(2 / 3, 12)
  })

  it('sees no difference between one span and its pieces, which exact F1 does', () => {
    const whole = [{ start: 0, end: 20, label: 0 }]
    const pieces = [0, 5, 10, 15].map((start) => ({ start, end: start + 5, label: 0 }))
    const documents = [{ length: 40, spans: [whole, pieces] }]
    expect(unitizingAlpha(documents, 1).alpha.value).toBeCloseTo(1, 12)
    expect(meanPairwiseSpanF1(documents, { match: 'characters' }).value).toBe(1)
    expect(meanPairwiseSpanF1(documents, { match: 'exact' }).value).toBe(0)
  })
})

describe('The disorder of γ', () => {
  it('does not change when raters change places, and is 0 only when all marked the same', () => {
    fc.assert(
      fc.property(spanDocuments, (documents) => {
        for (const document of documents) {
          const there = continuumOf(document)
          if ('reason' in there) continue
          const disorder = bestDisorder(there.continuum, GAMMA_COSTS)
          expectSame(bestDisorder(there.continuum.toReversed(), GAMMA_COSTS), disorder)
          const same = there.continuum.map(() => there.continuum.find((units) => units.length > 0) ?? [])
          expect(bestDisorder(same, GAMMA_COSTS).value).toBeCloseTo(0, 9)
        }
      }),
    )
  })

  it('random continua keep the lengths and labels of a rater and lie within reach of the text', () => {
    const continuum = [
      [
        { start: 0, end: 4, label: 0 },
        { start: 9, end: 11, label: 1 },
      ],
      [],
    ]
    for (let seed = 0; seed < 50; seed += 1) {
      const drawn = shuffledContinuum(continuum, { begin: 0, end: 30 }, seed)
      expect(drawn.some((units) => units.length > 0)).toBe(true)
      for (const units of drawn) {
        expect(units.map(({ start, end, label }) => [end - start, label])).toEqual(
          units.length === 0
            ? []
            : [
                [4, 0],
                [2, 1],
              ],
        )
        for (const { start } of units) expect(start >= 0 && start < 30).toBe(true)
      }
    }
  })
})
