import type { BootstrapChoice } from '#shared/agreement/bootstrap.ts'
import type { GammaCosts } from '#shared/agreement/gamma-disorder.ts'
import type { IntervalJob } from '#shared/agreement/interval-job.ts'
import type { SpanDocument } from '#shared/agreement/span-document.ts'

/** γ of each document; `seed` makes its random continua. */
export type GammaJob = { documents: readonly SpanDocument[]; costs: GammaCosts; seed: number }

/** What a worker is given once, to run parts of. */
export type PoolJob = { kind: 'interval'; job: IntervalJob; choice: BootstrapChoice } | { kind: 'gamma'; job: GammaJob }

/** A part that one worker runs at a time. */
export type PoolPart =
  | { kind: 'block'; block: number }
  /** The best alignment of a document. */
  | { kind: 'observed'; document: number }
  /** Random continua of a document, by their numbers. */
  | { kind: 'samples'; document: number; first: number; count: number }

/** Replicates or disorders; those without a value are counted. */
export type PartResult = { values: Float64Array; undefinedCount: number }

/** Page to worker: the job first, then one part after another, each answered. */
export type PoolRequest = { kind: 'job'; job: PoolJob } | { kind: 'part'; part: PoolPart }

export type PoolReply = { kind: 'done'; result: PartResult } | { kind: 'failed'; detail: string }
