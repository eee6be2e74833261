import type { BrowserContext, Page } from '@playwright/test'
import { openBenchPage, openProfile, serveBenchApp } from '../bench-app.ts'
import type { BenchFigure } from '../bench-figure.ts'
import type { BenchProject } from '../page/bench-page.ts'
import { printFigures } from '../print-figures.ts'
import { saveResults } from '../save-results.ts'
import { seededProfile, type SeededProject } from '../seeded-profile.ts'
import { answerFigures, type AnswerSamples } from './answer-figures.ts'
import { pressAndMeasure, pressAndSave, watchKeys } from './key-probe.ts'

const SMALL = 100_000
const LARGE = 1_000_000
const ROUNDS = 8
const ANSWERS_IN_ROUND = 25
const WARM_UP = 5
/** Between an answer and the next: five items a second is more than anyone does. */
const PAUSE_MS = 120
/** Label keys of the task, in turn. */
const LABEL_KEYS = ['1', '2', '3', '4']

type AnswerTimes = { answerMs: number; nextMs: number; savedMs: number }
type Desk = { bench: Page; page: Page; project: BenchProject; samples: AnswerSamples }

/** Real keys in the real annotate screen, at two sizes in turns, each size in a database of its own. */
export async function runAnswerBench(): Promise<BenchFigure[]> {
  const app = await serveBenchApp(2)
  const seeds = [SMALL, LARGE].map((items, place) => ({ items, origin: app.origins[place] ?? '' }))
  const { profile, projects } = await seededProfile(seeds)
  try {
    const context = await openProfile(profile)
    await watchKeys(context)
    const desks: Desk[] = []
    for (const [place, seeded] of projects.entries()) {
      desks.push(await openDesk(context, app.origins[place] ?? '', seeded))
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      const order = round % 2 === 0 ? desks : desks.toReversed()
      for (const desk of order) await answerRound(desk)
    }
    for (const desk of desks) await closeDesk(desk)
    const [small, large] = desks.map(({ samples }) => samples)
    if (small === undefined || large === undefined) throw new Error('Nothing was measured')
    const figures = answerFigures(small, large)
    await saveResults('answer', {
      chromium: context.browser()?.version() ?? '',
      figures,
      samples: { small, large },
    })
    await context.close()
    return figures
  } finally {
    await app.close()
    await profile.remove()
  }
}

/** Opens the annotate screen where the seed has put the person: in the middle of the queue. */
async function openDesk(
  context: BrowserContext,
  origin: string,
  { project, items, seedMs }: SeededProject,
): Promise<Desk> {
  const bench = await openBenchPage(context, origin)
  const page = await context.newPage()
  await page.goto(`${origin}/#/p/${project.projectId}/label`)
  await page.locator('.sheet-number').waitFor()
  const samples = {
    items,
    seedMs,
    answer: [],
    next: [],
    saved: [],
    writes: 0,
    notStrict: 0,
    counted: 0,
    given: 0,
    counters: 0,
    rows: 0,
  }
  const desk = { bench, page, project, samples }
  await page.bringToFront()
  for (let n = 0; n < WARM_UP; n += 1) await answerOne(desk, n)
  return desk
}

async function answerRound(desk: Desk): Promise<void> {
  const { page, samples } = desk
  await page.bringToFront()
  await page.waitForTimeout(500)
  for (let n = 0; n < ANSWERS_IN_ROUND; n += 1) {
    const { answerMs, nextMs, savedMs } = await answerOne(desk, n)
    samples.answer.push(answerMs)
    samples.next.push(nextMs)
    samples.saved.push(savedMs)
  }
}

async function answerOne({ page, samples }: Desk, n: number): Promise<AnswerTimes> {
  const answerMs = await pressAndMeasure(page, LABEL_KEYS[n % LABEL_KEYS.length] ?? '1', 'answer')
  await page.locator('[data-saved="true"]').waitFor()
  const { nextMs, savedMs } = await pressAndSave(page, 'Enter')
  samples.given += 1
  await page.waitForTimeout(PAUSE_MS)
  return { answerMs, nextMs, savedMs }
}

/** After the last write: what the page did, and whether every answer is there. */
async function closeDesk({ bench, page, project, samples }: Desk): Promise<void> {
  await page.waitForTimeout(1_000)
  Object.assign(
    samples,
    await page.evaluate(() => {
      const { writes, notStrict, counted } = globalThis.keyProbe
      return { writes, notStrict, counted }
    }),
  )
  const { finished, annotations } = await bench.evaluate((given) => globalThis.dataBench.counts(given), project)
  samples.counters = finished
  samples.rows = annotations
}

if (process.argv[1] === import.meta.filename) printFigures(await runAnswerBench())
