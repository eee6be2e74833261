import { describe, expect, it } from 'vitest'
import { bootstrap } from '#shared/agreement/bootstrap.ts'
import { GAMMA_COSTS } from '#shared/agreement/gamma-disorder.ts'
import { resampledOf, type IntervalJob } from '#shared/agreement/interval-job.ts'
import type { SpanDocument } from '#shared/agreement/span-document.ts'
import type { PoolJob } from '#renderer/workers/agreement-pool-protocol.ts'
import {
  partsOf,
  runGamma,
  runInterval,
  type PartRunner,
  type PoolProgress,
} from '#renderer/workers/agreement-pool-run.ts'

/** Runners of this thread; each part waits a turn, so that they take parts in turns. */
function runnersHere(job: PoolJob, count: number): PartRunner[] {
  return Array.from({ length: count }, () => {
    const run = partsOf(job)
    return {
      run: async (part) => {
        await new Promise((resolve) => setTimeout(resolve))
        return run(part)
      },
    }
  })
}

const JOB: IntervalJob = {
  kind: 'alpha',
  table: {
    raters: 2,
    items: 30,
    categories: 2,
    codes: Int16Array.from({ length: 60 }, (_, at) => (at % 7 < 3 ? 0 : 1)),
  },
  metric: { name: 'nominal' },
}
const CHOICE = { seed: 11, replicates: 320 }

const DOCUMENTS: SpanDocument[] = [
  {
    length: 60,
    spans: [
      [
        { start: 3, end: 9, label: 0 },
        { start: 20, end: 30, label: 1 },
      ],
      [
        { start: 4, end: 9, label: 0 },
        { start: 33, end: 40, label: 1 },
      ],
    ],
  },
  { length: 40, spans: [[{ start: 3, end: 9, label: 0 }], [{ start: 3, end: 9, label: 0 }]] },
  { length: 40, spans: [[], []] },
]
const GAMMA = { documents: DOCUMENTS, costs: GAMMA_COSTS, seed: 4 }

describe('Work spread over runners', () => {
  it('gives one interval for any number of runners, the one that is had without', async () => {
    const here = bootstrap(resampledOf(JOB), CHOICE)
    for (const count of [1, 2, 5]) {
      const spread = await runInterval(
        CHOICE.replicates,
        runnersHere({ kind: 'interval', job: JOB, choice: CHOICE }, count),
      )
      expect(spread).toEqual(here)
    }
  })

  it('tells how far it is, up to all of it', async () => {
    const seen: PoolProgress[] = []
    const runners = runnersHere({ kind: 'interval', job: JOB, choice: CHOICE }, 2)
    await runInterval(CHOICE.replicates, runners, { onProgress: (progress) => seen.push(progress) })
    expect(seen.map(({ done }) => done)).toEqual([...seen].map(({ done }) => done).toSorted((a, b) => a - b))
    expect(seen.at(-1)).toEqual({ done: 320, total: 320 })
  })

  it('ends when it is cancelled, with the reason, and takes no further part', async () => {
    const cancel = new AbortController()
    let parts = 0
    const slow: PartRunner = {
      run: async () => {
        parts += 1
        if (parts === 2) cancel.abort(new Error('enough'))
        return { values: new Float64Array(50), undefinedCount: 0 }
      },
    }
    await expect(runInterval(1000, [slow], { signal: cancel.signal })).rejects.toThrow('enough')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(parts).toBe(2)
  })

  it('hands on what a runner failed with', async () => {
    const broken: PartRunner = { run: () => Promise.reject(new Error('out of memory')) }
    await expect(runInterval(100, [broken])).rejects.toThrow('out of memory')
  })

  it('γ is the same for any number of runners; equal documents are 1, empty ones have none', async () => {
    const one = await runGamma(GAMMA, runnersHere({ kind: 'gamma', job: GAMMA }, 1))
    expect(await runGamma(GAMMA, runnersHere({ kind: 'gamma', job: GAMMA }, 3))).toEqual(one)
    expect(one.byDocument[1]).toEqual({ value: 1 })
    expect(one.byDocument[2]).toEqual({ value: null, reason: 'no-spans' })
    const first = one.byDocument[0]?.value ?? 0
    expect(first).toBeGreaterThan(0.1)
    expect(first).toBeLessThan(0.9)
    expect(one.mean.value).toBeCloseTo((first + 1) / 2, 12)
    expect(one.samples).toBeGreaterThanOrEqual(30)
  })
})
