import type { RatingTable } from './rating-table.ts'

/**
 * Ordered pairs of ratings within items, kept apart by how many ratings an item has: whole
 * numbers, so that adding an item and taking it away again leaves nothing behind.
 */
export type CoincidenceCounts = {
  categories: number
  /** `pairs[m]` is a square of pair counts of the items with m ratings; made when the first such item comes. */
  pairs: (Float64Array | undefined)[]
  /** Items with two ratings or more. */
  items: number
}

/** Krippendorff's coincidence matrix: `cells[c * categories + k]` is o_ck, `totals[c]` n_c, `total` N. */
export type Coincidences = { categories: number; cells: Float64Array; totals: Float64Array; total: number }

export function emptyCoincidences(categories: number): CoincidenceCounts {
  return { categories, pairs: [], items: 0 }
}

/**
 * Counts one item in, or `times` items rated alike. `codes` has the codes of its ratings, negative
 * where a rater gave none. O(raters²).
 */
export function addItem(counts: CoincidenceCounts, codes: ArrayLike<number>, times = 1): void {
  countItem(counts, codes, times)
}

/** Takes one item out again: the codes must be those it was added with. */
export function removeItem(counts: CoincidenceCounts, codes: ArrayLike<number>): void {
  countItem(counts, codes, -1)
}

function countItem(counts: CoincidenceCounts, codes: ArrayLike<number>, by: number): void {
  const given: number[] = []
  for (let rater = 0; rater < codes.length; rater += 1) {
    const code = codes[rater] ?? -1
    if (code >= 0) given.push(code)
  }
  if (given.length < 2) return
  const pairs = pairsOf(counts, given.length)
  for (let a = 0; a < given.length; a += 1) {
    for (let b = 0; b < given.length; b += 1) {
      if (a === b) continue
      const cell = (given[a] ?? 0) * counts.categories + (given[b] ?? 0)
      pairs[cell] = (pairs[cell] ?? 0) + by
    }
  }
  counts.items += by
}

function pairsOf(counts: CoincidenceCounts, given: number): Float64Array {
  const there = counts.pairs[given]
  if (there !== undefined) return there
  const made = new Float64Array(counts.categories * counts.categories)
  counts.pairs[given] = made
  return made
}

/** Counts a whole table at once. O(items × raters) plus, per item, its distinct categories squared. */
export function countCoincidences({ raters, items, categories, codes }: RatingTable): CoincidenceCounts {
  const counts = emptyCoincidences(categories)
  const given = new Int32Array(categories)
  const seen = new Int32Array(raters)
  for (let item = 0; item < items; item += 1) {
    let distinct = 0
    let ratings = 0
    for (let at = item * raters; at < (item + 1) * raters; at += 1) {
      const code = codes[at] ?? -1
      if (code < 0) continue
      const before = given[code] ?? 0
      if (before === 0) {
        seen[distinct] = code
        distinct += 1
      }
      given[code] = before + 1
      ratings += 1
    }
    if (ratings > 1) {
      counts.items += 1
      addPairs(pairsOf(counts, ratings), categories, { given, seen, distinct })
    }
    for (let at = 0; at < distinct; at += 1) given[seen[at] ?? 0] = 0
  }
  return counts
}

type ItemCounts = { given: Int32Array; seen: Int32Array; distinct: number }

/** The pairs of one item, of how often each of its distinct categories was given. */
function addPairs(pairs: Float64Array, categories: number, { given, seen, distinct }: ItemCounts): void {
  for (let a = 0; a < distinct; a += 1) {
    const c = seen[a] ?? 0
    const ofC = given[c] ?? 0
    const row = c * categories
    for (let b = 0; b < distinct; b += 1) {
      const k = seen[b] ?? 0
      const cell = row + k
      pairs[cell] = (pairs[cell] ?? 0) + ofC * (a === b ? ofC - 1 : (given[k] ?? 0))
    }
  }
}

/** o_ck = Σ over items of (ordered pairs c,k) / (ratings of the item - 1); n_c and N are their sums. */
export function coincidenceMatrix({ categories, pairs }: CoincidenceCounts): Coincidences {
  const cells = new Float64Array(categories * categories)
  for (const [given, square] of pairs.entries()) {
    if (square === undefined) continue
    for (let cell = 0; cell < cells.length; cell += 1) {
      cells[cell] = (cells[cell] ?? 0) + (square[cell] ?? 0) / (given - 1)
    }
  }
  const totals = new Float64Array(categories)
  let total = 0
  for (let c = 0; c < categories; c += 1) {
    let sum = 0
    for (let k = 0; k < categories; k += 1) sum += cells[c * categories + k] ?? 0
    totals[c] = sum
    total += sum
  }
  return { categories, cells, totals, total }
}

/** The coincidence matrix of a table. */
export function coincidencesOf(table: RatingTable): Coincidences {
  return coincidenceMatrix(countCoincidences(table))
}
