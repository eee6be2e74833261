import type { BootstrapChoice, BootstrapInterval } from '#shared/agreement/bootstrap.ts'
import type { IntervalJob } from '#shared/agreement/interval-job.ts'
import type { Unmeasured } from '#shared/agreement/measured.ts'
import type { GammaJob, PartResult, PoolJob, PoolReply, PoolRequest } from './agreement-pool-protocol.ts'
import { runGamma, runInterval, type GammaReport, type PartRunner, type PoolOptions } from './agreement-pool-run.ts'

export type WorkerOptions = PoolOptions & {
  /** All cores unless said otherwise; the result does not depend on it. */
  workers?: number
}

/** The bootstrap interval of a measure, on all cores. A cancelled one ends its workers and rejects with the signal's reason. */
export function intervalInWorkers(
  job: IntervalJob,
  choice: BootstrapChoice,
  options: WorkerOptions = {},
): Promise<BootstrapInterval | Unmeasured> {
  return withWorkers({ kind: 'interval', job, choice }, options, (runners) =>
    runInterval(choice.replicates, runners, options),
  )
}

/** γ of documents, on all cores; cancelled like an interval. */
export function gammaInWorkers(job: GammaJob, options: WorkerOptions = {}): Promise<GammaReport> {
  return withWorkers({ kind: 'gamma', job }, options, (runners) => runGamma(job, runners, options))
}

async function withWorkers<Result>(
  job: PoolJob,
  { signal, workers: wanted = navigator.hardwareConcurrency }: WorkerOptions,
  work: (runners: readonly PartRunner[]) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted()
  const workers = Array.from({ length: Math.max(1, wanted) }, startWorker)
  try {
    for (const worker of workers) send(worker, { kind: 'job', job })
    return await work(workers.map(runnerOf))
  } finally {
    for (const worker of workers) worker.terminate()
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./agreement-pool-worker.ts', import.meta.url), { type: 'module', name: 'agreement' })
}

/** A worker answers parts in the order in which it was given them. */
function runnerOf(worker: Worker): PartRunner {
  const waiting: { resolve(result: PartResult): void; reject(error: Error): void }[] = []
  let broken: Error | null = null
  const breakAll = (error: Error): void => {
    broken = error
    for (const { reject } of waiting.splice(0)) reject(error)
  }
  worker.addEventListener('error', (event) => breakAll(new Error(event.message)))
  worker.addEventListener('message', ({ data: reply }: MessageEvent<PoolReply>) => {
    if (reply.kind === 'failed') breakAll(new Error(reply.detail))
    else waiting.shift()?.resolve(reply.result)
  })
  return {
    run: (part) =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(broken)
        waiting.push({ resolve, reject })
        send(worker, { kind: 'part', part })
      }),
  }
}

function send(worker: Worker, request: PoolRequest): void {
  worker.postMessage(request)
}
