import { expect, type Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppPage } from '#tests/support/app-page.ts'
import { FaultProxy, WIRE_FAULTS, type WireFault } from '#tests/support/sync/fault-proxy.ts'
import { Annotator } from './annotator.ts'
import { ChromiumProcess } from './chromium-process.ts'
import { HubChild, type HubChildOptions } from '#tests/support/hub/hub-child.ts'
import { judge, newOutcome, type Outcome } from './outcome.ts'
import { seededRandom } from './seeded-random.ts'
import { until } from './until.ts'

export type TeamKillOutcome = Outcome & {
  browserKills: number
  hubKills: number
  /** Requests between app and hub that met a fault of the line. */
  lineFaults: number
  /** Operations of the laptop, those of them the hub lacks at the end, and those it has that the laptop does not know. */
  operations: number
  missingAtHub: number
  strangersAtHub: number
}

export type TeamKillOptions = {
  rounds: number
  seed: number
  hubPort: number
  /** The app lives at the line's address. */
  linePort: number
  onRound?: (outcome: TeamKillOutcome) => void
}

const FAULT_PART = 0.3
const SPREAD_MS = 2_500
const LATE_MS = 3_000
const FIRST_SAVED_MS = 30_000
const AT_REST_MS = 120_000

/**
 * A scripted annotator of a team labels the built app behind a line that spoils every third request. In each round the
 * browser, the hub's process or both are killed with −9 at a random moment. What had been shown as saved must be there
 * after each start, and at the end, in peace, the hub must have each operation of the laptop, once, and no others.
 */
export async function teamKillRounds(options: TeamKillOptions): Promise<TeamKillOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-team-faults-'))
  const rounds = new TeamRounds(options, folder)
  try {
    await rounds.begin()
    for (let round = 0; round < options.rounds; round += 1) await rounds.round()
    await rounds.rest()
    return rounds.outcome
  } finally {
    await rounds.end()
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

class TeamRounds {
  readonly outcome: TeamKillOutcome = {
    ...newOutcome(),
    browserKills: 0,
    hubKills: 0,
    lineFaults: 0,
    operations: 0,
    missingAtHub: 0,
    strangersAtHub: 0,
  }
  readonly #options: TeamKillOptions
  readonly #folder: string
  readonly #random: () => number
  readonly #home: string
  readonly #place: HubChildOptions
  readonly #saved = new Set<number>()
  #isBad = false
  #projectId = ''
  #hub: HubChild | null = null
  #line: FaultProxy | null = null
  #browser: ChromiumProcess | null = null

  constructor(options: TeamKillOptions, folder: string) {
    this.#options = options
    this.#folder = folder
    this.#random = seededRandom(options.seed)
    this.#home = `http://127.0.0.1:${options.linePort}/`
    this.#place = { folder: join(folder, 'hub'), port: options.hubPort, name: `127.0.0.1:${options.linePort}` }
  }

  /** A project with numbered texts, brought to the hub over a good line. */
  async begin(): Promise<void> {
    const { hubPort, linePort } = this.#options
    this.#hub = await HubChild.start(this.#place)
    const fault = (path: string) => this.#faultOf(path)
    this.#line = await FaultProxy.open(hubPort, linePort, { fault, random: this.#random, lateMs: LATE_MS })
    this.#browser = await ChromiumProcess.start(join(this.#folder, 'profile'))
    const page = await this.#browser.newPage()
    this.#projectId = await new Annotator(page, this.#home).begin()
    await page.goto(`${this.#home}#/p/${this.#projectId}/people`)
    await page.getByRole('button', { name: 'ہب پر لے جائیں' }).click()
    await page.getByLabel('ہب کا کوڈ').fill(this.#hub.address.ownerCode)
    await page.getByRole('dialog').getByRole('button', { name: 'ہب پر لے جائیں' }).click()
    await expect(page.getByText('ہب سے رابطہ ہے')).toBeVisible({ timeout: FIRST_SAVED_MS })
    await page.close()
    this.#isBad = true
  }

  async round(): Promise<void> {
    const { annotator } = await this.#open()
    const browser = this.#running()
    const before = this.#saved.size
    const work = annotator.work((number) => this.#saved.add(number)).catch(() => undefined)
    await until(() => this.#saved.size > before, FIRST_SAVED_MS)
    await new Promise((resolve) => setTimeout(resolve, this.#random() * SPREAD_MS))
    const which = this.#random()
    const hubDies = which < 0.6
    const browserDies = which > 0.3
    if (hubDies) await this.#hub?.kill()
    if (browserDies) await browser.killBrowser()
    await Promise.race([work, annotator.page.close().catch(() => undefined)])
    if (hubDies) this.#hub = await HubChild.start(this.#place)
    if (browserDies) this.#browser = await ChromiumProcess.start(join(this.#folder, 'profile'))
    this.outcome.rounds += 1
    this.outcome.hubKills += Number(hubDies)
    this.outcome.browserKills += Number(browserDies)
    this.#options.onRound?.(this.outcome)
  }

  /** The line is good again: everything goes to the hub, and is compared with what lies there. */
  async rest(): Promise<void> {
    this.#isBad = false
    const { page } = await this.#open()
    await expect(async () => {
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await expect(page.locator('.sync-sign')).toContainText('سب ہب پر ہے', { timeout: 2_000 })
    }).toPass({ timeout: AT_REST_MS })
    const rows = await new AppPage(page).rowsOf('operations', this.#projectId)
    const here = new Set(rows.map(({ writerId, seq }) => `${String(writerId)}/${String(seq)}`))
    const there = this.#atHub()
    this.outcome.operations = here.size
    this.outcome.missingAtHub = [...here].filter((name) => !there.includes(name)).length
    this.outcome.strangersAtHub = there.filter((name) => !here.has(name)).length + there.length - new Set(there).size
    this.outcome.lineFaults = [...(this.#line?.counts ?? [])].reduce(
      (sum, [fault, count]) => sum + (fault === 'none' ? 0 : count),
      0,
    )
  }

  async end(): Promise<void> {
    await this.#browser?.killBrowser()
    await this.#line?.close()
    await this.#hub?.kill()
  }

  /** The app at its labeling screen; what it holds is compared with what was shown as saved. */
  async #open(): Promise<{ annotator: Annotator; page: Page }> {
    const page = await this.#running().newPage()
    const annotator = new Annotator(page, this.#home, this.#projectId)
    const opened = await annotator.open()
    const { done, faults } = await annotator.stored()
    judge(this.outcome, this.#saved, { done, faults, opened })
    return { annotator, page }
  }

  #running(): ChromiumProcess {
    if (this.#browser === null) throw new Error('No browser runs')
    return this.#browser
  }

  /** The app itself comes over a good line: what is tested is what it does on a bad one. */
  #faultOf(path: string): WireFault {
    if (!this.#isBad || !path.startsWith('/v1/') || this.#random() > FAULT_PART) return 'none'
    return WIRE_FAULTS[1 + Math.floor(this.#random() * (WIRE_FAULTS.length - 1))] ?? 'none'
  }

  #atHub(): string[] {
    const database = new DatabaseSync(join(this.#place.folder, 'hub.sqlite'), { readOnly: true })
    try {
      const rows = database.prepare('select writer_id, seq from operations where project_id = ?').all(this.#projectId)
      return rows.map((row) => `${String(row['writer_id'])}/${String(row['seq'])}`)
    } finally {
      database.close()
    }
  }
}
