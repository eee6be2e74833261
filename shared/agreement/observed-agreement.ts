import { identityWeights, type AgreementWeights } from './agreement-weights.ts'
import { coincidencesOf } from './coincidences.ts'
import { itemAgreement } from './item-agreement.ts'
import type { Measured, MeasuredWithError } from './measured.ts'
import { ratingCounts } from './rating-counts.ts'
import type { RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/**
 * Item-weighted observed agreement p_a: the mean over items with two or more ratings of the
 * share of agreeing pairs. Its standard error is Gwet's (2014): p_a|i is 0 for items with one rating.
 */
export function observedAgreement(table: RatingTable, weights?: AgreementWeights): MeasuredWithError {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const counted = ratingCounts(table)
  const { perItem, mean, rated, pairable } = itemAgreement(counted, weights ?? identityWeights(table.categories))
  let squares = 0
  for (let item = 0; item < table.items; item += 1) {
    if ((counted.perItem[item] ?? 0) > 0) squares += ((rated / pairable) * (perItem[item] ?? 0) - mean) ** 2
  }
  return { value: mean, se: rated < 2 ? null : Math.sqrt(squares / (rated * (rated - 1))) }
}

/** Pair-weighted observed agreement: all agreeing pairs / all pairs. Items with more ratings count more. */
export function pooledAgreement(table: RatingTable): Measured {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const { counts, perItem } = ratingCounts(table)
  let agreeing = 0
  let all = 0
  for (const count of counts) agreeing += count * (count - 1)
  for (const given of perItem) all += given * (given - 1)
  return { value: agreeing / all }
}

/** Value-weighted observed agreement: 1 - D_o of nominal α. Each rating of a comparable item counts the same. */
export function valueWeightedAgreement(table: RatingTable): Measured {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const { categories, cells, total } = coincidencesOf(table)
  let agreeing = 0
  for (let k = 0; k < categories; k += 1) agreeing += cells[k * categories + k] ?? 0
  return { value: agreeing / total }
}

/** The share of items with two or more ratings whose ratings are all equal. */
export function unanimousShare(table: RatingTable): Measured {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const { items, categories, counts, perItem } = ratingCounts(table)
  let unanimous = 0
  let pairable = 0
  for (let item = 0; item < items; item += 1) {
    const given = perItem[item] ?? 0
    if (given < 2) continue
    pairable += 1
    if (counts.subarray(item * categories, (item + 1) * categories).includes(given)) unanimous += 1
  }
  return { value: unanimous / pairable }
}
