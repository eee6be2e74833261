import { bootstrap } from '#shared/agreement/bootstrap.ts'
import { GAMMA_COSTS } from '#shared/agreement/gamma-disorder.ts'
import { resampledOf } from '#shared/agreement/interval-job.ts'
import {
  headlineJob,
  INTERVAL_SEED,
  SCREEN_REPLICATES,
  sharedDocuments,
} from '#shared/agreement/report/headline-job.ts'
import { gammaInWorkers, intervalInWorkers } from './agreement-pool-client.ts'
import type { LongWork } from './agreement-run.ts'

/** Fewer items than this are drawn here: workers would take longer to begin. */
const FEW_ITEMS = 400

const CHOICE = { seed: INTERVAL_SEED, replicates: SCREEN_REPLICATES }

/** Intervals and γ, on all cores. */
export const poolWork: LongWork = {
  async interval({ book, question, items }, tell, signal) {
    const job = headlineJob(book, question, items)
    const interval =
      items.length < FEW_ITEMS
        ? bootstrap(resampledOf(job), CHOICE)
        : await intervalInWorkers(job, CHOICE, { signal, onProgress: ({ done, total }) => tell(done / total) })
    return 'lower' in interval ? interval : null
  },
  async gamma({ book, question, items }, tell, signal) {
    if (question.kind !== 'spans') return { value: null, reason: 'no-spans' }
    const documents = sharedDocuments(book, question, items)
    const job = { documents, costs: GAMMA_COSTS, seed: INTERVAL_SEED }
    const options = {
      signal,
      onProgress: ({ done, total }: { done: number; total: number }) => tell(done / Math.max(1, total)),
    }
    const { mean, byDocument } = await gammaInWorkers(job, options)
    // Of texts that are too large there is none, and a mean of the others would say too much.
    const tooLarge = byDocument.find((one) => one.value === null && one.reason === 'too-large')
    return tooLarge ?? mean
  },
}
