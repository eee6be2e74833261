import type { AlphaMetric } from './alpha-metric.ts'
import type { Resampled } from './bootstrap.ts'
import type { Coincidences } from './coincidences.ts'
import { alphaOfCoincidences } from './krippendorff-alpha.ts'
import type { RatingTable } from './rating-table.ts'

/**
 * α on drawn items. Coincidences depend only on how often each category was given, so items with
 * equal counts are one group: a draw counts groups, and a replicate adds up groups, not ratings.
 */
export function resampleAlpha(table: RatingTable, metric: AlphaMetric): Resampled {
  const { groupOf, groups } = groupItems(table)
  const drawn = new Int32Array(groups.length)
  const { categories } = table
  const statistic: Resampled['statistic'] = (draws) => {
    drawn.fill(0)
    for (let draw = 0; draw < draws.length; draw += 1) {
      const group = groupOf[draws[draw] ?? 0] ?? 0
      drawn[group] = (drawn[group] ?? 0) + 1
    }
    return alphaOfCoincidences(sumGroups(groups, drawn, categories), metric)
  }
  return { units: table.items, statistic }
}

/** The coincidences of one item: cells of the matrix and what it adds to them. */
type Group = { cells: Int32Array; adds: Float64Array }

function sumGroups(groups: readonly Group[], drawn: Int32Array, categories: number): Coincidences {
  const sums = new Float64Array(categories * categories)
  for (let group = 0; group < drawn.length; group += 1) {
    const times = drawn[group] ?? 0
    const one = groups[group]
    if (times === 0 || one === undefined) continue
    const { cells, adds } = one
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at] ?? 0
      sums[cell] = (sums[cell] ?? 0) + times * (adds[at] ?? 0)
    }
  }
  const totals = new Float64Array(categories)
  let total = 0
  for (let c = 0; c < categories; c += 1) {
    let sum = 0
    for (let k = 0; k < categories; k += 1) sum += sums[c * categories + k] ?? 0
    totals[c] = sum
    total += sum
  }
  return { categories, cells: sums, totals, total }
}

type Grouped = { groupOf: Int32Array; groups: Group[] }

function groupItems(table: RatingTable): Grouped {
  const exact = (table.raters + 1) ** table.categories <= Number.MAX_SAFE_INTEGER
  return exact ? groupByKeys(table, numberKeys(table)) : groupByKeys(table, textKeys(table))
}

/** Items with equal keys are one group. */
function groupByKeys({ raters, items, categories, codes }: RatingTable, keys: ArrayLike<number | string>): Grouped {
  const found = new Map<number | string, number>()
  const groupOf = new Int32Array(items)
  const groups: Group[] = []
  for (let item = 0; item < items; item += 1) {
    const key = keys[item] ?? 0
    let group = found.get(key)
    if (group === undefined) {
      group = groups.length
      found.set(key, group)
      groups.push(groupOfRatings(codes.subarray(item * raters, (item + 1) * raters), categories))
    }
    groupOf[item] = group
  }
  return { groupOf, groups }
}

/** Counts as digits of one number, where that is exact. */
function numberKeys({ raters, items, categories, codes }: RatingTable): Float64Array {
  const place = Float64Array.from({ length: categories }, (_, code) => (raters + 1) ** code)
  const keys = new Float64Array(items)
  for (let item = 0; item < items; item += 1) {
    let key = 0
    for (let at = item * raters; at < (item + 1) * raters; at += 1) {
      const code = codes[at] ?? -1
      if (code >= 0) key += place[code] ?? 0
    }
    keys[item] = key
  }
  return keys
}

function textKeys({ raters, items, codes }: RatingTable): string[] {
  return Array.from({ length: items }, (_, item) => {
    const given = codes.subarray(item * raters, (item + 1) * raters).filter((code) => code >= 0)
    return given.toSorted().join(' ')
  })
}

function groupOfRatings(given: Int16Array, categories: number): Group {
  const counts = new Map<number, number>()
  for (const code of given) if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1)
  const ratings = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const cells: number[] = []
  const adds: number[] = []
  if (ratings > 1) {
    for (const [c, ofC] of counts) {
      for (const [k, ofK] of counts) {
        const pairs = ofC * (c === k ? ofC - 1 : ofK)
        if (pairs === 0) continue
        cells.push(c * categories + k)
        adds.push(pairs / (ratings - 1))
      }
    }
  }
  return { cells: Int32Array.from(cells), adds: Float64Array.from(adds) }
}
