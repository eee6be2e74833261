import type { BrowserContext, Page } from '@playwright/test'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { makeProfile, openBenchPage, openProfile, serveBenchApp } from '../bench-app.ts'
import type { BenchFigure } from '../bench-figure.ts'
import { HeapProbe } from '../heap-probe.ts'
import { printFigures } from '../print-figures.ts'
import { saveResults } from '../save-results.ts'
import { urduCsv } from '../urdu-csv.ts'
import { importFigures, type HeapSample, type ImportRound } from './import-figures.ts'
import { longTasksOf, watchLongTasks } from './long-tasks.ts'

const ROWS = 100_000
/** As many as a chunk of the app holds. */
const ROWS_IN_CALL = 1_000
const MAX_ROUNDS = 3
/** No round begins after so long. */
const BUDGET_MS = 120_000
/** Longest wait for one step of the screen. */
const STEP_MS = 240_000
const HEAP_PAUSE_MS = 500
const POLL_MS = 250
const ADD = 'شامل'
const ANOTHER = 'ایک اور فائل لائیں'

/** Measures the real import screen and worker against Dexie alone, round about, each round from an empty profile. */
export async function runImportBench(): Promise<BenchFigure[]> {
  const app = await serveBenchApp()
  const folder = await mkdtemp(join(tmpdir(), 'nishan-bench-csv-'))
  const file = join(folder, 'urdu.csv')
  await pipeline(Readable.from(urduCsv(ROWS)), createWriteStream(file))
  const place = { origin: app.origins[0] ?? '', file }
  const rounds: ImportRound[] = []
  let chromiumVersion = ''
  const began = performance.now()
  try {
    while (rounds.length < MAX_ROUNDS && (rounds.length === 0 || performance.now() - began < BUDGET_MS)) {
      const profile = await makeProfile()
      const context = await openProfile(profile)
      chromiumVersion = context.browser()?.version() ?? ''
      try {
        rounds.push(await measureRound(context, place, rounds.length % 2 === 1))
      } finally {
        await context.close()
        await profile.remove()
      }
    }
    const heaps = await measureHeaps(place)
    const figures = importFigures({ rows: ROWS, rounds, heaps })
    await saveResults('import', { chromium: chromiumVersion, figures, samples: { rows: ROWS, rounds, heaps } })
    return figures
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true })
  }
}

type Place = { origin: string; file: string }

async function measureRound(context: BrowserContext, place: Place, plainFirst: boolean): Promise<ImportRound> {
  const bench = await openBenchPage(context, place.origin)
  const before = plainFirst ? await addPlainly(bench) : null
  const imported = await importOnScreen(context, bench, place)
  const plainMs = before ?? (await addPlainly(bench))
  return { ...imported, plainMs }
}

async function addPlainly(bench: Page): Promise<number> {
  const request = { rows: ROWS, rowsInCall: ROWS_IN_CALL, durability: 'strict' as const }
  const { rows, ms } = await bench.evaluate((given) => globalThis.dataBench.plainBulkAdd(given), request)
  if (rows !== ROWS) throw new Error(`Dexie alone stored ${rows} of ${ROWS} rows`)
  return ms
}

/** The import screen as a person uses it: the file, the check of all of it, the button, the result. */
async function importOnScreen(
  context: BrowserContext,
  bench: Page,
  place: Place,
): Promise<Pick<ImportRound, 'importMs' | 'longTasks'>> {
  const project = await bench.evaluate(() => globalThis.dataBench.makeProject())
  const page = await openImportScreen(context, place, project.projectId)
  await watchLongTasks(page)
  await chooseFile(page, place.file)
  const started = performance.now()
  await pressAdd(page)
  await waitForButton(page, ANOTHER)
  const importMs = performance.now() - started
  const longTasks = await longTasksOf(page)
  await page.close()
  const { items } = await bench.evaluate((given) => globalThis.dataBench.counts(given), project)
  if (items !== ROWS) throw new Error(`The import stored ${items} of ${ROWS} rows`)
  return { importMs, longTasks }
}

async function openImportScreen(context: BrowserContext, { origin }: Place, projectId: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/#/p/${projectId}/import`)
  await page.locator('input[type="file"]').first().waitFor({ state: 'attached' })
  return page
}

/** Chooses the file and waits until the whole of it was looked through: then the button says how many texts it adds. */
async function chooseFile(page: Page, file: string): Promise<void> {
  await page.locator('input[type="file"]').first().setInputFiles(file)
  await waitForButton(page, `${ADD} ${ROWS}`)
}

/** Looks at the buttons' words four times a second: Playwright's own waiting costs the page tasks of over 50 ms. */
async function waitForButton(page: Page, words: string): Promise<void> {
  const there = (wanted: string): boolean => {
    const plain = (text: string): string =>
      text.replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6_f0)).replaceAll(/[٬,،]/g, '')
    const parts = wanted.split(' ')
    return [...document.querySelectorAll('button')].some((button) => {
      const text = plain(button.textContent)
      return parts.every((part) => text.includes(part))
    })
  }
  await page.waitForFunction(there, words, { polling: POLL_MS, timeout: STEP_MS })
}

/** Presses the button that adds, without Playwright's look at the whole page. */
const pressAdd = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelector<HTMLElement>('.columns-foot .btn-primary')?.click())

/** One more import, its heaps read while it runs; nothing of it is timed. */
async function measureHeaps(place: Place): Promise<HeapSample[]> {
  const profile = await makeProfile()
  const context = await openProfile(profile)
  try {
    const bench = await openBenchPage(context, place.origin)
    const { projectId } = await bench.evaluate(() => globalThis.dataBench.makeProject())
    const page = await openImportScreen(context, place, projectId)
    const probe = await HeapProbe.attach(page)
    await chooseFile(page, place.file)
    await pressAdd(page)
    const heaps: HeapSample[] = []
    for (let share = await shareAdded(page); share < 1; share = await shareAdded(page)) {
      heaps.push({ share, ...(await probe.read()) })
      await page.waitForTimeout(HEAP_PAUSE_MS)
    }
    heaps.push({ share: 1, ...(await probe.read()) })
    return heaps
  } finally {
    await context.close()
    await profile.remove()
  }
}

/** What the screen's bar says, 0 to 1; 1 when the result is there. */
async function shareAdded(page: Page): Promise<number> {
  return page.evaluate((another) => {
    if ([...document.querySelectorAll('button')].some((button) => button.textContent.includes(another))) return 1
    return Number(document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow') ?? 0) / 100
  }, ANOTHER)
}

if (process.argv[1] === import.meta.filename) printFigures(await runImportBench())
