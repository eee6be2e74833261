import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostSavingMatching } from '#shared/agreement/assignment.ts'
import { bestDisorder, continuumOf, gammaOf, gammaSamplesNeeded, GAMMA_UNIT_LIMIT } from '#shared/agreement/gamma.ts'
import { mostSaving } from '#shared/agreement/gamma-alignment.ts'
import {
  GAMMA_COSTS,
  savingAlignments,
  unitDissimilarity,
  type Continuum,
  type UnitaryAlignment,
} from '#shared/agreement/gamma-disorder.ts'
import type { RatedSpan } from '#shared/agreement/span-document.ts'

/** Every choice of disjoint alignments, one after another. */
function bruteForce(alignments: readonly UnitaryAlignment[], taken = new Set<number>(), from = 0): number {
  let most = 0
  for (let at = from; at < alignments.length; at += 1) {
    const { units, saving } = alignments[at] ?? { units: [], saving: 0 }
    if (units.some((unit) => taken.has(unit))) continue
    most = Math.max(most, saving + bruteForce(alignments, new Set([...taken, ...units]), at + 1))
  }
  return most
}

const units: fc.Arbitrary<RatedSpan[]> = fc.array(
  fc
    .record({ start: fc.nat(12), length: fc.integer({ min: 1, max: 6 }), label: fc.nat(1) })
    .map(({ start, length, label }) => ({ start, end: start + length, label })),
  { maxLength: 3 },
)
const continua: fc.Arbitrary<Continuum> = fc.array(units, { minLength: 3, maxLength: 4 })

describe('The best alignment', () => {
  it('saves as much as the best of all choices', () => {
    fc.assert(
      fc.property(continua, (continuum) => {
        const alignments = savingAlignments(continuum, GAMMA_COSTS) ?? []
        fc.pre(alignments.length <= 22)
        const position = continuum.flat().map(({ start, end }) => start + end)
        expect(mostSaving(alignments, position)).toBeCloseTo(bruteForce(alignments), 9)
      }),
    )
  })

  it('is the same whatever saves: also where the relaxed bound is not reached', () => {
    const set = fc.uniqueArray(fc.nat(8), { minLength: 2, maxLength: 3 })
    const any = fc.array(fc.record({ units: set, saving: fc.integer({ min: 1, max: 9 }) }), { maxLength: 14 })
    fc.assert(
      fc.property(any, (alignments) => {
        const position = Array.from({ length: 9 }, (_, unit) => (unit * 5) % 9)
        expect(mostSaving(alignments, position)).toBeCloseTo(bruteForce(alignments), 9)
      }),
    )
    // A triangle: half of each is allowed by the relaxed bound, one is the best.
    const triangle = [
      [0, 1],
      [1, 2],
      [0, 2],
    ].map((pair) => ({ units: pair, saving: 1 }))
    expect(mostSaving(triangle, [0, 1, 2])).toBe(1)
  })

  it('of two raters is an assignment, found both ways alike', () => {
    const two = fc.tuple(units, units)
    fc.assert(
      fc.property(two, ([first, second]) => {
        const alignments = savingAlignments([first, second], GAMMA_COSTS) ?? []
        const savings = first.map((u) =>
          Float64Array.from(second, (v) => Math.max(0, 2 - unitDissimilarity(u, v, GAMMA_COSTS))),
        )
        expect(mostSavingMatching(savings, second.length)).toBeCloseTo(bruteForce(alignments), 9)
      }),
    )
  })

  it('gives up on too many spans over one another, and says so', () => {
    const pile = Array.from({ length: 100 }, (_, at): RatedSpan => ({
      start: at % 7,
      end: 40 + (at % 11),
      label: at % 3,
    }))
    expect(bestDisorder([pile, pile, pile], GAMMA_COSTS)).toEqual({ value: null, reason: 'too-large' })
  })
})

describe('γ', () => {
  it('is 1 for equal spans without a sample, and falls as they come apart', () => {
    expect(gammaOf(0, [])).toEqual({ value: 1 })
    expect(gammaOf(0.5, [1, 1])).toEqual({ value: 0.5 })
    expect(gammaOf(2, [1, 1]).value).toBe(-1)
  })

  it('is refused above its limits, and where nothing was marked', () => {
    const one = { start: 0, end: 1, label: 0 }
    const many = Array.from({ length: (GAMMA_UNIT_LIMIT[3] ?? 0) + 1 }, (_, at) => ({
      start: at,
      end: at + 1,
      label: 0,
    }))
    const large = { value: null, reason: 'too-large' }
    expect(continuumOf({ length: 200, spans: [many, [], []] })).toEqual(large)
    expect(continuumOf({ length: 200, spans: [[one], [one], [one], [one], [one]] })).toEqual(large)
    expect(continuumOf({ length: 200, spans: [[], []] })).toEqual({ value: null, reason: 'no-spans' })
    expect(continuumOf({ length: 200, spans: [[one], null] })).toEqual({ value: null, reason: 'single-rater' })
  })

  it('asks for as many samples as their variation needs', () => {
    expect(gammaSamplesNeeded(Array.from({ length: 30 }, () => 1.5))).toBe(30)
    expect(gammaSamplesNeeded([1, 1.2, 0.8, 1.1, 0.9])).toBe(241)
  })
})
