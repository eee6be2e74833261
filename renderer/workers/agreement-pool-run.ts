import { blocksOf, intervalOf, replicateBlock, type BootstrapInterval } from '#shared/agreement/bootstrap.ts'
import {
  bestDisorder,
  continuumOf,
  GAMMA_FIRST_SAMPLES,
  gammaOf,
  gammaSamplesNeeded,
  shuffledContinuum,
} from '#shared/agreement/gamma.ts'
import { resampledOf } from '#shared/agreement/interval-job.ts'
import { meanOfDefined } from '#shared/agreement/mean-of-defined.ts'
import { unmeasured, type Measured, type Unmeasured } from '#shared/agreement/measured.ts'
import { seedOfPart } from '#shared/agreement/mulberry32.ts'
import { assert, defined } from '#shared/base/assert.ts'
import type { GammaJob, PartResult, PoolJob, PoolPart } from './agreement-pool-protocol.ts'

/** Runs parts of one job in the order in which it is given them: a worker, or the test's own thread. */
export type PartRunner = { run(part: PoolPart): Promise<PartResult> }

/** Replicates or random continua done, of all that are known to be needed. */
export type PoolProgress = { done: number; total: number }

export type PoolOptions = { signal?: AbortSignal; onProgress?: (progress: PoolProgress) => void }

export type GammaReport = {
  /** Mean γ of the documents that have one. */
  mean: Measured
  byDocument: Measured[]
  /** Random continua that were drawn. */
  samples: number
}

/** Random continua in one part: small enough that a cancel and the last part are not waited for. */
const SAMPLES_IN_PART = 10
/** Keeps the samples of one document apart from those of the next. */
const SAMPLES_OF_DOCUMENT = 10_000

/** Makes the job ready once; each call runs one part of it. */
export function partsOf(given: PoolJob): (part: PoolPart) => PartResult {
  if (given.kind === 'gamma') return (part) => gammaPart(given.job, part)
  const resampled = resampledOf(given.job)
  return (part) => {
    assert(part.kind === 'block', 'an interval is run in blocks')
    return replicateBlock(resampled, given.choice, part.block)
  }
}

function gammaPart({ documents, costs, seed }: GammaJob, part: PoolPart): PartResult {
  assert(part.kind !== 'block', 'γ has no blocks')
  const document = defined(documents[part.document], 'document')
  const there = continuumOf(document)
  if ('reason' in there) return collect([there])
  if (part.kind === 'observed') return collect([bestDisorder(there.continuum, costs)])
  const bounds = { begin: document.begin ?? 0, end: document.length }
  const disorders: Measured[] = []
  for (let sample = part.first; sample < part.first + part.count; sample += 1) {
    const own = seedOfPart(seed, part.document * SAMPLES_OF_DOCUMENT + sample)
    disorders.push(bestDisorder(shuffledContinuum(there.continuum, bounds, own), costs))
  }
  return collect(disorders)
}

function collect(measured: readonly Measured[]): PartResult {
  const values = measured.flatMap(({ value }) => (value === null ? [] : [value]))
  return { values: Float64Array.from(values), undefinedCount: measured.length - values.length }
}

/** The bootstrap interval of a job: the same for any number of runners. */
export async function runInterval(
  replicates: number,
  runners: readonly PartRunner[],
  options: PoolOptions = {},
): Promise<BootstrapInterval | Unmeasured> {
  const parts = Array.from({ length: blocksOf(replicates) }, (_, block): PoolPart => ({ kind: 'block', block }))
  let done = 0
  const results = await spread(parts, runners, options.signal, ({ values, undefinedCount }) => {
    done += values.length + undefinedCount
    options.onProgress?.({ done, total: replicates })
  })
  return intervalOf(results)
}

/**
 * γ of every document (Mathet, Widlöcher & Métivier 2015): the best alignments, 30 random continua
 * each, then as many more as their variation asks for.
 */
export async function runGamma(
  { documents }: GammaJob,
  runners: readonly PartRunner[],
  options: PoolOptions = {},
): Promise<GammaReport> {
  const found = documents.map((document): Found => {
    const there = continuumOf(document)
    return { observed: 'reason' in there ? there : null, sampled: [], tooLarge: false }
  })
  const measurable = [...found.keys()].filter((document) => found[document]?.observed === null)
  const progress = { done: 0, total: measurable.length * GAMMA_FIRST_SAMPLES }
  const step = async (parts: readonly PoolPart[]): Promise<void> => {
    const results = await spread(parts, runners, options.signal, ({ values, undefinedCount }, part) => {
      if (part.kind === 'samples') progress.done += values.length + undefinedCount
      options.onProgress?.({ ...progress })
    })
    for (const [at, result] of results.entries()) keepPart(found, defined(parts[at], 'part'), result)
  }
  await step(measurable.map((document) => ({ kind: 'observed', document })))
  const varied = measurable.filter((document) => needsSamples(found[document]))
  progress.total = varied.length * GAMMA_FIRST_SAMPLES
  await step(varied.flatMap((document) => sampleParts(document, 0, GAMMA_FIRST_SAMPLES)))
  const more = varied.flatMap((document) => {
    const { sampled, tooLarge } = defined(found[document], 'document')
    return tooLarge ? [] : sampleParts(document, GAMMA_FIRST_SAMPLES, gammaSamplesNeeded(sampled))
  })
  progress.total += more.reduce((sum, part) => sum + (part.kind === 'samples' ? part.count : 0), 0)
  await step(more)
  const byDocument = found.map(gammaOfFound)
  const samples = found.reduce((sum, { sampled }) => sum + sampled.length, 0)
  return { mean: meanOfDefined(byDocument, 'no-data'), byDocument, samples }
}

/** `observed` is null until a worker has found it. */
type Found = { observed: Measured | null; sampled: number[]; tooLarge: boolean }

function needsSamples(found: Found | undefined): boolean {
  return found !== undefined && !found.tooLarge && found.observed?.value !== 0
}

function keepPart(found: readonly Found[], part: PoolPart, { values, undefinedCount }: PartResult): void {
  assert(part.kind !== 'block', 'γ has no blocks')
  const own = defined(found[part.document], 'document')
  if (undefinedCount > 0) own.tooLarge = true
  if (part.kind === 'observed') own.observed = { value: values[0] ?? 0 }
  else own.sampled.push(...values)
}

function gammaOfFound({ observed, sampled, tooLarge }: Found): Measured {
  if (tooLarge || observed === null) return unmeasured('too-large')
  return observed.value === null ? observed : gammaOf(observed.value, sampled)
}

function sampleParts(document: number, from: number, to: number): PoolPart[] {
  const parts: PoolPart[] = []
  for (let first = from; first < to; first += SAMPLES_IN_PART) {
    parts.push({ kind: 'samples', document, first, count: Math.min(SAMPLES_IN_PART, to - first) })
  }
  return parts
}

/** Each runner has the next part at hand while it runs one, so that it never waits for a busy page. */
const PARTS_AHEAD = 2

/** Gives each runner another part when it is done with one; results in the order of the parts. Rejects with the signal's reason. */
async function spread(
  parts: readonly PoolPart[],
  runners: readonly PartRunner[],
  signal: AbortSignal | undefined,
  onPart: (result: PartResult, part: PoolPart) => void,
): Promise<PartResult[]> {
  signal?.throwIfAborted()
  const results: PartResult[] = []
  let next = 0
  const serve = async (runner: PartRunner): Promise<void> => {
    while (next < parts.length) {
      const at = next
      next += 1
      const part = defined(parts[at], 'part')
      const result = await runner.run(part)
      signal?.throwIfAborted()
      results[at] = result
      onPart(result, part)
    }
  }
  const lanes = Array.from({ length: PARTS_AHEAD }, () => runners).flat()
  await Promise.race([Promise.all(lanes.map(serve)), rejectOnAbort(signal)])
  return results
}

/** Never resolves: the parts end the race, or the signal does. */
function rejectOnAbort(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
