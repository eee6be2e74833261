import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defined } from '#shared/base/assert.ts'
import { drawReplicates, intervalOf, type Resampled } from '#shared/agreement/bootstrap.ts'
import { bestDisorder, continuumOf, gammaOf, shuffledContinuum } from '#shared/agreement/gamma.ts'
import type { Measured } from '#shared/agreement/measured.ts'
import { mulberry32 } from '#shared/agreement/mulberry32.ts'
import { itemsWith, ratingCounts } from '#shared/agreement/rating-counts.ts'
import { resampleAlpha } from '#shared/agreement/resample-alpha.ts'
import { resampleNumbers, resampleTable } from '#shared/agreement/resample-items.ts'
import type { SpanDocument } from '#shared/agreement/span-document.ts'
import { tInterval } from '#shared/agreement/t-interval.ts'
import { readCases, type AgreementCase, type GammaCase } from '#tests/support/agreement/case-file.ts'
import { alphaMetricOf, codingMeasures, codingTable, withError } from '#tests/support/agreement/coding-measures.ts'
import type { Ask } from '#tests/support/agreement/measure-id.ts'
import { numbersOf, numericMeasures } from '#tests/support/agreement/numeric-measures.ts'
import { setMeasures, setsOf } from '#tests/support/agreement/set-measures.ts'
import { ratedSpans, spanMeasures, spansOf } from '#tests/support/agreement/span-measures.ts'

const FOLDER = process.env['AGREEMENT_CASES'] ?? resolve(import.meta.dirname, '../fixtures/agreement-cases')
const CASES = readCases(FOLDER)
/** Standard errors and their intervals are compared more loosely, as FORMAT.md says. */
const ERROR_ID = /_(se|se0|ase|ase0)(:|$)/

describe('The agreement measures give the values of the cases', () => {
  it('finds cases to compare with', () => {
    expect(CASES.length).toBeGreaterThan(0)
    expect(new Set(CASES.map(({ format }) => format))).toEqual(new Set(['agreement-case/1']))
  })

  for (const one of CASES) {
    it(`${one.id}: every measure it lists`, () => {
      const ask = measuresOf(one)
      const wrong = Object.entries(one.expected).flatMap(([id, expected]) => {
        const got = ask(id)
        if (got === undefined) return [`${id}: no such measure`]
        if (expected.value === null)
          return got.value === null && got.reason !== undefined ? [] : [`${id}: ${got.value}, not undefined`]
        if (got.value === null) return [`${id}: undefined (${got.reason}), not ${expected.value}`]
        return isNear(got.value, expected.value, ERROR_ID.test(id) ? 1e-8 : 1e-9)
          ? []
          : [`${id}: ${got.value}, not ${expected.value}`]
      })
      expect(wrong).toEqual([])
    })

    const { ci95_t_interval: intervals, bootstrap, gamma } = one
    if (intervals !== undefined) {
      it(`${one.id}: its t intervals`, () => {
        const ask = measuresOf(one)
        const items = itemsWith(ratingCounts(codingTable(one.input)), 1)
        for (const [id, bounds] of Object.entries(intervals.values)) {
          const interval = tInterval(defined(withError(id, ask), id), items)
          if (bounds === null) expect(interval, id).toBeNull()
          else expectInterval(defined(interval, id), bounds)
        }
      })
    }
    if (bootstrap !== undefined) {
      it(`${one.id}: its bootstrap, with the same random numbers`, () => {
        for (const [id, expected] of Object.entries(bootstrap.values)) {
          const replicates = drawReplicates(resampledFor(one, id), mulberry32(bootstrap.seed), bootstrap.B)
          const got = intervalOf([replicates])
          if ('reason' in got) throw new Error(`${id} is undefined: ${got.reason}`)
          expect(got.undefinedCount, id).toBe(expected.skipped)
          for (const key of ['lower', 'upper', 'mean', 'se'] as const) {
            expect(isNear(got[key], expected[key], 1e-12), `${id} ${key}: ${got[key]}, not ${expected[key]}`).toBe(true)
          }
        }
      })
    }
    if (gamma !== undefined) it(`${one.id}: γ of its samples and of our own`, () => checkGamma(one, gamma))
  }
})

function measuresOf({ kind, input }: AgreementCase): Ask {
  if (kind.startsWith('coding')) return codingMeasures(input, codingTable(input))
  if (kind.startsWith('multilabel')) return setMeasures(input, setsOf(input))
  if (kind.startsWith('continuous') || kind.startsWith('ranking')) return numericMeasures(numbersOf(input))
  if (kind.startsWith('spans')) return spanMeasures(spansOf(input))
  throw new Error(`No kind ${kind}`)
}

/** What a case resamples: items, by the ways the app resamples them. */
function resampledFor({ kind, input }: AgreementCase, id: string): Resampled {
  if (kind.startsWith('spans')) {
    const whole = spansOf(input)
    const measure = (documents: SpanDocument[]): Measured => defined(spanMeasures({ ...whole, documents })(id), id)
    return {
      units: whole.documents.length,
      statistic: (draws) => measure(Array.from(draws, (unit) => defined(whole.documents[unit], 'document'))),
    }
  }
  if (kind.startsWith('continuous') || kind.startsWith('ranking')) {
    return resampleNumbers(numbersOf(input), (drawn) => defined(numericMeasures(drawn)(id), id))
  }
  if (kind.startsWith('multilabel')) {
    return resampleTable(setsOf(input), (drawn) => defined(setMeasures(input, drawn)(id), id))
  }
  const table = codingTable(input)
  const metric = alphaMetricOf(id.replace('krippendorff_alpha_', ''), input)
  if (metric !== undefined) return resampleAlpha(table, metric)
  return resampleTable(table, (drawn) => defined(codingMeasures(input, drawn)(id), id))
}

function checkGamma({ input }: AgreementCase, gamma: GammaCase): void {
  const { documents, labels } = spansOf(input)
  const document = defined(documents[0], 'document')
  const there = continuumOf(document)
  if ('reason' in there) throw new Error(there.reason)
  const costs = { positional: gamma.alpha, categorical: gamma.beta, empty: gamma.delta_empty }
  const observed = defined(bestDisorder(there.continuum, costs).value, 'disorder')
  expectNear(observed, gamma.observed_disorder)
  const sampled = gamma.samples.map(({ units, disorder }) => {
    const continuum = units.map((marked) => ratedSpans(marked, labels))
    const got = defined(bestDisorder(continuum, costs).value, 'disorder of a sample')
    expectNear(got, disorder)
    return got
  })
  expectNear(sampled.reduce((sum, value) => sum + value, 0) / sampled.length, gamma.expected_disorder_of_these_samples)
  expectNear(defined(gammaOf(observed, sampled).value, 'γ'), gamma.gamma_with_these_samples)
  const { gamma_monte_carlo: drawn } = gamma
  if (drawn === undefined) return
  const bounds = { begin: document.begin ?? 0, end: document.length }
  const own = Array.from({ length: MONTE_CARLO_SAMPLES }, (_, seed) =>
    defined(bestDisorder(shuffledContinuum(there.continuum, bounds, seed), costs).value, 'disorder of our sample'),
  )
  const got = defined(gammaOf(observed, own).value, 'γ')
  expect(Math.abs(got - drawn.value), `γ ${got}, not ${drawn.value}`).toBeLessThanOrEqual(drawn.suggested_tolerance)
}

const MONTE_CARLO_SAMPLES = 200

function expectInterval(got: { lower: number; upper: number }, [lower, upper]: readonly [number, number]): void {
  expect(isNear(got.lower, lower, 1e-8), `${got.lower}, not ${lower}`).toBe(true)
  expect(isNear(got.upper, upper, 1e-8), `${got.upper}, not ${upper}`).toBe(true)
}

function expectNear(got: number, expected: number): void {
  expect(isNear(got, expected, 1e-9), `${got}, not ${expected}`).toBe(true)
}

function isNear(got: number, expected: number, tolerance: number): boolean {
  return Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected))
}
