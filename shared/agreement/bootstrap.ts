import { unmeasured, type Measured, type Unmeasured } from './measured.ts'
import { mulberry32, seedOfPart } from './mulberry32.ts'
import { sampleQuantile } from './quantiles.ts'

/** Something that can be measured again on units drawn with replacement: items, or documents for spans. */
export type Resampled = {
  units: number
  /** The measure on the drawn units; `draws` has one index of a unit for each unit there is. */
  statistic: (draws: Int32Array) => Measured
}

export type Replicates = { values: Float64Array; undefinedCount: number }

/** A percentile interval. Replicates without a value are left out and counted. */
export type BootstrapInterval = {
  lower: number
  upper: number
  mean: number
  /** Standard deviation of the replicates. */
  se: number
  replicates: number
  undefinedCount: number
  /** Shares of the replicates below Krippendorff's two thresholds. */
  below667: number
  below800: number
}

/** Replicates that share one run of random numbers. The same for any number of cores. */
export const BLOCK_REPLICATES = 50

/** Above this share of replicates without a value an interval is unreliable. */
const UNDEFINED_WARNING_SHARE = 0.05

/** Draws `count` times as many units as there are, with replacement: for b, for j: floor(random · units). */
export function drawReplicates({ units, statistic }: Resampled, random: () => number, count: number): Replicates {
  const draws = new Int32Array(units)
  const values: number[] = []
  for (let replicate = 0; replicate < count; replicate += 1) {
    for (let draw = 0; draw < units; draw += 1) draws[draw] = Math.floor(random() * units)
    const { value } = statistic(draws)
    if (value !== null) values.push(value)
  }
  return { values: Float64Array.from(values), undefinedCount: count - values.length }
}

/** How many blocks `replicates` make. */
export function blocksOf(replicates: number): number {
  return Math.ceil(replicates / BLOCK_REPLICATES)
}

export type BootstrapChoice = { seed: number; replicates: number }

/** The replicates of one block, from a seed of its own. */
export function replicateBlock(resampled: Resampled, { seed, replicates }: BootstrapChoice, block: number): Replicates {
  const count = Math.min(BLOCK_REPLICATES, replicates - block * BLOCK_REPLICATES)
  return drawReplicates(resampled, mulberry32(seedOfPart(seed, block)), count)
}

/** All blocks here and now: what the workers do together. */
export function bootstrap(resampled: Resampled, choice: BootstrapChoice): BootstrapInterval | Unmeasured {
  const blocks = Array.from({ length: blocksOf(choice.replicates) }, (_, block) =>
    replicateBlock(resampled, choice, block),
  )
  return intervalOf(blocks)
}

/** The 95% percentile interval (type-7 quantiles) of replicates; undefined when none has a value. */
export function intervalOf(parts: readonly Replicates[]): BootstrapInterval | Unmeasured {
  const sorted = new Float64Array(parts.reduce((sum, { values }) => sum + values.length, 0))
  let at = 0
  for (const { values } of parts) {
    sorted.set(values, at)
    at += values.length
  }
  if (sorted.length === 0) return unmeasured('no-variation')
  sorted.sort()
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const undefinedCount = parts.reduce((sum, part) => sum + part.undefinedCount, 0)
  return {
    lower: sampleQuantile(sorted, 0.025),
    upper: sampleQuantile(sorted, 0.975),
    mean,
    se: sorted.length < 2 ? 0 : Math.sqrt(squares / (sorted.length - 1)),
    replicates: sorted.length + undefinedCount,
    undefinedCount,
    below667: shareBelow(sorted, 0.667),
    below800: shareBelow(sorted, 0.8),
  }
}

/** True when so many replicates had no value that the interval should not be relied on. */
export function hasManyUndefined({ undefinedCount, replicates }: BootstrapInterval): boolean {
  return undefinedCount > UNDEFINED_WARNING_SHARE * replicates
}

function shareBelow(sorted: Float64Array, threshold: number): number {
  let below = 0
  while (below < sorted.length && (sorted[below] ?? 0) < threshold) below += 1
  return below / sorted.length
}
