import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import type { BenchFigure } from './bench-figure.ts'

export const RESULTS_FOLDER = resolve(import.meta.dirname, 'results')
const GIB = 2 ** 30

export type BenchResults = {
  readonly measuredAt: string
  /** Null where no browser took part. */
  readonly chromium: string | null
  readonly machine: string
  readonly figures: readonly BenchFigure[]
  /** Everything measured, for whoever doubts a median. */
  readonly samples: unknown
}

/** Writes results/<name>.json: the figures with all that they were made from. */
export async function saveResults(
  name: string,
  results: Pick<BenchResults, 'chromium' | 'figures' | 'samples'>,
): Promise<void> {
  await mkdir(RESULTS_FOLDER, { recursive: true })
  const [processor] = cpus()
  const machine = `${cpus().length} × ${processor?.model ?? 'unknown'}, ${Math.round(totalmem() / GIB)} GiB, ${process.platform}`
  const content: BenchResults = { measuredAt: new Date().toISOString(), machine, ...results }
  await writeFile(resolve(RESULTS_FOLDER, `${name}.json`), `${JSON.stringify(content, null, 2)}\n`)
}
