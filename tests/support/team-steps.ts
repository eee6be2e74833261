import { expect, type Browser, type Page } from '@playwright/test'
import type { TeamHub } from './team-hub.ts'

/** A laptop: a browser with nothing in it. `offline`: it keeps the app's own files too. */
export async function newLaptop(browser: Browser, hub: TeamHub, { offline = false } = {}): Promise<Page> {
  const context = await browser.newContext({
    locale: 'ur-PK',
    viewport: { width: 1366, height: 768 },
    ...(offline && { serviceWorkers: 'allow' as const }),
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: hub.origin })
  return context.newPage()
}

/** First start with the sample project, up to the project's people. */
export async function openPeople(page: Page, hub: TeamHub): Promise<void> {
  await page.goto(hub.origin)
  await page.getByRole('textbox').first().fill('عائشہ')
  await page.keyboard.press('Enter')
  await expect(page.locator('.work')).toBeVisible()
  await page.goto(page.url().replace(/label$/, 'people'))
}

/** Brings the project of the people page to the hub, with the code as somebody may type it. */
export async function bringToHub(page: Page, hub: TeamHub): Promise<void> {
  await page.getByRole('button', { name: 'ہب پر لے جائیں' }).click()
  await page.getByLabel('ہب کا کوڈ').fill(hub.ownerCode.toUpperCase())
  await page.getByRole('dialog').getByRole('button', { name: 'ہب پر لے جائیں' }).click()
  await expect(page.getByText('ہب سے رابطہ ہے')).toBeVisible()
}

/** The lead's laptop with the sample project on the hub, at the people page. */
export async function leadWithProject(browser: Browser, hub: TeamHub, kind = { offline: false }): Promise<Page> {
  const page = await newLaptop(browser, hub, kind)
  await openPeople(page, hub)
  await bringToHub(page, hub)
  return page
}

/** Makes an invite, and leaves its dialog open. */
export async function makeInvite(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'دعوت دیں' }).click()
  await page.getByRole('dialog').getByLabel('نام').fill(name)
  await page.getByRole('button', { name: 'دعوت نامہ بنائیں' }).click()
}

/** The link of the invite whose dialog is open; `before` the dialog closes. */
export async function takeLink(page: Page, before: () => Promise<void> = async () => undefined): Promise<string> {
  const link = await page.getByLabel('دعوت نامے کا لنک').inputValue()
  await before()
  await page.getByRole('dialog').getByRole('button', { name: 'ہو گیا' }).click()
  return link
}

/** An invite's link. */
export async function inviteBy(lead: Page, name: string): Promise<string> {
  await makeInvite(lead, name)
  return takeLink(lead)
}
