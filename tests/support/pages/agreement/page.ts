import type { BootstrapChoice, BootstrapInterval } from '#shared/agreement/bootstrap.ts'
import { GAMMA_COSTS } from '#shared/agreement/gamma-disorder.ts'
import type { IntervalJob } from '#shared/agreement/interval-job.ts'
import type { Unmeasured } from '#shared/agreement/measured.ts'
import { gammaInWorkers, intervalInWorkers } from '#renderer/workers/agreement-pool-client.ts'
import type { GammaReport } from '#renderer/workers/agreement-pool-run.ts'
import { madeDocuments, madeTable } from './made-work.ts'

const job: IntervalJob = { kind: 'alpha', table: madeTable(), metric: { name: 'ordinal' } }
const gamma = { documents: madeDocuments(), costs: GAMMA_COSTS, seed: 3 }

const testPage = {
  interval: (choice: BootstrapChoice, workers: number): Promise<BootstrapInterval | Unmeasured> =>
    intervalInWorkers(job, choice, { workers }),
  gamma: (workers: number): Promise<GammaReport> => gammaInWorkers(gamma, { workers }),
  /** Cancels at the first report; how it ended, and how far it was. */
  async cancelled(choice: BootstrapChoice): Promise<{ ended: string; done: number }> {
    const cancel = new AbortController()
    let reached = 0
    const onProgress = ({ done }: { done: number }): void => {
      reached = done
      cancel.abort(new Error('cancelled by the person'))
    }
    const work = intervalInWorkers(job, choice, { signal: cancel.signal, onProgress })
    const ended = await work.then(
      () => 'finished',
      (error: Error) => error.message,
    )
    await new Promise((resolve) => setTimeout(resolve, 300))
    return { ended, done: reached }
  },
  /** A job that the worker cannot make ready. */
  async broken(): Promise<string> {
    const documents = [{ length: 3, spans: null }]
    const bad = { kind: 'span-f1', documents, choice: { match: 'exact' } }
    return intervalInWorkers(JSON.parse(JSON.stringify(bad)), { seed: 1, replicates: 100 }).then(
      () => 'finished',
      () => 'failed',
    )
  },
}

export type AgreementTestPage = typeof testPage

Object.assign(globalThis, { testPage })
