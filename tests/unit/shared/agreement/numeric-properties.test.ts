import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { icc } from '#shared/agreement/icc.ts'
import { kendallTauB } from '#shared/agreement/kendall-tau.ts'
import { kendallW } from '#shared/agreement/kendall-w.ts'
import { krippendorffAlpha } from '#shared/agreement/krippendorff-alpha.ts'
import { meanAbsoluteDifference } from '#shared/agreement/mean-absolute-difference.ts'
import { intervalAlpha, ordinalAlpha, ratioAlpha } from '#shared/agreement/numeric-alpha.ts'
import { completeItems, isComplete, numericTable, type NumericTable } from '#shared/agreement/numeric-table.ts'
import { raterShift } from '#shared/agreement/rater-shift.ts'
import { meanSpearman, spearman } from '#shared/agreement/spearman.ts'
import { meanTopOverlap } from '#shared/agreement/top-overlap.ts'
import { numericTables } from '#tests/support/agreement/arbitraries.ts'

const scaled = (table: NumericTable, a: number, b: number): NumericTable => ({
  ...table,
  values: table.values.map((x) => a * x + b),
})

describe('Measures of numbers', () => {
  it('α interval is that of the coincidence matrix, and does not mind a·x + b', () => {
    fc.assert(
      fc.property(numericTables, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -99, max: 99 }), (table, a, b) => {
        const codes = Int16Array.from(table.values, (value) => (Number.isNaN(value) ? -1 : value))
        const values = Array.from({ length: 11 }, (_, value) => value)
        const coded = krippendorffAlpha(
          { raters: table.raters, items: table.items, categories: 11, codes },
          { name: 'interval', values },
        )
        const alpha = intervalAlpha(table)
        const moved = intervalAlpha(scaled(table, a, b))
        if (coded.value === null) {
          expect(alpha).toMatchObject({ value: null, reason: coded.reason })
          expect(moved.value).toBeNull()
          return
        }
        expect(alpha.value).toBeCloseTo(coded.value, 9)
        expect(moved.value).toBeCloseTo(coded.value, 9)
      }),
    )
  })

  it('α ratio does not mind a·x', () => {
    fc.assert(
      fc.property(numericTables, fc.integer({ min: 1, max: 9 }), (table, a) => {
        const before = ratioAlpha(table).value
        const after = ratioAlpha(scaled(table, a, 0)).value
        if (before === null) expect(after).toBeNull()
        else expect(after).toBeCloseTo(before, 9)
      }),
    )
  })

  it('α ordinal does not mind any rising recoding', () => {
    fc.assert(
      fc.property(numericTables, (table) => {
        const before = ordinalAlpha(table).value
        const after = ordinalAlpha({ ...table, values: table.values.map((x) => Math.exp(x) - 7) }).value
        if (before === null) expect(after).toBeNull()
        else expect(after).toBeCloseTo(before, 9)
      }),
    )
  })

  it('ICC of equal scores of two raters is 1, and a constant shift costs agreement but not consistency', () => {
    const scores = [1, 2, 4, 4, 7]
    expect(icc(numericTable([scores, scores]), 'A,1').value).toBeCloseTo(1, 12)
    const shifted = numericTable([scores, scores.map((score) => score + 2)])
    expect(icc(shifted, 'C,1').value).toBeCloseTo(1, 12)
    expect(icc(shifted, 'A,1').value).toBeLessThan(0.8)
    expect(meanAbsoluteDifference(shifted).value).toBe(2)
    expect(raterShift(shifted, 1).value).toBe(2)
  })

  it('ICC says why it has no value: gaps, one rater, one item, nothing', () => {
    expect(
      icc(
        numericTable([
          [1, null],
          [2, 3],
        ]),
        'A,1',
      ),
    ).toMatchObject({ value: null, reason: 'incomplete' })
    expect(icc(numericTable([[1, 2]]), 'A,1')).toMatchObject({ reason: 'single-rater' })
    expect(icc(numericTable([[1], [2]]), 'A,1')).toMatchObject({ reason: 'one-pair' })
    expect(icc(numericTable([[null], [null]]), 'A,1')).toMatchObject({ reason: 'no-data' })
    expect(
      icc(
        numericTable([
          [0.1, 0.1],
          [0.1, 0.1],
        ]),
        'A,1',
      ),
    ).toMatchObject({ reason: 'no-variation' })
  })

  it('listwise deletion leaves a complete table', () => {
    fc.assert(
      fc.property(numericTables, (table) => {
        expect(isComplete(completeItems(table))).toBe(true)
      }),
    )
  })
})

describe('Measures of rankings', () => {
  it('τ-b and ρ do not change when the two raters change places, nor under a rising recoding', () => {
    fc.assert(
      fc.property(numericTables, (table) => {
        for (const measure of [kendallTauB, spearman]) {
          const there = measure(table, 0, 1)
          expect(measure(table, 1, 0)).toEqual(there)
          const { value } = measure({ ...table, values: table.values.map((x) => x ** 3) }, 0, 1)
          if (there.value === null) expect(value).toBeNull()
          else expect(value).toBeCloseTo(there.value, 12)
        }
      }),
    )
  })

  it('mean ρ without ties is (mW - 1) / (m - 1)', () => {
    const rank = fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 6 })
    fc.assert(
      fc.property(fc.array(rank, { minLength: 2, maxLength: 5 }), (rows) => {
        const table = numericTable(rows)
        const w = kendallW(table).value ?? 0
        expect(meanSpearman(table).value).toBeCloseTo((rows.length * w - 1) / (rows.length - 1), 12)
      }),
    )
  })

  it('a judge who ties everything gives no pair, and W needs everyone', () => {
    expect(
      kendallTauB(
        numericTable([
          [1, 1, 1],
          [1, 2, 3],
        ]),
        0,
        1,
      ),
    ).toMatchObject({ reason: 'no-variation' })
    expect(
      kendallW(
        numericTable([
          [1, 2, null],
          [1, 2, 3],
        ]),
      ),
    ).toMatchObject({ reason: 'incomplete' })
  })

  it('the tops of two rankings overlap by their common objects', () => {
    expect(
      meanTopOverlap(
        numericTable([
          [1, 2, 3, 4],
          [2, 1, 4, 3],
        ]),
        2,
      ).value,
    ).toBe(1)
    expect(
      meanTopOverlap(
        numericTable([
          [1, 2, 3, 4],
          [3, 4, 1, 2],
        ]),
        2,
      ).value,
    ).toBe(0)
    expect(
      meanTopOverlap(
        numericTable([
          [1, 2, 2, 4],
          [1, 2, 3, 4],
        ]),
        2,
      ).value,
    ).toBeCloseTo(2 / 3, 12)
  })
})
