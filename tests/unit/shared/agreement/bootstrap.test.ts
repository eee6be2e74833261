import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  BLOCK_REPLICATES,
  bootstrap,
  hasManyUndefined,
  intervalOf,
  replicateBlock,
} from '#shared/agreement/bootstrap.ts'
import { meanOfRankings, resampledOf, type IntervalJob } from '#shared/agreement/interval-job.ts'
import { intervalPolicy, ruleOfThree } from '#shared/agreement/interval-policy.ts'
import { krippendorffAlpha } from '#shared/agreement/krippendorff-alpha.ts'
import { mulberry32 } from '#shared/agreement/mulberry32.ts'
import { numericTable } from '#shared/agreement/numeric-table.ts'
import type { RatingTable } from '#shared/agreement/rating-table.ts'
import { setTable } from '#shared/agreement/set-table.ts'
import { meanPairwiseSpanF1 } from '#shared/agreement/span-f1.ts'
import { characterAlpha } from '#shared/agreement/character-alpha.ts'
import { unitizingAlpha } from '#shared/agreement/unitizing-alpha.ts'
import { ratingTables, spanDocuments, withItems } from '#tests/support/agreement/arbitraries.ts'

/** 3 raters × n items; each rater keeps to the truth four times of five. */
function noisyTable(items: number, seed = 1): RatingTable {
  const random = mulberry32(seed)
  const codes = new Int16Array(items * 3)
  for (let item = 0; item < items; item += 1) {
    const truth = Math.floor(random() * 3)
    for (let rater = 0; rater < 3; rater += 1)
      codes[item * 3 + rater] = random() < 0.8 ? truth : Math.floor(random() * 3)
  }
  return { raters: 3, items, categories: 3, codes }
}

const drawn = (units: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(units - 1), { minLength: units, maxLength: units })

describe('A bootstrap interval', () => {
  it('is the same every time, and another with another seed', () => {
    const resampled = resampledOf({ kind: 'alpha', table: noisyTable(60), metric: { name: 'nominal' } })
    const interval = bootstrap(resampled, { seed: 7, replicates: 200 })
    expect(bootstrap(resampled, { seed: 7, replicates: 200 })).toEqual(interval)
    expect(bootstrap(resampled, { seed: 8, replicates: 200 })).not.toEqual(interval)
  })

  it('holds the value and is narrower with more items', () => {
    const of = (items: number) => {
      const table = noisyTable(items)
      const interval = bootstrap(resampledOf({ kind: 'alpha', table, metric: { name: 'nominal' } }), {
        seed: 1,
        replicates: 400,
      })
      if ('reason' in interval) throw new Error(interval.reason)
      const { value } = krippendorffAlpha(table, { name: 'nominal' })
      expect(value).toBeGreaterThan(interval.lower)
      expect(value).toBeLessThan(interval.upper)
      return interval.upper - interval.lower
    }
    expect(of(400)).toBeLessThan(of(40) / 2)
  })

  it('covers the true α about 95 times of 100', () => {
    const truth = krippendorffAlpha(noisyTable(60_000, 99), { name: 'nominal' }).value ?? 0
    let covered = 0
    for (let seed = 1; seed <= 100; seed += 1) {
      const interval = bootstrap(
        resampledOf({ kind: 'alpha', table: noisyTable(80, seed), metric: { name: 'nominal' } }),
        { seed, replicates: 300 },
      )
      if (!('reason' in interval) && interval.lower <= truth && truth <= interval.upper) covered += 1
    }
    expect(covered).toBeGreaterThanOrEqual(88)
    expect(covered).toBeLessThanOrEqual(99)
  })

  it('counts replicates without a value, and is undefined when none has one', () => {
    const table: RatingTable = { raters: 2, items: 3, categories: 2, codes: Int16Array.from([0, 0, 0, 0, 1, 1]) }
    const interval = bootstrap(resampledOf({ kind: 'alpha', table, metric: { name: 'nominal' } }), {
      seed: 1,
      replicates: 500,
    })
    if ('reason' in interval) throw new Error(interval.reason)
    // 8 of 27 draws leave the last item out, 1 has nothing else.
    expect(interval.undefinedCount / 500).toBeCloseTo(9 / 27, 1)
    expect(hasManyUndefined(interval)).toBe(true)
    expect(hasManyUndefined({ ...interval, undefinedCount: 25 })).toBe(false)
    expect(interval).toMatchObject({ lower: 1, upper: 1, replicates: 500, below667: 0, below800: 0 })
    expect(intervalOf([{ values: new Float64Array(0), undefinedCount: 50 }])).toEqual({
      value: null,
      reason: 'no-variation',
    })
  })

  it('tells which share of the replicates lies below the two thresholds', () => {
    const interval = intervalOf([{ values: Float64Array.from([0.5, 0.7, 0.75, 0.9]), undefinedCount: 0 }])
    expect(interval).toMatchObject({ below667: 0.25, below800: 0.75 })
  })

  it('ends with a block of what is left', () => {
    const resampled = resampledOf({ kind: 'alpha', table: noisyTable(30), metric: { name: 'nominal' } })
    expect(replicateBlock(resampled, { seed: 1, replicates: BLOCK_REPLICATES + 7 }, 1).values.length).toBe(7)
  })
})

describe('A resampled measure', () => {
  it('α of grouped items is α of the drawn table, whatever the metric', () => {
    fc.assert(
      fc.property(
        ratingTables.chain((table) => fc.tuple(fc.constant(table), drawn(table.items))),
        ([table, draws]) => {
          for (const metric of [
            { name: 'nominal' },
            { name: 'ordinal' },
            { name: 'interval', values: [1, 2, 5, 9] },
          ] as const) {
            const direct = krippendorffAlpha(withItems(table, draws), metric)
            const { value } = resampledOf({ kind: 'alpha', table, metric }).statistic(Int32Array.from(draws))
            if (direct.value === null) expect(value).toBeNull()
            else expect(value).toBeCloseTo(direct.value, 10)
          }
        },
      ),
    )
  })

  it('of documents is that of the drawn documents', () => {
    const choice = { labels: 3, withoutOutside: false }
    fc.assert(
      fc.property(
        spanDocuments.chain((documents) => fc.tuple(fc.constant(documents), drawn(documents.length))),
        ([documents, draws]) => {
          const taken = draws.flatMap((at) => documents[at] ?? [])
          const direct = {
            'span-f1': meanPairwiseSpanF1(taken, { match: 'overlap' }),
            'character-alpha': characterAlpha(taken, choice),
            'unitizing-alpha': unitizingAlpha(taken, 3).alpha,
          }
          const jobs: IntervalJob[] = [
            { kind: 'span-f1', documents, choice: { match: 'overlap' } },
            { kind: 'character-alpha', documents, choice },
            { kind: 'unitizing-alpha', documents, labels: 3 },
          ]
          for (const job of jobs) {
            const expected = direct[job.kind as keyof typeof direct]
            const { value } = resampledOf(job).statistic(Int32Array.from(draws))
            if (expected.value === null) expect(value, job.kind).toBeNull()
            else expect(value, job.kind).toBeCloseTo(expected.value, 9)
          }
        },
      ),
    )
  })

  it('every other headline has its interval too', () => {
    const sets = setTable(
      [
        [[0], [1], [0, 1], [], [0], [1]],
        [[0], [1], [0], [], [0], [0]],
      ],
      2,
    )
    const numbers = numericTable([
      [1, 2, 3, 4, 5, 6],
      [1, 3, 2, 4, 6, 6],
    ])
    const table = noisyTable(30)
    const jobs: IntervalJob[] = [
      ...(
        ['observed-agreement', 'gwet-ac', 'fleiss-kappa', 'conger-kappa', 'brennan-prediger', 'light-kappa'] as const
      ).map((coefficient): IntervalJob => ({ kind: 'coded', coefficient, table })),
      { kind: 'macro-label-alpha', table: sets },
      { kind: 'mean-jaccard', table: sets },
      { kind: 'icc', table: numbers, form: 'A,1' },
      { kind: 'interval-alpha', table: numbers },
      {
        kind: 'rankings',
        rankings: [
          numbers,
          numericTable([
            [1, 2, 3],
            [3, 2, 1],
          ]),
        ],
        measure: 'kendall-w',
      },
      {
        kind: 'rankings',
        rankings: [
          numbers,
          numericTable([
            [1, 2, 3],
            [3, 2, 1],
          ]),
        ],
        measure: 'mean-tau-b',
      },
    ]
    for (const job of jobs) {
      const interval = bootstrap(resampledOf(job), { seed: 3, replicates: 100 })
      if ('reason' in interval) throw new Error(`${job.kind}: ${interval.reason}`)
      expect(interval.lower, job.kind).toBeLessThan(interval.upper)
    }
  })
})

describe('Several rankings together', () => {
  it('are as much agreed on as each is on average; one without a value does not count', () => {
    const rows = (...all: number[][]) => numericTable(all)
    const rankings = [rows([1, 2, 3], [1, 2, 3]), rows([1, 2, 3], [3, 2, 1]), rows([1, 1, 1], [1, 1, 1])]
    expect(meanOfRankings(rankings, 'kendall-w')).toEqual({ value: 0.5 })
    expect(meanOfRankings(rankings, 'mean-spearman').value).toBeCloseTo(0, 12)
    expect(meanOfRankings([], 'kendall-w')).toEqual({ value: null, reason: 'no-data' })
  })
})

describe('Whether an interval is shown', () => {
  it('goes by the number of shared items', () => {
    expect([0, 19, 20, 29, 30].map(intervalPolicy)).toEqual(['too-few', 'too-few', 'warn', 'warn', 'ok'])
  })

  it('after agreement without exception the rate of disagreement may be 3 of n', () => {
    expect(ruleOfThree(60)).toBe(0.05)
    expect(ruleOfThree(2)).toBe(1)
  })
})
