import { chromium, type CDPSession, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { countLostInk, type InkCount } from '#tests/support/lost-ink.ts'
import { servePages } from '#tests/support/serve-pages.ts'
import { VIEWPORT } from '../bench-app.ts'
import type { BenchFigure } from '../bench-figure.ts'
import { printFigures } from '../print-figures.ts'
import { saveResults } from '../save-results.ts'
import { spanFigures, type Samples } from './span-figures.ts'

const BENCH = resolve(import.meta.dirname, '..')
const PEERS = resolve(BENCH, 'peers')
const PORT = Number(process.env['NISHAN_BENCH_PORT'] ?? 47_398)

const ROUNDS = 5
/** Spans added in a round. The slow peer takes a second for each. */
const ADDS: Record<string, number> = { '@heartexlabs/label-studio': 2 }
const OTHER_ADDS = 20
/** Time for a contender's timers and idle work, which count as its cost, ms. */
const SETTLE_MS = 700
const ADD_SETTLE_MS = 80

/**
 * Measures drawing of 2,000 spans on 20,000 characters, ours and the peers in one page, interleaved. `ownOnly`: a quick
 * look while working on the overlay, without peers and without writing the results.
 */
export async function runSpanBench(ownOnly = false): Promise<BenchFigure[]> {
  const withoutPeers = ownOnly ? 'not asked for' : await installPeers()
  const pageName = withoutPeers === null ? 'spans/with-peers.html' : 'spans/index.html'
  const served = await servePages(BENCH, PORT, [pageName])
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
  try {
    const page = await browser.newPage({ viewport: VIEWPORT })
    const open = () => page.goto(`${served.url}/${pageName}`, { waitUntil: 'load' })
    await open()
    const samples = await measureRounds(page, ROUNDS)
    await open()
    const light = await lostInk(page, 'light')
    const dark = await lostInk(page, 'dark')
    const figures = spanFigures({ samples, lostInk: light.lost + dark.lost, ink: light.ink + dark.ink, withoutPeers })
    if (ownOnly) return figures.filter(({ value }) => value !== null)
    await saveResults('spans', {
      chromium: browser.version(),
      figures,
      samples: { rounds: ROUNDS, contenders: Object.fromEntries(samples) },
    })
    return figures
  } finally {
    await browser.close()
    await served.close()
  }
}

/** Null when the peers are there; otherwise why not. Their package is installed only here. */
async function installPeers(): Promise<string | null> {
  if (existsSync(resolve(PEERS, 'node_modules/v-annotator/package.json'))) return null
  const code = await new Promise<number | null>((done) => {
    const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: PEERS,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    npm.on('close', done)
    npm.on('error', () => done(null))
  })
  return code === 0 ? null : 'the peers could not be installed (npm ci in tests/bench/peers)'
}

async function measureRounds(page: Page, rounds: number): Promise<Map<string, Samples>> {
  const names = await page.evaluate(() => globalThis.spanBench.names())
  const cdp = await page.context().newCDPSession(page)
  // The thread's own time: what other programs take of the processor is nobody's cost.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const samples = new Map<string, Samples>(
    names.map((name) => [
      name,
      { openTask: [], openPainted: [], addTask: [], addPainted: [], emptyFrame: [], dotFrame: [] },
    ]),
  )
  // Each round begins with another contender.
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round) % names.length] ?? ''
      const taken = await measureOne(page, cdp, name)
      mergeSamples(samples.get(name), taken)
    }
  }
  return samples
}

async function measureOne(page: Page, cdp: CDPSession, name: string): Promise<Samples> {
  // A fresh page for each turn: what one contender leaves behind (styles, listeners, stores) would slow the next.
  await page.reload({ waitUntil: 'load' })
  await page.evaluate((given) => globalThis.spanBench.prepare(given), name)
  await page.waitForTimeout(SETTLE_MS)
  await cdp.send('HeapProfiler.collectGarbage')
  await page.waitForTimeout(150)
  const taken: Samples = { openTask: [], openPainted: [], addTask: [], addPainted: [], emptyFrame: [], dotFrame: [] }
  const beforeOpen = await taskMs(cdp)
  const { paintedMs } = await page.evaluate((given) => globalThis.spanBench.open(given), name)
  await page.waitForTimeout(SETTLE_MS)
  taken.openTask.push((await taskMs(cdp)) - beforeOpen)
  taken.openPainted.push(paintedMs)
  const adds = name === 'plain' ? 0 : (ADDS[name] ?? OTHER_ADDS)
  const taskOf = async (act: () => Promise<number>): Promise<number> => {
    const before = await taskMs(cdp)
    await act()
    await page.waitForTimeout(ADD_SETTLE_MS)
    return (await taskMs(cdp)) - before
  }
  for (let number = 0; number < adds; number += 1) {
    const empty = await taskOf(() => page.evaluate(() => globalThis.spanBench.addNothing()))
    taken.emptyFrame.push(empty)
    const dot = await taskOf(() => page.evaluate(() => globalThis.spanBench.addDot()))
    taken.dotFrame.push(dot - empty)
    const added = await taskOf(async () => {
      const ms = await page.evaluate(([given, n]) => globalThis.spanBench.add(given, n), [name, number] as const)
      taken.addPainted.push(ms)
      return ms
    })
    taken.addTask.push(added - empty)
  }
  await page.evaluate((given) => globalThis.spanBench.close(given), name)
  return taken
}

async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
}

function mergeSamples(into: Samples | undefined, taken: Samples): void {
  for (const key of ['openTask', 'openPainted', 'addTask', 'addPainted', 'emptyFrame', 'dotFrame'] as const)
    into?.[key].push(...taken[key])
}

/** Ours with all spans, tags and the choice on, at three places of the text. */
async function lostInk(page: Page, theme: 'light' | 'dark'): Promise<InkCount> {
  await page.evaluate((given) => (document.documentElement.dataset['theme'] = given), theme)
  await page.evaluate(() => globalThis.spanBench.prepare('nishan'))
  await page.evaluate(() => globalThis.spanBench.open('nishan'))
  let ink = 0
  let lost = 0
  for (const part of [0, 0.4, 0.9]) {
    await page.evaluate((given) => window.scrollTo(0, document.documentElement.scrollHeight * given), part)
    await page.waitForTimeout(400)
    const shoot = async (className: string): Promise<Buffer> => {
      await page.evaluate((given) => (document.documentElement.className = given), className)
      return page.screenshot({ animations: 'disabled' })
    }
    const shots = { alone: await shoot('overlay-hidden'), drawn: await shoot('') }
    const count = await countLostInk(page, shots, theme === 'light' ? [0x15, 0x1d, 0x29] : [0xe8, 0xed, 0xf4])
    ink += count.ink
    lost += count.lost
  }
  await page.evaluate(() => globalThis.spanBench.close('nishan'))
  return { ink, lost }
}

if (process.argv[1] === import.meta.filename) printFigures(await runSpanBench(process.argv.includes('--own')))
