import { openProfile, serveBenchApp, type Profile } from '../bench-app.ts'
import type { BenchFigure } from '../bench-figure.ts'
import { HeapProbe } from '../heap-probe.ts'
import type { BenchProject } from '../page/bench-page.ts'
import { printFigures } from '../print-figures.ts'
import { saveResults } from '../save-results.ts'
import { seededProfile } from '../seeded-profile.ts'
import { bundleSize } from './bundle-size.ts'
import { rendererPrivateBytes } from './renderer-memory.ts'
import { startFigures, type ColdStart } from './start-figures.ts'

const MANY = 100_000
const FEW = 100
const ROUNDS = 5
/** What the app does after its first paint is no part of the heap that is compared. */
const SETTLE_MS = 1_000

/** Cold starts of the built app at a large and at a small project, in turns, each by a new browser. */
export async function runStartBench(): Promise<BenchFigure[]> {
  const app = await serveBenchApp(2)
  const [manyOrigin = '', fewOrigin = ''] = app.origins
  const { profile, projects } = await seededProfile([
    { origin: manyOrigin, items: MANY },
    { origin: fewOrigin, items: FEW },
  ])
  try {
    const starts: { many: ColdStart[]; few: ColdStart[] } = { many: [], few: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      const many = async () => void starts.many.push(await coldStart(profile, manyOrigin, projects[0]?.project))
      const few = async () => void starts.few.push(await coldStart(profile, fewOrigin, projects[1]?.project))
      for (const turn of round % 2 === 0 ? [many, few] : [few, many]) await turn()
    }
    const bundle = await bundleSize()
    const figures = startFigures({ items: MANY, fewItems: FEW, ...starts, bundle })
    await saveResults('start', { chromium: starts.many[0]?.chromium ?? '', figures, samples: { ...starts, bundle } })
    return figures
  } finally {
    await app.close()
    await profile.remove()
  }
}

/** A browser that has just started, with nothing of the app in its cache. */
async function coldStart(profile: Profile, origin: string, project: BenchProject | undefined): Promise<ColdStart> {
  const context = await openProfile(profile)
  try {
    await context.addInitScript(watchFirstItem)
    const page = context.pages()[0] ?? (await context.newPage())
    const probe = await HeapProbe.attach(page)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Network.clearBrowserCache')
    await page.goto(`${origin}/#/p/${project?.projectId ?? ''}/label`, { waitUntil: 'commit' })
    const paintedMs = await page.evaluate(() => globalThis.firstItem)
    await page.keyboard.press('1')
    const usableMs = await page.evaluate(() => globalThis.firstKey)
    await page.waitForTimeout(SETTLE_MS)
    const privateBytes = rendererPrivateBytes(profile.folder)
    const chromium = context.browser()?.version() ?? ''
    return { chromium, paintedMs, usableMs, heap: await probe.read(), privateBytes }
  } finally {
    await context.close()
  }
}

declare global {
  /** ms from the navigation until the first item was painted in its font. */
  var firstItem: Promise<number>
  /** The same until the effect of the first key was painted. */
  var firstKey: Promise<number>
}

/** Runs in the page before the app's scripts. */
function watchFirstItem(): void {
  const { port1, port2 } = new MessageChannel()
  port1.start()
  const paintedOnce = (done: () => boolean) =>
    new Promise<number>((resolve) => {
      const look = () => {
        if (!done()) {
          requestAnimationFrame(look)
          return
        }
        // Handled after the frame that shows it was painted.
        port1.addEventListener('message', () => resolve(performance.now()), { once: true })
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })
  const text = () => document.querySelector('.marked-text-blocks')
  const inItsFont = () => {
    const shown = text()
    if (shown === null || shown.textContent === '') return false
    const { fontFamily, fontSize } = getComputedStyle(shown)
    return document.fonts.check(`${fontSize} ${fontFamily}`, shown.textContent)
  }
  globalThis.firstItem = paintedOnce(inItsFont)
  // Answers stay from round to round: a press of a chosen label takes the choice away.
  const chosen = () => document.querySelectorAll('.label-bar [aria-pressed="true"]').length
  globalThis.firstKey = globalThis.firstItem.then(() => {
    const before = chosen()
    return paintedOnce(() => chosen() !== before)
  })
}

if (process.argv[1] === import.meta.filename) printFigures(await runStartBench())
