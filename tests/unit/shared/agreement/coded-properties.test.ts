import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  identityWeights,
  linearWeights,
  quadraticWeights,
  type AgreementWeights,
} from '#shared/agreement/agreement-weights.ts'
import { brennanPrediger } from '#shared/agreement/brennan-prediger.ts'
import { cohenKappa } from '#shared/agreement/cohen-kappa.ts'
import { congerKappa } from '#shared/agreement/conger-kappa.ts'
import { fleissCategoryKappa, fleissKappa } from '#shared/agreement/fleiss-kappa.ts'
import { gwetAc } from '#shared/agreement/gwet-ac.ts'
import { krippendorffAlpha } from '#shared/agreement/krippendorff-alpha.ts'
import { lightKappa } from '#shared/agreement/light-kappa.ts'
import type { Measured } from '#shared/agreement/measured.ts'
import {
  observedAgreement,
  pooledAgreement,
  unanimousShare,
  valueWeightedAgreement,
} from '#shared/agreement/observed-agreement.ts'
import { itemsWith, ratingCounts, ratingsGiven } from '#shared/agreement/rating-counts.ts'
import { selectRaters, type RatingTable } from '#shared/agreement/rating-table.ts'
import { scottPi } from '#shared/agreement/scott-pi.ts'
import { completeTables, ratingTables, withItems } from '#tests/support/agreement/arbitraries.ts'

type Measure = (table: RatingTable) => Measured

const CODED: Record<string, Measure> = {
  observed: observedAgreement,
  pooled: pooledAgreement,
  valueWeighted: valueWeightedAgreement,
  unanimous: unanimousShare,
  fleiss: fleissKappa,
  conger: congerKappa,
  light: lightKappa,
  ac1: gwetAc,
  brennanPrediger,
  alpha: (table) => krippendorffAlpha(table, { name: 'nominal' }),
}

const valuesOf = ({ categories }: RatingTable): number[] => Array.from({ length: categories }, (_, k) => k * k + 1)
const METRICS: Record<string, Measure> = {
  ordinal: (table) => krippendorffAlpha(table, { name: 'ordinal' }),
  interval: (table) => krippendorffAlpha(table, { name: 'interval', values: valuesOf(table) }),
  ratio: (table) => krippendorffAlpha(table, { name: 'ratio', values: valuesOf(table) }),
}

function expectSame(got: Measured, expected: Measured, what: string): void {
  if (expected.value === null) expect(got.value, what).toBeNull()
  else expect(got.value, what).toBeCloseTo(expected.value, 9)
}

function expectAllSame(measures: Record<string, Measure>, got: RatingTable, expected: RatingTable): void {
  for (const [name, measure] of Object.entries(measures)) expectSame(measure(got), measure(expected), name)
}

describe('Measures of codes', () => {
  it('never give NaN or an infinity, and a reason where they give nothing', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        for (const [name, measure] of Object.entries({ ...CODED, ...METRICS })) {
          const measured = measure(table)
          if (measured.value === null) expect(measured.reason, name).toBeTypeOf('string')
          else expect(measured.value, name).toSatisfy(Number.isFinite)
        }
      }),
    )
  })

  it('do not change when items or raters come in another order', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        const items = [...Array.from({ length: table.items }).keys()].toReversed()
        const raters = [...Array.from({ length: table.raters }).keys()].toReversed()
        expectAllSame({ ...CODED, ...METRICS }, selectRaters(withItems(table, items), raters), table)
      }),
    )
  })

  it('do not change when nominal labels change places', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        const codes = table.codes.map((code) => (code < 0 ? code : table.categories - 1 - code))
        expectAllSame(CODED, { ...table, codes }, table)
      }),
    )
  })

  it('do not change when items without ratings are added', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        const empty = new Int16Array(table.raters * 3).fill(-1)
        const more = { ...table, items: table.items + 3, codes: Int16Array.from([...table.codes, ...empty]) }
        expectAllSame({ ...CODED, ...METRICS }, more, table)
      }),
    )
  })

  it('take items with one rating into the chance of Fleiss, AC1 and Conger, not into α or κ', () => {
    const table: RatingTable = { raters: 2, items: 4, categories: 2, codes: Int16Array.from([0, 0, 1, 1, 0, 1, 0, 0]) }
    const more = { ...table, items: 6, codes: Int16Array.from([...table.codes, 1, -1, -1, 1]) }
    for (const measure of [fleissKappa, gwetAc])
      expect(measure(more).value).not.toBeCloseTo(measure(table).value ?? 0, 9)
    expect(congerKappa(more).expected).not.toBeCloseTo(congerKappa(table).expected ?? 0, 9)
    fc.assert(
      fc.property(ratingTables, fc.array(fc.nat(1), { maxLength: 4 }), (any, singles) => {
        const rows = singles.flatMap((code) => [code, ...Array.from({ length: any.raters - 1 }, () => -1)])
        const longer = { ...any, items: any.items + singles.length, codes: Int16Array.from([...any.codes, ...rows]) }
        expectSame(krippendorffAlpha(longer, { name: 'nominal' }), krippendorffAlpha(any, { name: 'nominal' }), 'α')
        expectSame(METRICS['ordinal']?.(longer) ?? { value: 0 }, METRICS['ordinal']?.(any) ?? { value: 0 }, 'ordinal α')
        expectSame(cohenKappa(selectRaters(longer, [0, 1])), cohenKappa(selectRaters(any, [0, 1])), 'κ')
      }),
    )
  })

  it('are the same when every item comes twice, and α comes nearer to π', () => {
    fc.assert(
      fc.property(completeTables, (table) => {
        const items = [...Array.from({ length: table.items }).keys()]
        const twice = withItems(table, [...items, ...items])
        const { alpha: _, ...others } = CODED
        expectAllSame(others, twice, table)
        const pi = fleissKappa(table).value
        const once = krippendorffAlpha(table, { name: 'nominal' }).value
        const doubled = krippendorffAlpha(twice, { name: 'nominal' }).value
        if (pi === null || once === null || doubled === null) return
        expect(Math.abs(doubled - pi)).toBeLessThanOrEqual(Math.abs(once - pi) + 1e-12)
      }),
    )
  })

  it('let the number of declared categories count only in AC1 and Brennan-Prediger', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        const wider = { ...table, categories: table.categories + 2 }
        const { ac1: _, brennanPrediger: __, ...others } = CODED
        expectAllSame(others, wider, table)
        for (const measure of [gwetAc, brennanPrediger]) {
          const before = measure(table)
          const after = measure(wider)
          if (before.value !== null && after.value !== null)
            expect(after.value).toBeGreaterThanOrEqual(before.value - 1e-12)
        }
      }),
    )
  })
})

describe('Identities of the coefficients', () => {
  it('Fleiss of two complete raters is Scott, and Conger of two is Cohen', () => {
    fc.assert(
      fc.property(completeTables, (table) => {
        const two = selectRaters(table, [0, 1])
        expectSame(fleissKappa(two), scottPi(two), 'Scott')
        expectSame(congerKappa(two), cohenKappa(two), 'Cohen')
        expectSame(lightKappa(two), cohenKappa(two), 'Light')
      }),
    )
  })

  it('of weighted Conger and Cohen too', () => {
    fc.assert(
      fc.property(completeTables, (table) => {
        const two = selectRaters(table, [0, 1])
        for (const weights of [linearWeights, quadraticWeights].map((make): AgreementWeights => make(valuesOf(two)))) {
          expectSame(congerKappa(two, weights), cohenKappa(two, weights), 'weighted')
        }
      }),
    )
  })

  it('α of complete data is 1 - (1 - π)(N - 1)/N', () => {
    fc.assert(
      fc.property(completeTables, (table) => {
        const pi = fleissKappa(table).value
        const n = ratingsGiven(ratingCounts(table))
        const alpha = krippendorffAlpha(table, { name: 'nominal' })
        expectSame(alpha, pi === null ? alpha : { value: 1 - ((1 - pi) * (n - 1)) / n }, 'α')
      }),
    )
  })

  it('AC2 with identity weights is AC1', () => {
    fc.assert(
      fc.property(ratingTables, (table) =>
        expectSame(gwetAc(table, identityWeights(table.categories)), gwetAc(table), 'AC'),
      ),
    )
  })

  it('Fleiss of the categories, weighted by p(1-p), averages to Fleiss of all', () => {
    fc.assert(
      fc.property(completeTables, (table) => {
        const kappa = fleissKappa(table).value
        if (kappa === null) return
        const counted = ratingCounts(table)
        let sum = 0
        let weights = 0
        for (let k = 0; k < table.categories; k += 1) {
          const one = fleissCategoryKappa(table, k)
          if (one.value === null) continue
          let given = 0
          for (let item = 0; item < table.items; item += 1) given += counted.counts[item * table.categories + k] ?? 0
          const p = given / ratingsGiven(counted)
          sum += p * (1 - p) * one.value
          weights += p * (1 - p)
        }
        expect(sum / weights).toBeCloseTo(kappa, 9)
      }),
    )
  })

  it('the three kinds of observed agreement are one when every item has as many ratings', () => {
    fc.assert(
      fc.property(completeTables, (table) => {
        expectSame(pooledAgreement(table), observedAgreement(table), 'pooled')
        expectSame(valueWeightedAgreement(table), observedAgreement(table), 'by value')
      }),
    )
  })
})

describe('Metrics of α', () => {
  it('interval does not mind a·x + b, ratio a·x, ordinal any rising recoding or unused level', () => {
    fc.assert(
      fc.property(ratingTables, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -50, max: 50 }), (table, a, b) => {
        const values = valuesOf(table)
        const interval = krippendorffAlpha(table, { name: 'interval', values })
        expectSame(
          krippendorffAlpha(table, { name: 'interval', values: values.map((x) => a * x + b) }),
          interval,
          'interval',
        )
        const ratio = krippendorffAlpha(table, { name: 'ratio', values })
        expectSame(krippendorffAlpha(table, { name: 'ratio', values: values.map((x) => a * x) }), ratio, 'ratio')
        const spread = {
          ...table,
          categories: table.categories * 2,
          codes: table.codes.map((code) => (code < 0 ? -1 : 2 * code + 1)),
        }
        expectSame(
          krippendorffAlpha(spread, { name: 'ordinal' }),
          krippendorffAlpha(table, { name: 'ordinal' }),
          'ordinal',
        )
      }),
    )
  })

  it('custom distances of one are nominal', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        const distances = identityWeights(table.categories).map((same) => 1 - same)
        expectSame(
          krippendorffAlpha(table, { name: 'custom', distances }),
          krippendorffAlpha(table, { name: 'nominal' }),
          'custom',
        )
      }),
    )
  })

  it('counts the same items whatever is asked of them', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        expect(krippendorffAlpha(table, { name: 'nominal' }).observedDisagreement === null).toBe(
          itemsWith(ratingCounts(table), 2) === 0,
        )
      }),
    )
  })
})
