import { ratingCounts } from './rating-counts.ts'
import type { RatingTable } from './rating-table.ts'

export type DawidSkeneChoice = {
  /** Steps after which it stops, converged or not. */
  mostIterations?: number
  /** Converged when no posterior moves by more than this in one step. */
  tolerance?: number
  /**
   * Ratings added to every cell of a confusion matrix, and items to every prevalence, so that a
   * rater with few ratings is never thought incapable of an answer. The paper uses 0.
   */
  smoothing?: number
}

export type DawidSkene = {
  /** `posteriors[item * categories + k]`: how likely k is the true category; all 0 for an item without ratings. */
  posteriors: Float64Array
  /** `confusions[(rater * categories + truth) * categories + given]`: how often the rater gives what when it is `truth`. */
  confusions: Float64Array
  /** How common each category is. */
  prevalence: Float64Array
  iterations: number
  converged: boolean
}

const DEFAULTS = { mostIterations: 300, tolerance: 1e-4, smoothing: 0.1 }

/**
 * The true categories and each rater's habit of error, together, from nominal labels of any number
 * of raters, with gaps (Dawid & Skene 1979; maximum likelihood by EM).
 *
 * 1. Start: each item's posterior is the shares of its ratings.
 * 2. M: confusion of each rater and prevalence, from the posteriors (equations 2.3 and 2.4).
 * 3. E: posteriors from confusions and prevalence (equation 2.5), in logarithms.
 * 4. Repeat 2 and 3 until the posteriors stand still.
 */
export function dawidSkene(table: RatingTable, choice: DawidSkeneChoice = {}): DawidSkene {
  const { mostIterations, tolerance, smoothing } = { ...DEFAULTS, ...choice }
  const posteriors = shares(table)
  let { confusions, prevalence } = maximise(table, posteriors, smoothing)
  let converged = false
  let iterations = 0
  while (!converged && iterations < mostIterations) {
    iterations += 1
    const moved = expect(table, posteriors, { confusions, prevalence })
    const next = maximise(table, posteriors, smoothing)
    confusions = next.confusions
    prevalence = next.prevalence
    converged = moved <= tolerance
  }
  return { posteriors, confusions, prevalence, iterations, converged }
}

/** Step 1. */
function shares(table: RatingTable): Float64Array {
  const { counts, perItem } = ratingCounts(table)
  return Float64Array.from(counts, (count, cell) => {
    const given = perItem[Math.floor(cell / table.categories)] ?? 0
    return given === 0 ? 0 : count / given
  })
}

type Model = { confusions: Float64Array; prevalence: Float64Array }

/** Step 2. */
function maximise(table: RatingTable, posteriors: Float64Array, smoothing: number): Model {
  const { raters, items, categories, codes } = table
  const confusions = new Float64Array(raters * categories * categories).fill(smoothing)
  const prevalence = new Float64Array(categories).fill(smoothing)
  for (let item = 0; item < items; item += 1) {
    for (let truth = 0; truth < categories; truth += 1) {
      const posterior = posteriors[item * categories + truth] ?? 0
      prevalence[truth] = (prevalence[truth] ?? 0) + posterior
      for (let rater = 0; rater < raters; rater += 1) {
        const given = codes[item * raters + rater] ?? -1
        if (given < 0) continue
        const cell = (rater * categories + truth) * categories + given
        confusions[cell] = (confusions[cell] ?? 0) + posterior
      }
    }
  }
  for (let row = 0; row < raters * categories; row += 1) normalise(confusions, row * categories, categories)
  normalise(prevalence, 0, categories)
  return { confusions, prevalence }
}

function normalise(values: Float64Array, from: number, count: number): void {
  let sum = 0
  for (let at = from; at < from + count; at += 1) sum += values[at] ?? 0
  // Without smoothing a category that nobody gave has an empty row: nothing is known, so all is even.
  for (let at = from; at < from + count; at += 1) values[at] = sum === 0 ? 1 / count : (values[at] ?? 0) / sum
}

/** Step 3, in place; how far the posterior that moved most has moved. */
function expect(table: RatingTable, posteriors: Float64Array, { confusions, prevalence }: Model): number {
  const { raters, items, categories, codes } = table
  const logConfusions = confusions.map(Math.log)
  const logPrevalence = prevalence.map(Math.log)
  const logs = new Float64Array(categories)
  let moved = 0
  for (let item = 0; item < items; item += 1) {
    logs.set(logPrevalence)
    let rated = false
    for (let rater = 0; rater < raters; rater += 1) {
      const given = codes[item * raters + rater] ?? -1
      if (given < 0) continue
      rated = true
      for (let truth = 0; truth < categories; truth += 1) {
        logs[truth] = (logs[truth] ?? 0) + (logConfusions[(rater * categories + truth) * categories + given] ?? 0)
      }
    }
    if (rated) moved = Math.max(moved, replacePosterior(posteriors, item * categories, logs))
  }
  return moved
}

function replacePosterior(posteriors: Float64Array, from: number, logs: Float64Array): number {
  const most = logs.reduce((max, value) => Math.max(max, value), -Infinity)
  let sum = 0
  for (const value of logs) sum += Math.exp(value - most)
  let moved = 0
  for (const [truth, value] of logs.entries()) {
    const posterior = Math.exp(value - most) / sum
    moved = Math.max(moved, Math.abs(posterior - (posteriors[from + truth] ?? 0)))
    posteriors[from + truth] = posterior
  }
  return moved
}

/** The likeliest category of an item and how likely it is; null for an item without ratings. */
export function likeliest(
  { posteriors }: DawidSkene,
  item: number,
  categories: number,
): { category: number; confidence: number } | null {
  const own = posteriors.subarray(item * categories, (item + 1) * categories)
  const confidence = own.reduce((max, value) => Math.max(max, value), 0)
  return confidence === 0 ? null : { category: own.indexOf(confidence), confidence }
}

/** Each rater's chance to give the true category, over how common the categories are. */
export function raterAccuracies({ confusions, prevalence }: DawidSkene): Float64Array {
  const categories = prevalence.length
  const raters = categories === 0 ? 0 : confusions.length / categories ** 2
  return Float64Array.from({ length: raters }, (_, rater) =>
    prevalence.reduce(
      (sum, share, truth) => sum + share * (confusions[(rater * categories + truth) * categories + truth] ?? 0),
      0,
    ),
  )
}
