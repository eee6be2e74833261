import { describe, expect, it } from 'vitest'
import { linearWeights, ordinalWeights, withinOneWeights } from '#shared/agreement/agreement-weights.ts'
import { brennanPrediger } from '#shared/agreement/brennan-prediger.ts'
import { cohenKappa } from '#shared/agreement/cohen-kappa.ts'
import { fleissKappa } from '#shared/agreement/fleiss-kappa.ts'
import { gwetAc } from '#shared/agreement/gwet-ac.ts'
import { krippendorffAlpha } from '#shared/agreement/krippendorff-alpha.ts'
import { multiValuedAlpha } from '#shared/agreement/multi-valued-alpha.ts'
import { DISTINCT_VALUE_LIMIT, ratioAlpha } from '#shared/agreement/numeric-alpha.ts'
import { numericTable } from '#shared/agreement/numeric-table.ts'
import { observedAgreement } from '#shared/agreement/observed-agreement.ts'
import { fQuantile, sampleQuantile, tQuantile } from '#shared/agreement/quantiles.ts'
import { selectRaters, type RatingTable } from '#shared/agreement/rating-table.ts'
import { setAlpha } from '#shared/agreement/set-agreement.ts'
import { setTable } from '#shared/agreement/set-table.ts'
import { specificAgreement } from '#shared/agreement/specific-agreement.ts'

const NOMINAL = { name: 'nominal' } as const

/** Rows are raters. */
function rated(rows: readonly (readonly number[])[], categories = 2): RatingTable {
  const items = rows[0]?.length ?? 0
  const codes = Array.from({ length: items }, (_, item) => rows.map((row) => row[item] ?? -1)).flat()
  return { raters: rows.length, items, categories, codes: Int16Array.from(codes) }
}

describe('Where the formulas break', () => {
  it('one category used of one declared: nothing varies, and all was agreed', () => {
    const table = rated(
      [
        [0, 0, 0],
        [0, 0, 0],
      ],
      1,
    )
    expect(observedAgreement(table)).toMatchObject({ value: 1 })
    expect(krippendorffAlpha(table, NOMINAL)).toMatchObject({ value: null, reason: 'no-variation' })
    expect(cohenKappa(table)).toMatchObject({ value: null, reason: 'no-variation' })
    expect(gwetAc(table)).toMatchObject({ value: null, reason: 'one-category' })
  })

  it('one category used of two: α and κ have no value, AC1 and Brennan-Prediger are 1', () => {
    const table = rated([
      [0, 0, 0],
      [0, 0, 0],
    ])
    expect(krippendorffAlpha(table, NOMINAL).value).toBeNull()
    expect(cohenKappa(table).value).toBeNull()
    expect(gwetAc(table).value).toBe(1)
    expect(brennanPrediger(table).value).toBe(1)
  })

  it('tells one rater, nobody, and nobody together apart', () => {
    expect(krippendorffAlpha(rated([[0, 1]]), NOMINAL)).toMatchObject({ reason: 'single-rater' })
    expect(
      krippendorffAlpha(
        rated([
          [0, 1],
          [-1, -1],
        ]),
        NOMINAL,
      ),
    ).toMatchObject({ reason: 'single-rater' })
    expect(
      krippendorffAlpha(
        rated([
          [-1, -1],
          [-1, -1],
        ]),
        NOMINAL,
      ),
    ).toMatchObject({ reason: 'no-data' })
    expect(
      krippendorffAlpha(
        rated([
          [0, -1],
          [-1, 1],
        ]),
        NOMINAL,
      ),
    ).toMatchObject({ reason: 'no-overlap' })
  })

  it('one item: no error, and α only when it disagrees', () => {
    expect(krippendorffAlpha(rated([[0], [0]]), NOMINAL).value).toBeNull()
    expect(krippendorffAlpha(rated([[0], [1]]), NOMINAL).value).toBe(0)
    expect(observedAgreement(rated([[0], [1]]))).toEqual({ value: 0, se: null })
  })

  it('a single dissent in constant ratings is exactly 0', () => {
    const row = Array.from({ length: 40 }, () => 0)
    expect(krippendorffAlpha(rated([row, row.with(3, 1), row]), NOMINAL).value).toBe(0)
  })

  it('Cohen is for two raters', () => {
    const three = rated([
      [0, 1],
      [0, 1],
      [0, 0],
    ])
    expect(cohenKappa(three)).toMatchObject({ value: null, reason: 'not-two-raters' })
    expect(cohenKappa(selectRaters(three, [0, 1])).value).toBe(1)
  })

  it('a label that nobody used has no agreement of its own', () => {
    expect(
      specificAgreement(
        rated([
          [0, 0],
          [0, 0],
        ]),
        1,
      ),
    ).toEqual({ value: null, reason: 'label-unused' })
  })

  it('two empty sets are the same set, and the empty set is an answer', () => {
    expect(
      setAlpha(
        setTable(
          [
            [[], []],
            [[], []],
          ],
          2,
        ),
        'masi',
      ),
    ).toMatchObject({ reason: 'no-variation' })
    expect(
      setAlpha(
        setTable(
          [
            [[], [0]],
            [[], [0]],
          ],
          2,
        ),
        'jaccard',
      ).value,
    ).toBe(1)
    expect(
      setAlpha(
        setTable(
          [
            [[], null],
            [null, [0]],
          ],
          2,
        ),
        'dice',
      ),
    ).toMatchObject({ reason: 'no-overlap' })
  })

  it('says what is too much to go through', () => {
    const all = Array.from({ length: 11 }, (_, label) => [label])
    expect(multiValuedAlpha(setTable([all, all], 11))).toEqual({ value: null, reason: 'too-many-labels' })
    const numbers = Array.from({ length: DISTINCT_VALUE_LIMIT + 1 }, (_, at) => at + 0.5)
    expect(ratioAlpha(numericTable([numbers, numbers]))).toMatchObject({ value: null, reason: 'too-large' })
  })
})

describe('Weights and quantiles', () => {
  it('weights go by the declared values, also of a level that nobody used', () => {
    expect([...linearWeights([1, 2, 5])]).toEqual([1, 0.75, 0, 0.75, 1, 0.25, 0, 0.25, 1])
    expect([...ordinalWeights(3)].map((weight) => Math.round(weight * 1000))).toEqual([
      1000, 667, 0, 667, 1000, 667, 0, 667, 1000,
    ])
  })

  it('agreement within one step counts neighbours', () => {
    const table = rated(
      [
        [0, 1, 2, 0],
        [1, 1, 0, 0],
      ],
      3,
    )
    expect(observedAgreement(table, withinOneWeights(3)).value).toBe(0.75)
    expect(fleissKappa(table, withinOneWeights(3)).observed).toBe(0.75)
  })

  it('quantiles are those of the printed tables', () => {
    expect(tQuantile(0.975, 1)).toBeCloseTo(12.706_204_736_174_7, 9)
    expect(tQuantile(0.975, 30)).toBeCloseTo(2.042_272_456_301_24, 12)
    expect(tQuantile(0.975, 9999)).toBeCloseTo(1.960_2, 4)
    expect(fQuantile(0.975, 5, 15)).toBeCloseTo(3.576_4, 4)
    expect(fQuantile(0.975, 15, 5)).toBeCloseTo(6.427_7, 4)
    expect(sampleQuantile([1, 2, 3, 4], 0.25)).toBe(1.75)
  })
})
