import type { BootstrapChoice, BootstrapInterval } from '#shared/agreement/bootstrap.ts'
import type { IntervalJob } from '#shared/agreement/interval-job.ts'
import type { Unmeasured } from '#shared/agreement/measured.ts'
import type { GammaJob, PoolJob, PoolReply, PoolRequest } from './agreement-pool-protocol.ts'
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

function runnerOf(worker: Worker): PartRunner {
  // A job that cannot be made ready fails before anyone waits for a part.
  let failed: Error | null = null
  let reject = (error: Error): void => void (failed = error)
  worker.addEventListener('error', (event) => reject(new Error(event.message)))
  return {
    run: (part) =>
      new Promise((resolve, refuse) => {
        reject = refuse
        if (failed !== null) refuse(failed)
        const answer = ({ data: reply }: MessageEvent<PoolReply>): void => {
          if (reply.kind === 'done') resolve(reply.result)
          else refuse(new Error(reply.detail))
        }
        worker.addEventListener('message', answer, { once: true })
        send(worker, { kind: 'part', part })
      }),
  }
}

function send(worker: Worker, request: PoolRequest): void {
  worker.postMessage(request)
}
