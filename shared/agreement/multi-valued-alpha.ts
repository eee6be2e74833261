import { unmeasured, type Measured } from './measured.ts'
import { ratingCounts } from './rating-counts.ts'
import { setDistance } from './set-distance.ts'
import type { SetTable } from './set-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/** With more labels in use the sets of labels are too many to go through. */
export const MULTI_VALUED_LABEL_LIMIT = 10

/**
 * Multi-valued nominal α (Krippendorff & Craggs 2016): chance builds sets of the observed sizes
 * from the labels, not from the sets that occurred.
 *
 * 1. D_o = (1/n) Σ_i Σ_{a≠b} δ_ab / (m_i - 1), δ the Dice distance.
 * 2. D_e = Σ_{C,K} (n_C/n)(n_K/n) · ΣPδ / ΣP over all sets c of C and k of K labels,
 *    P = Π_{x∈c} n_x · Π_{x∈k} (n_x - [x∈c]).
 */
export function multiValuedAlpha(table: SetTable): Measured {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return nothing
  const given = givenSets(table)
  const labels = labelUses(table, given.uses).filter((uses) => uses > 0)
  if (labels.length > MULTI_VALUED_LABEL_LIMIT) return unmeasured('too-many-labels')
  const bySize = new Float64Array(table.labels + 1)
  for (const [set, uses] of given.uses.entries()) {
    const size = table.sets[set]?.length ?? 0
    bySize[size] = (bySize[size] ?? 0) + uses
  }
  const expected = expectedDistance(
    labels,
    bySize.map((uses) => uses / given.ratings),
  )
  return expected === 0 ? unmeasured('no-variation') : { value: 1 - given.observed / expected }
}

/** How often each set was given on comparable items, all such ratings, and D_o. */
function givenSets(table: SetTable): { uses: Float64Array; ratings: number; observed: number } {
  const { items, categories, counts, perItem } = ratingCounts(table)
  const uses = new Float64Array(categories)
  let ratings = 0
  let observed = 0
  for (let item = 0; item < items; item += 1) {
    const m = perItem[item] ?? 0
    if (m < 2) continue
    ratings += m
    for (let c = 0; c < categories; c += 1) {
      const ofC = counts[item * categories + c] ?? 0
      if (ofC === 0) continue
      uses[c] = (uses[c] ?? 0) + ofC
      for (let k = 0; k < categories; k += 1) {
        const ofK = counts[item * categories + k] ?? 0
        if (ofK > 0) observed += (ofC * ofK * dice(table.sets[c], table.sets[k])) / (m - 1)
      }
    }
  }
  return { uses, ratings, observed: observed / ratings }
}

function dice(a: readonly number[] = [], b: readonly number[] = []): number {
  return setDistance('dice', a, b)
}

function labelUses({ sets, labels }: SetTable, uses: Float64Array): number[] {
  const all = Array.from({ length: labels }, () => 0)
  for (const [set, members] of sets.entries()) {
    for (const label of members) all[label] = (all[label] ?? 0) + (uses[set] ?? 0)
  }
  return all
}

/** Step 2; sets are bit masks over the labels in use. */
function expectedDistance(uses: readonly number[], sizeShares: Float64Array): number {
  const masks = 2 ** uses.length
  const sizes = Uint8Array.from({ length: masks }, (_, mask) => bits(mask))
  const width = uses.length + 1
  const sums = new Float64Array(width * width)
  const weighted = new Float64Array(width * width)
  for (let c = 0; c < masks; c += 1) {
    const sizeC = sizes[c] ?? 0
    if ((sizeShares[sizeC] ?? 0) === 0) continue
    const first = product(uses, c, 0)
    for (let k = 0; k < masks; k += 1) {
      const sizeK = sizes[k] ?? 0
      if ((sizeShares[sizeK] ?? 0) === 0) continue
      const probability = first * product(uses, k, c)
      const both = sizes[c & k] ?? 0
      const cell = sizeC * width + sizeK
      sums[cell] = (sums[cell] ?? 0) + probability
      if (sizeC + sizeK > 0) {
        weighted[cell] = (weighted[cell] ?? 0) + probability * (1 - (2 * both) / (sizeC + sizeK))
      }
    }
  }
  let expected = 0
  for (const [cell, sum] of sums.entries()) {
    if (sum === 0) continue
    const shares = (sizeShares[Math.floor(cell / width)] ?? 0) * (sizeShares[cell % width] ?? 0)
    expected += (shares * (weighted[cell] ?? 0)) / sum
  }
  return expected
}

/** Π over the labels of `mask` of their uses, less one for those that `taken` already has. */
function product(uses: readonly number[], mask: number, taken: number): number {
  let value = 1
  for (let label = 0; label < uses.length; label += 1) {
    if ((mask >> label) & 1) value *= (uses[label] ?? 0) - ((taken >> label) & 1)
  }
  return value
}

function bits(mask: number): number {
  let count = 0
  for (let rest = mask; rest > 0; rest >>= 1) count += rest & 1
  return count
}
