import { expect, test, type Page } from '@playwright/test'
import { faultsOf } from '#tests/support/axe.ts'
import { TeamHub } from '#tests/support/team-hub.ts'
import { bringToHub, makeInvite, newLaptop, openPeople } from '#tests/support/team-steps.ts'

/** A port of its own: the pages of a hub live at its address. */
const PORT = 24_343

let hub: TeamHub

test.beforeEach(async () => {
  hub = new TeamHub(PORT)
  await hub.start()
})
test.afterEach(() => hub.remove())

/** The lead brings the sample project to the hub and reads an invite for Fatima out. */
async function codeFromLead(page: Page): Promise<string> {
  await openPeople(page, hub)
  await bringToHub(page, hub)
  await makeInvite(page, 'فاطمہ')
  const code = page.getByRole('dialog').locator('[data-code]')
  await expect(code).toBeVisible()
  return (await code.getAttribute('data-code')) ?? ''
}

test('an invite is read out and typed in a browser: a wrong letter is told, and a used code too', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const lead = await newLaptop(browser, hub)
  const code = await codeFromLead(lead)
  // The page comes from the hub itself: there is no fingerprint to compare, so the code is short.
  expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
  expect(await faultsOf(lead)).toEqual([])

  const fatima = await newLaptop(browser, hub)
  await fatima.goto(`${hub.origin}/#/join`)
  await fatima.getByRole('radio', { name: 'کوڈ', exact: true }).click()
  await expect(fatima.getByLabel('ہب کا پتہ')).toHaveCount(0)
  const field = fatima.getByLabel('دعوت نامے کا کوڈ')
  await field.fill(`${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`)
  await fatima.keyboard.press('Enter')
  await expect(fatima.getByText('کوئی حرف درست نہیں')).toBeVisible()
  expect(await faultsOf(fatima)).toEqual([])
  await field.fill(code.toLowerCase().replace('-', ' '))
  await fatima.keyboard.press('Enter')
  await expect(fatima.locator('bdi', { hasText: 'فاطمہ' })).toBeVisible()
  await fatima.getByRole('button', { name: 'شامل ہوں' }).click()
  await expect(fatima.locator('.sheet')).toBeVisible({ timeout: 20_000 })

  const late = await newLaptop(browser, hub)
  await late.goto(`${hub.origin}/#/join`)
  await late.getByRole('radio', { name: 'کوڈ', exact: true }).click()
  await late.getByLabel('دعوت نامے کا کوڈ').fill(code)
  await late.keyboard.press('Enter')
  await expect(late.getByText('یہ کوڈ نہیں چلا۔')).toBeVisible()
})
