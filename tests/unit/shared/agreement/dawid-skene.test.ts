import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dawidSkene, likeliest, raterAccuracies } from '#shared/agreement/dawid-skene.ts'
import { majorities, majorityOf } from '#shared/agreement/majority.ts'
import { mulberry32 } from '#shared/agreement/mulberry32.ts'
import { emptyRatingTable, type RatingTable } from '#shared/agreement/rating-table.ts'
import { ratingTables } from '#tests/support/agreement/arbitraries.ts'

type Made = { table: RatingTable; truths: number[] }

/** Items with a known truth; rater g is right with chance `skill[g]`, else gives `otherwise`, or any other label. */
function madeRatings(skills: readonly number[], { items = 400, gaps = 0, seed = 5 } = {}): Made {
  const random = mulberry32(seed)
  const table = emptyRatingTable({ raters: skills.length, items, categories: 3 })
  const truths = Array.from({ length: items }, () => Math.floor(random() * 3))
  for (const [item, truth] of truths.entries()) {
    for (const [rater, skill] of skills.entries()) {
      if (random() < gaps) continue
      const wrong = (truth + 1 + Math.floor(random() * 2)) % 3
      table.codes[item * skills.length + rater] = random() < skill ? truth : wrong
    }
  }
  return { table, truths }
}

const rightOf = ({ table, truths }: Made, answer: (item: number) => number | null): number =>
  truths.filter((truth, item) => answer(item) === truth).length / table.items

describe('Dawid and Skene', () => {
  it('lets two good raters outweigh three bad ones, where the majority fails', () => {
    const made = madeRatings([0.95, 0.95, 0.4, 0.4, 0.4], { items: 1000 })
    const model = dawidSkene(made.table)
    const byModel = rightOf(made, (item) => likeliest(model, item, 3)?.category ?? null)
    const majority = majorities(made.table)
    const byMajority = rightOf(made, (item) => {
      const one = majority[item]
      return one?.kind === 'winner' ? one.category : null
    })
    expect(model.converged).toBe(true)
    expect(byModel).toBeGreaterThan(0.92)
    expect(byModel).toBeGreaterThan(byMajority + 0.1)
  })

  it('finds how good each rater is and how common each label, with gaps', () => {
    const skills = [0.9, 0.75, 0.6, 0.85]
    const model = dawidSkene(madeRatings(skills, { items: 3000, gaps: 0.3 }).table)
    for (const [rater, skill] of skills.entries()) expect(raterAccuracies(model)[rater]).toBeCloseTo(skill, 1)
    for (const share of model.prevalence) expect(share).toBeCloseTo(1 / 3, 1)
  })

  it('reads a rater who always confuses two labels the other way round', () => {
    const { table, truths } = madeRatings([0.9, 0.9, 0.9])
    const swap = [1, 0, 2]
    for (let item = 0; item < table.items; item += 1) table.codes[item * 3 + 2] = swap[truths[item] ?? 0] ?? 0
    const { confusions } = dawidSkene(table)
    const third = Array.from({ length: 3 }, (_, truth) => confusions.slice(18 + 3 * truth, 21 + 3 * truth))
    expect(third[0]?.[1]).toBeGreaterThan(0.9)
    expect(third[1]?.[0]).toBeGreaterThan(0.9)
  })

  it('is sure where all agree, even where it is not where they differ', () => {
    const table: RatingTable = {
      raters: 3,
      items: 4,
      categories: 2,
      codes: Int16Array.from([0, 0, 0, 1, 1, 1, 0, 0, 1, -1, -1, -1]),
    }
    const model = dawidSkene(table)
    expect(likeliest(model, 0, 2)).toMatchObject({ category: 0 })
    expect(likeliest(model, 0, 2)?.confidence).toBeGreaterThan(0.9)
    expect(likeliest(model, 1, 2)).toMatchObject({ category: 1 })
    expect(likeliest(model, 3, 2)).toBeNull()
  })

  it('keeps every distribution a distribution', () => {
    fc.assert(
      fc.property(ratingTables, fc.constantFrom(0, 0.1), (table, smoothing) => {
        const { posteriors, confusions, prevalence } = dawidSkene(table, { smoothing, mostIterations: 20 })
        const q = table.categories
        for (let row = 0; row < confusions.length; row += q)
          expect(sum(confusions.subarray(row, row + q))).toBeCloseTo(1, 9)
        expect(sum(prevalence)).toBeCloseTo(1, 9)
        for (let item = 0; item < table.items; item += 1) {
          const rated = table.codes.subarray(item * table.raters, (item + 1) * table.raters).some((code) => code >= 0)
          expect(sum(posteriors.subarray(item * q, (item + 1) * q))).toBeCloseTo(rated ? 1 : 0, 9)
        }
      }),
    )
  })
})

describe('The majority', () => {
  it('has a winner with its share, a tie, or nothing', () => {
    expect(majorityOf([1, 1, 0, -1], 2)).toEqual({ kind: 'winner', category: 1, share: 2 / 3, ratings: 3 })
    expect(majorityOf([2, 0, 2, 0], 3)).toEqual({ kind: 'tie', categories: [0, 2], share: 0.5, ratings: 4 })
    expect(majorityOf([-1, -1], 3)).toEqual({ kind: 'none' })
  })
})

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
