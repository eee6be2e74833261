import { squaredDistances, type AlphaMetric } from './alpha-metric.ts'
import { coincidencesOf, type Coincidences } from './coincidences.ts'
import { unmeasured, type Measured } from './measured.ts'
import { oneAgainstRest, type RatingTable } from './rating-table.ts'
import { whyNothingPairs } from './why-nothing-pairs.ts'

/** α with its disagreements; they stand where a pair of ratings exists, also when α itself is 0/0. */
export type Alpha = Measured & { observedDisagreement: number | null; expectedDisagreement: number | null }

/**
 * Krippendorff's α = 1 - D_o/D_e of a coincidence matrix (Krippendorff 2011), for any number of
 * raters and missing ratings. Items with one rating never count.
 */
export function alphaOfCoincidences(coincidences: Coincidences, metric: AlphaMetric): Alpha {
  const { total } = coincidences
  if (total === 0) return { ...unmeasured('no-overlap'), observedDisagreement: null, expectedDisagreement: null }
  const { observed, expected } = disagreements(coincidences, metric)
  const parts = { observedDisagreement: observed / total, expectedDisagreement: expected / (total * (total - 1)) }
  if (expected === 0) return { ...unmeasured('no-variation'), ...parts }
  // In this order one lone dissent gives exactly 0.
  return { value: 1 - ((total - 1) * observed) / expected, ...parts }
}

/** α of a table of codes: see {@link alphaOfCoincidences}. */
export function krippendorffAlpha(table: RatingTable, metric: AlphaMetric): Alpha {
  const nothing = whyNothingPairs(table)
  if (nothing !== null) return { ...nothing, observedDisagreement: null, expectedDisagreement: null }
  return alphaOfCoincidences(coincidencesOf(table), metric)
}

/** α of one category against all others together; undefined when only one of the two occurs. */
export function labelAlpha(table: RatingTable, category: number): Alpha {
  return krippendorffAlpha(oneAgainstRest(table, category), { name: 'nominal' })
}

/** Σ o_ck δ²_ck and Σ n_c n_k δ²_ck. */
function disagreements(coincidences: Coincidences, metric: AlphaMetric): { observed: number; expected: number } {
  if (metric.name === 'nominal') return nominalDisagreements(coincidences)
  const { categories, cells, totals } = coincidences
  const distances = squaredDistances(metric, totals)
  let observed = 0
  let expected = 0
  for (let c = 0; c < categories; c += 1) {
    const ofC = totals[c] ?? 0
    if (ofC === 0) continue
    for (let k = 0; k < categories; k += 1) {
      const cell = c * categories + k
      const distance = distances[cell] ?? 0
      observed += (cells[cell] ?? 0) * distance
      expected += ofC * (totals[k] ?? 0) * distance
    }
  }
  return { observed, expected }
}

function nominalDisagreements({ categories, cells, totals, total }: Coincidences) {
  let observed = 0
  let expected = 0
  for (let c = 0; c < categories; c += 1) {
    for (let k = 0; k < categories; k += 1) if (c !== k) observed += cells[c * categories + k] ?? 0
    expected += (totals[c] ?? 0) * (total - (totals[c] ?? 0))
  }
  return { observed, expected }
}
