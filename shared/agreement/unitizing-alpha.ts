import { unmeasured, type Measured } from './measured.ts'
import { ratersWhoDid, type RatedSpan, type SpanDocument } from './span-document.ts'
import { segmentsOf } from './span-segments.ts'
import { whyNoPartition } from './why-no-spans.ts'

/**
 * What the α of unitizing is made of; it adds up over documents, which is the same as putting
 * the documents one after another. Value `labels` is the gap φ between units.
 */
export type UnitizingSums = {
  labels: number
  /** ℓ_ck: lengths of intersections of value c of one rater with value k of another, / (m-1). */
  lengths: Float64Array
  /** Σ L² of the units of each value, and Σ L of the gaps. */
  own: Float64Array
  /** S_c / (m-1): Σ over units of value c and other raters of (length shared with that rater's units)². */
  shared: Float64Array
}

export type UnitizingAlpha = {
  /** uα: units and gaps of every value. */
  alpha: Measured
  /** |uα: unit against gap only. */
  binary: Measured
  /** cuα: the labels where units intersect. */
  coding: Measured
  /** The share of the continuum that cuα speaks of. */
  coverage: Measured
  /** (k)uα of each label. */
  byLabel: Measured[]
}

/** The α family of unitizing (Krippendorff, Mathet, Bouvry & Widlöcher 2016). */
export function unitizingAlpha(documents: readonly SpanDocument[], labels: number): UnitizingAlpha {
  const nothing = whyNoPartition(documents)
  if (nothing !== null) {
    const byLabel = Array.from({ length: labels }, () => nothing)
    return { alpha: nothing, binary: nothing, coding: nothing, coverage: nothing, byLabel }
  }
  const sums = emptyUnitizingSums(labels)
  for (const document of documents) addUnitizingSums(sums, unitizingSums(document, labels))
  return unitizingAlphaOf(sums)
}

export function emptyUnitizingSums(labels: number): UnitizingSums {
  const values = labels + 1
  return {
    labels,
    lengths: new Float64Array(values ** 2),
    own: new Float64Array(values),
    shared: new Float64Array(values),
  }
}

export function addUnitizingSums(into: UnitizingSums, sums: UnitizingSums, times = 1): void {
  addAll(into.lengths, sums.lengths, times)
  addAll(into.own, sums.own, times)
  addAll(into.shared, sums.shared, times)
}

function addAll(into: Float64Array, from: Float64Array, times: number): void {
  for (let at = 0; at < into.length; at += 1) into[at] = (into[at] ?? 0) + times * (from[at] ?? 0)
}

/** The sums of one document; nothing when fewer than two raters did it. Spans of one rater must not overlap. */
export function unitizingSums(document: SpanDocument, labels: number): UnitizingSums {
  const sums = emptyUnitizingSums(labels)
  const raters = ratersWhoDid(document)
  if (raters.length < 2) return sums
  const others = raters.length - 1
  const values = labels + 1
  for (const { length, codes } of segmentsOf(document, labels)) {
    for (const i of raters) {
      for (const j of raters) {
        if (i !== j) add(sums.lengths, (codes[i] ?? 0) * values + (codes[j] ?? 0), length / others)
      }
    }
  }
  for (const rater of raters) {
    const units = document.spans[rater] ?? []
    let gaps = document.length - (document.begin ?? 0)
    for (const unit of units) {
      gaps -= unit.end - unit.start
      add(sums.own, unit.label, (unit.end - unit.start) ** 2)
      for (const other of raters) {
        if (other !== rater) add(sums.shared, unit.label, sharedLength(unit, document.spans[other] ?? []) ** 2 / others)
      }
    }
    add(sums.own, labels, gaps)
  }
  return sums
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value
}

function sharedLength(unit: RatedSpan, units: readonly RatedSpan[]): number {
  return units.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.min(unit.end, end) - Math.max(unit.start, start)),
    0,
  )
}

/** The coefficients of summed documents. */
export function unitizingAlphaOf(sums: UnitizingSums): UnitizingAlpha {
  return { ...wholeContinuum(sums), ...whereUnitsMeet(sums) }
}

/**
 * ε_ck = ℓ..(ℓ_c ℓ_k - [c=k] own_c) / (ℓ..² - Σ own);
 * uα = 1 - (ℓ.. - Σ ℓ_cc) / (ℓ.. - Σ ε_cc); |uα = 1 - (ℓ_φ - ℓ_φφ) / (ε_φ - ε_φφ).
 */
function wholeContinuum({ labels, lengths, own }: UnitizingSums): { alpha: Measured; binary: Measured } {
  const values = labels + 1
  const rows = rowSums(lengths, values)
  const all = total(rows)
  const scale = all / (all ** 2 - total(own))
  let observed = all
  let expected = all
  for (let c = 0; c < values; c += 1) {
    observed -= lengths[c * values + c] ?? 0
    expected -= scale * ((rows[c] ?? 0) ** 2 - (own[c] ?? 0))
  }
  const gap = rows[labels] ?? 0
  return {
    alpha: oneMinus(observed, expected, all),
    binary: oneMinus(gap - (lengths[labels * values + labels] ?? 0), scale * gap * (all - gap), all),
  }
}

/**
 * Over values other than φ: ε'_ck = (ℓ'_c ℓ'_k - [c=k] S_c/(m-1)) / (ℓ'.. - ΣS/(ℓ'..(m-1)));
 * cuα = 1 - (ℓ'.. - Σ ℓ'_cc) / (ℓ'.. - Σ ε'_cc); (k)uα = 1 - (ε'_k/ℓ'_k)(ℓ'_k - ℓ'_kk) / (ε'_k - ε'_kk).
 */
function whereUnitsMeet(sums: UnitizingSums): { coding: Measured; coverage: Measured; byLabel: Measured[] } {
  const { labels, shared } = sums
  const all = total(sums.lengths)
  const lengths = withoutGaps(sums)
  const rows = rowSums(lengths, labels)
  const met = total(rows)
  const coverage: Measured = all === 0 ? unmeasured('no-data') : { value: met / all }
  const never = unmeasured('no-overlap')
  if (met === 0) return { coding: never, coverage, byLabel: rows.map(() => never) }
  const below = met - total(shared) / met
  if (below <= 1e-12 * met) {
    const constant = unmeasured('no-variation')
    return { coding: constant, coverage, byLabel: rows.map(() => constant) }
  }
  const expectedOf = (c: number, k: number): number =>
    ((rows[c] ?? 0) * (rows[k] ?? 0) - (c === k ? (shared[c] ?? 0) : 0)) / below
  let observed = met
  let expected = met
  for (let c = 0; c < labels; c += 1) {
    observed -= lengths[c * labels + c] ?? 0
    expected -= expectedOf(c, c)
  }
  const byLabel = rows.map((row, k) => {
    if (row === 0) return unmeasured('label-unused')
    const expectedRow = rows.reduce((sum, _, c) => sum + expectedOf(k, c), 0)
    const disagreed = (expectedRow / row) * (row - (lengths[k * labels + k] ?? 0))
    return oneMinus(disagreed, expectedRow - expectedOf(k, k), met)
  })
  return { coding: oneMinus(observed, expected, met), coverage, byLabel }
}

function withoutGaps({ labels, lengths }: UnitizingSums): Float64Array {
  return Float64Array.from(
    { length: labels ** 2 },
    (_, cell) => lengths[Math.floor(cell / labels) * (labels + 1) + (cell % labels)] ?? 0,
  )
}

/** 1 - D_o/D_e; a D_e that is only rounding beside the whole length means that nothing varies. */
function oneMinus(observed: number, expected: number, whole: number): Measured {
  return Math.abs(expected) <= 1e-12 * whole ? unmeasured('no-variation') : { value: 1 - observed / expected }
}

function rowSums(square: Float64Array, width: number): number[] {
  return Array.from({ length: width }, (_, row) => total(square.subarray(row * width, (row + 1) * width)))
}

function total(values: Float64Array | readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
