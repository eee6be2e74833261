import { mostSavingMatching } from './assignment.ts'
import { mostSaving } from './gamma-alignment.ts'
import { savingAlignments, unitDissimilarity, type Continuum, type GammaCosts } from './gamma-disorder.ts'
import { unmeasured, type Measured, type Unmeasured } from './measured.ts'
import { mulberry32 } from './mulberry32.ts'
import { ratersWhoDid, type RatedSpan, type SpanDocument } from './span-document.ts'

/** Units of the busiest rater that γ takes, by how many raters did the document. More raters are too many. */
export const GAMMA_UNIT_LIMIT: Readonly<Record<number, number>> = { 2: 300, 3: 100, 4: 40 }

/** Random continua drawn before it is known how many are needed. */
export const GAMMA_FIRST_SAMPLES = 30

/** Never more than this. */
export const GAMMA_MOST_SAMPLES = 1000

/** The raters' spans of a document, or why γ cannot be had. */
export function continuumOf(document: SpanDocument): { continuum: Continuum } | Unmeasured {
  const raters = ratersWhoDid(document)
  if (raters.length < 2) return unmeasured(raters.length === 0 ? 'no-data' : 'single-rater')
  const continuum = raters.map((rater) => (document.spans[rater] ?? []).filter(({ start, end }) => end > start))
  const busiest = Math.max(...continuum.map((units) => units.length))
  if (busiest === 0) return unmeasured('no-spans')
  return busiest > (GAMMA_UNIT_LIMIT[raters.length] ?? 0) ? unmeasured('too-large') : { continuum }
}

/** Disorder of the best alignment: Σ of its unitary disorders / mean number of units per rater. */
export function bestDisorder(continuum: Continuum, costs: GammaCosts): Measured {
  const units = continuum.flat()
  if (units.length === 0) return unmeasured('no-spans')
  const saving = continuum.length === 2 ? savingOfTwo(continuum, costs) : savingOfMany(continuum, costs)
  if (saving === null) return unmeasured('too-large')
  return { value: (units.length * costs.empty - saving) / (units.length / continuum.length) }
}

/** Two raters: an assignment problem. */
function savingOfTwo([first = [], second = []]: Continuum, costs: GammaCosts): number {
  const savings = first.map((u) =>
    Float64Array.from(second, (v) => Math.max(0, 2 * costs.empty - unitDissimilarity(u, v, costs))),
  )
  return mostSavingMatching(savings, second.length)
}

function savingOfMany(continuum: Continuum, costs: GammaCosts): number | null {
  const alignments = savingAlignments(continuum, costs)
  if (alignments === null) return null
  const position = continuum.flat().map(({ start, end }) => start + end)
  return mostSaving(alignments, position)
}

export type GammaBounds = { begin: number; end: number }

/**
 * A random continuum by cut and shift (Mathet, Widlöcher & Métivier 2015): each of its raters is a
 * rater drawn from the real ones, moved along by a random distance and round the end of the text;
 * the distances are at least half a mean unit apart from one another where there is room.
 */
export function shuffledContinuum(continuum: Continuum, { begin, end }: GammaBounds, seed: number): Continuum {
  const random = mulberry32(seed)
  const units = continuum.flat()
  if (units.length === 0) return continuum
  const least = units.reduce((sum, unit) => sum + unit.end - unit.start, 0) / units.length / 2
  // A draw of only those who marked nothing has no disorder, and is drawn again.
  for (;;) {
    const drawn = shuffledOnce(continuum, { begin, end }, { random, least })
    if (drawn.some((one) => one.length > 0)) return drawn
  }
}

function shuffledOnce(
  continuum: Continuum,
  { begin, end }: GammaBounds,
  { random, least }: { random: () => number; least: number },
): Continuum {
  const moves: number[] = []
  return continuum.map(() => {
    const by = farMove(random, { begin, end }, { moves, least })
    moves.push(by)
    const drawn = continuum[Math.floor(random() * continuum.length)] ?? []
    return drawn.map((unit): RatedSpan => {
      const past = unit.start + by >= end ? end - begin : 0
      return { start: unit.start + by - past, end: unit.end + by - past, label: unit.label }
    })
  })
}

const TRIES = 50

function farMove(
  random: () => number,
  { begin, end }: GammaBounds,
  { moves, least }: { moves: readonly number[]; least: number },
): number {
  let by = 0
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    by = Math.floor(random() * (end - begin))
    const candidate = by
    const near = moves.some((move) => {
      const apart = Math.abs(move - candidate)
      return Math.min(apart, end - begin - apart) < least
    })
    if (!near) break
  }
  return by
}

/** How many samples make δ_expected good to 2% at 95%: (1.96·cv / .02)², of the first ones (the "medium" of the paper). */
export function gammaSamplesNeeded(disorders: readonly number[]): number {
  const mean = meanOf(disorders)
  const squares = disorders.reduce((sum, disorder) => sum + (disorder - mean) ** 2, 0)
  const variation = Math.sqrt(squares / (disorders.length - 1)) / mean
  const needed = Math.ceil(((1.96 * variation) / 0.02) ** 2)
  return Math.min(GAMMA_MOST_SAMPLES, Math.max(GAMMA_FIRST_SAMPLES, needed))
}

/** γ = 1 - δ_best / δ_expected. Identical annotations are 1 without a sample. */
export function gammaOf(observed: number, sampled: readonly number[]): Measured {
  if (observed === 0) return { value: 1 }
  const expected = meanOf(sampled)
  return expected > 0 ? { value: 1 - observed / expected } : unmeasured('no-variation')
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
