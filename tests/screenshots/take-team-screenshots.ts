import { chromium, type Browser, type Page } from '@playwright/test'
import { join } from 'node:path'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { TeamHub } from '#tests/support/team-hub.ts'
import { bringToHub, makeInvite, newLaptop, openPeople, takeLink } from '#tests/support/team-steps.ts'

const FOLDER = join(PROJECT_ROOT, 'docs/screenshots')
const PORT = 47_398
const PEOPLE = ['بلال', 'فاطمہ', 'مہوش']
/** Texts that each of them finishes. */
const FINISHED = [8, 3, 0]

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(FOLDER, `${name}.png`), caret: 'hide' })
}

/** A page in Urdu by day, and in English by day and by night. */
async function shootLooks(page: Page, name: string): Promise<void> {
  const press = (words: RegExp) => page.getByRole('button', { name: words }).first().click()
  await shoot(page, `${name}-ur-light`)
  await press(/^English$/)
  await shoot(page, `${name}-en-light`)
  await press(/^Dark colours$/)
  await shoot(page, `${name}-en-dark`)
  await press(/^Light colours$/)
  await press(/^اردو$/)
}

/** The lead's laptop with the sample project on the hub, at the people page. */
async function leadOf(browser: Browser, hub: TeamHub): Promise<Page> {
  const page = await newLaptop(browser, hub)
  page.on('pageerror', ({ message }) => console.log(message))
  await openPeople(page, hub)
  await page.locator('.team-alone').waitFor()
  await shootLooks(page, 'people-without-hub')
  await bringToHub(page, hub)
  return page
}

async function giveOut(page: Page): Promise<void> {
  await page.keyboard.press('KeyW')
  await page.locator('.empty-state').waitFor()
  await page.keyboard.press('KeyN')
  await page.getByLabel('کتنے متن').fill('۲۴')
  await shoot(page, 'give-out-ur-light')
  await page.keyboard.press('Control+Enter')
  await page.locator('.batch-row').first().waitFor()
}

/** Joins and finishes some texts; the page stays at its work. */
async function workAs(page: Page, link: string, texts: number): Promise<Page> {
  await page.goto(link)
  await page.getByRole('button', { name: 'شامل ہوں' }).click()
  await page.locator('.sheet').waitFor()
  for (let n = 0; n < texts; n += 1) {
    await page.keyboard.press(`Digit${(n % 3) + 1}`)
    await page.waitForTimeout(700)
    await page.keyboard.press('Enter')
    await page.waitForTimeout(300)
  }
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.locator('.sync-sign', { hasText: 'سب ہب پر ہے' }).waitFor()
  return page
}

/** Screens of a team, as PNGs in docs/screenshots, 1366×768. */
async function takeTeamScreenshots(): Promise<void> {
  const hub = new TeamHub(PORT)
  await hub.start()
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
  try {
    const lead = await leadOf(browser, hub)
    const people = lead.url()
    const links: string[] = []
    for (const name of PEOPLE) {
      await makeInvite(lead, name)
      links.push(await takeLink(lead, () => shoot(lead, 'invite-ur-light')))
    }
    await giveOut(lead)
    const [bilal] = await Promise.all(
      links.slice(0, 2).map(async (link, index) => workAs(await newLaptop(browser, hub), link, FINISHED[index] ?? 0)),
    )
    await lead.goto(people)
    await lead.getByRole('button', { name: 'ابھی بھیجیں' }).click()
    await lead.locator('.team-row', { hasText: '۸ / ۸' }).waitFor()
    await shootLooks(lead, 'people')
    await lead.goto(people.replace(/people$/, 'hand-out'))
    await lead.locator('.batch-row').first().waitFor()
    await shootLooks(lead, 'hand-out')
    await lead.goto(people)
    await lead.locator('.team-row', { hasText: 'بلال' }).getByRole('button').click()
    await lead.getByRole('menuitem', { name: 'جواب دیکھیں' }).click()
    await lead.locator('.answers-row').first().waitFor()
    await shootLooks(lead, 'answers')
    if (bilal !== undefined) {
      await bilal.goto(`${hub.origin}/#/`)
      await bilal.locator('.own-batch').waitFor()
      await shootLooks(bilal, 'own-work')
    }
  } finally {
    await browser.close()
    await hub.remove()
  }
}

await takeTeamScreenshots()
