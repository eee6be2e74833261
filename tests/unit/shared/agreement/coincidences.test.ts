import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addItem,
  coincidenceMatrix,
  coincidencesOf,
  countCoincidences,
  emptyCoincidences,
  removeItem,
} from '#shared/agreement/coincidences.ts'
import { countPair, emptyConfusion, pairConfusion } from '#shared/agreement/pair-confusion.ts'
import type { RatingTable } from '#shared/agreement/rating-table.ts'
import { ratingTables } from '#tests/support/agreement/arbitraries.ts'

const itemOf = (table: RatingTable, item: number): Int16Array =>
  table.codes.subarray(item * table.raters, (item + 1) * table.raters)

describe('Coincidence counts', () => {
  it('kept item by item are those of the whole table', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        const counts = emptyCoincidences(table.categories)
        for (let item = 0; item < table.items; item += 1) addItem(counts, itemOf(table, item))
        expect(counts).toEqual(countCoincidences(table))
      }),
    )
  })

  it('are exactly what they were when an item is taken out again', () => {
    fc.assert(
      fc.property(ratingTables, ratingTables, (table, other) => {
        const counts = countCoincidences(table)
        const before = coincidenceMatrix(counts)
        const codes = itemOf({ ...other, codes: other.codes.map((code) => Math.min(code, table.categories - 1)) }, 0)
        addItem(counts, codes)
        removeItem(counts, codes)
        expect(coincidenceMatrix(counts)).toEqual(before)
        expect(counts.items).toBe(countCoincidences(table).items)
      }),
    )
  })

  it('hold a row for each pairable rating: their total is how many those are', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        let pairable = 0
        for (let item = 0; item < table.items; item += 1) {
          const given = itemOf(table, item).filter((code) => code >= 0).length
          if (given > 1) pairable += given
        }
        expect(coincidencesOf(table).total).toBeCloseTo(pairable, 9)
      }),
    )
  })
})

describe('The confusion of a pair', () => {
  it('kept item by item is that of the whole table, and taking out undoes putting in', () => {
    fc.assert(
      fc.property(ratingTables, (table) => {
        const kept = emptyConfusion(table.categories)
        const pairs = Array.from({ length: table.items }, (_, item) => {
          const [first = -1, second = -1] = itemOf(table, item)
          return [first, second] as const
        })
        for (const pair of pairs) countPair(kept, pair)
        expect(kept).toEqual(pairConfusion(table, 0, 1))
        for (const pair of pairs) countPair(kept, pair, -1)
        expect(kept).toEqual(emptyConfusion(table.categories))
      }),
    )
  })
})
