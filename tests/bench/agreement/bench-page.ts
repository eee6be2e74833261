import type { BootstrapInterval } from '#shared/agreement/bootstrap.ts'
import type { IntervalJob } from '#shared/agreement/interval-job.ts'
import { intervalInWorkers } from '#renderer/workers/agreement-pool-client.ts'
import { madeRatings } from './made-ratings.ts'

export type TimedInterval = { ms: number; interval: BootstrapInterval; reports: number }
export type TimedCancel = { doneBefore: number; ms: number; reportsAfter: number }

/** What the runner calls. Times are ms on this page's clock. */
export type AgreementBenchPage = {
  cores(): number
  /** The interval of nominal α; on all cores when `workers` is 0. */
  interval(workers: number, replicates: number): Promise<TimedInterval>
  /** Cancels after the first report; ms until the call has ended, and reports that still came. */
  cancel(replicates: number): Promise<TimedCancel>
}

declare global {
  var agreementBench: AgreementBenchPage
}

const RATERS = 10
const ITEMS = 10_000
const SEED = 1
/** Longer than any part takes. */
const AFTER_MS = 500

const job: IntervalJob = { kind: 'alpha', table: madeRatings(RATERS, ITEMS), metric: { name: 'nominal' } }

globalThis.agreementBench = {
  cores: () => navigator.hardwareConcurrency,
  async interval(workers, replicates) {
    let reports = 0
    const options = { onProgress: () => void (reports += 1), ...(workers === 0 ? {} : { workers }) }
    const started = performance.now()
    const interval = await intervalInWorkers(job, { seed: SEED, replicates }, options)
    const ms = performance.now() - started
    if ('reason' in interval) throw new Error(`No interval: ${interval.reason}`)
    return { ms, interval, reports }
  },
  async cancel(replicates) {
    const cancel = new AbortController()
    let doneBefore = 0
    let reports = 0
    let cancelled = 0
    const onProgress = ({ done }: { done: number }): void => {
      reports += 1
      if (cancelled > 0) return
      doneBefore = done
      cancelled = performance.now()
      cancel.abort(new Error('cancelled'))
    }
    const ended = await intervalInWorkers(job, { seed: SEED, replicates }, { signal: cancel.signal, onProgress }).then(
      () => 'finished',
      (error: Error) => error.message,
    )
    if (ended !== 'cancelled') throw new Error(`The cancelled interval ended as ${ended}`)
    const ms = performance.now() - cancelled
    const reportsThen = reports
    await new Promise((resolve) => setTimeout(resolve, AFTER_MS))
    return { doneBefore, ms, reportsAfter: reports - reportsThen }
  },
}
