import { chromium, type Page } from '@playwright/test'
import { resolve } from 'node:path'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { krippendorffAlpha } from '#shared/agreement/krippendorff-alpha.ts'
import type { RatingTable } from '#shared/agreement/rating-table.ts'
import { servePages } from '#tests/support/serve-pages.ts'
import type { BenchFigure } from '../bench-figure.ts'
import { printFigures } from '../print-figures.ts'
import { saveResults } from '../save-results.ts'
import { agreementFigures, type AgreementSamples, type AlphaRounds, type WorkerRounds } from './agreement-figures.ts'
import { madeRatings } from './made-ratings.ts'
import { textbookAlpha } from './textbook-alpha.ts'

const BENCH = resolve(import.meta.dirname, '..')
const PORT = Number(process.env['NISHAN_BENCH_PORT'] ?? 47_395)
const PAGE = 'agreement/index.html'
const SMALL = 10_000
const LARGE = 100_000
const ROUNDS = { small: 15, large: 5, few: 7, many: 5, cancels: 3 }
const FEW = 1000
const MANY = 10_000
/** So many that a cancel always comes before the end. */
const CANCELLED_REPLICATES = 20_000

/** Measures α beside a straight textbook implementation in Node, and a bootstrap on one worker beside all cores in Chromium. */
export async function runAgreementBench(): Promise<BenchFigure[]> {
  const small = alphaRounds(SMALL, ROUNDS.small)
  const large = alphaRounds(LARGE, ROUNDS.large)
  const served = await servePages(BENCH, PORT, [PAGE])
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
  try {
    const page = await browser.newPage()
    await page.goto(`${served.url}/${PAGE}`, { waitUntil: 'load' })
    const samples: AgreementSamples = { small, large, ...(await browserSamples(page)) }
    const figures = agreementFigures(samples)
    await saveResults('agreement', { chromium: browser.version(), figures, samples })
    return figures
  } finally {
    await browser.close()
    await served.close()
  }
}

function alphaRounds(items: number, rounds: number): AlphaRounds {
  const table = madeRatings(10, items)
  const rows = rowsOf(table)
  const taken: AlphaRounds = { items, own: [], textbook: [] }
  // The first round warms both up and is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const own = timed(() => krippendorffAlpha(table, { name: 'nominal' }).value ?? Number.NaN)
    const textbook = timed(() => textbookAlpha(rows))
    if (!(Math.abs(own.value - textbook.value) < 1e-9))
      throw new Error(`α ${own.value}, the textbook ${textbook.value}`)
    if (round === 0) continue
    taken.own.push(own.ms)
    taken.textbook.push(textbook.ms)
  }
  return taken
}

function timed(work: () => number): { ms: number; value: number } {
  const started = performance.now()
  const value = work()
  return { ms: performance.now() - started, value }
}

function rowsOf({ raters, items, codes }: RatingTable): (string | null)[][] {
  return Array.from({ length: raters }, (_, rater) =>
    Array.from({ length: items }, (_, item) => {
      const code = codes[item * raters + rater] ?? -1
      return code < 0 ? null : 'ABCDE'.charAt(code)
    }),
  )
}

async function browserSamples(page: Page): Promise<Omit<AgreementSamples, 'small' | 'large'>> {
  const cores = await page.evaluate(() => globalThis.agreementBench.cores())
  const few = await workerRounds(page, FEW, ROUNDS.few)
  const many = await workerRounds(page, MANY, ROUNDS.many)
  const cancels = []
  for (let round = 0; round < ROUNDS.cancels; round += 1) {
    cancels.push(await page.evaluate((r) => globalThis.agreementBench.cancel(r), CANCELLED_REPLICATES))
  }
  return { cores, few, many, cancels }
}

async function workerRounds(page: Page, replicates: number, rounds: number): Promise<WorkerRounds> {
  const run = (workers: number) =>
    page.evaluate(([w, r]) => globalThis.agreementBench.interval(w, r), [workers, replicates] as const)
  const first = JSON.stringify((await run(1)).interval)
  const taken: WorkerRounds = { replicates, allCores: [], oneWorker: [] }
  for (let round = 0; round < rounds; round += 1) {
    const one = await run(1)
    const all = await run(0)
    for (const { interval } of [one, all]) {
      if (JSON.stringify(interval) !== first) throw new Error('The interval is another one')
    }
    taken.oneWorker.push(one.ms)
    taken.allCores.push(all.ms)
  }
  return taken
}

if (process.argv[1] === import.meta.filename) printFigures(await runAgreementBench())
