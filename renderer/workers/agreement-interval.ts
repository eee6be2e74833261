import { bootstrap } from '#shared/agreement/bootstrap.ts'
import { INTERVAL_SEED, resampleHeadline, SCREEN_REPLICATES } from '#shared/agreement/report/resample-headline.ts'
import type { IntervalPort } from './agreement-run.ts'

/** The headline's interval, worked out here. */
export const poolInterval: IntervalPort = async ({ store, question, items }) => {
  const resampled = resampleHeadline(store.book, question, items)
  const interval = bootstrap(resampled, { seed: INTERVAL_SEED, replicates: SCREEN_REPLICATES })
  return 'lower' in interval ? interval : null
}
