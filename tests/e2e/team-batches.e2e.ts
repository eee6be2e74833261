import { expect, test, type Page } from '@playwright/test'
import { faultsOf } from '#tests/support/axe.ts'
import { TeamHub } from '#tests/support/team-hub.ts'
import { inviteBy, leadWithProject, newLaptop } from '#tests/support/team-steps.ts'

const PORT = Number(process.env['NISHAN_BATCHES_PORT'] ?? 24_353)
const SLOW = { timeout: 20_000 }

let hub: TeamHub

test.beforeEach(async () => {
  hub = new TeamHub(PORT)
  await hub.start()
})
test.afterEach(() => hub.remove())

/** Gives three texts to whoever labels, with the keyboard. */
async function giveThree(lead: Page): Promise<void> {
  await lead.keyboard.press('KeyW')
  await expect(lead.getByText('ابھی کام نہیں بانٹا گیا')).toBeVisible()
  await lead.keyboard.press('KeyN')
  await lead.getByLabel('کتنے متن').fill('۳')
  const preview = lead.getByRole('region', { name: 'کیا بانٹا جائے گا' })
  await expect(preview).toContainText('بلال')
  await expect(preview.locator('.give-each li')).toHaveText(/۳ متن/)
  expect(await faultsOf(lead)).toEqual([])
  await lead.keyboard.press('Control+Enter')
  await expect(lead.locator('.batch-row', { hasText: 'بلال' })).toContainText('۰ / ۳')
}

/** Asks the hub until something has come. */
async function fetchUntil(page: Page, came: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await came()
  }).toPass(SLOW)
}

test('a lead gives out work, it is labeled and handed in, and a comment finds its text', async ({ browser }) => {
  test.setTimeout(180_000)
  const lead = await leadWithProject(browser, hub)
  const link = await inviteBy(lead, 'بلال')
  const bilal = await newLaptop(browser, hub)
  // The app is on its way to Bilal while the work is given out.
  await Promise.all([giveThree(lead), bilal.goto(link)])
  await lead.evaluate(() => dispatchEvent(new Event('online')))
  await expect(lead.locator('.sync-sign')).toContainText('سب ہب پر ہے', SLOW)
  await bilal.getByRole('button', { name: 'شامل ہوں' }).click()
  await expect(bilal.locator('.sheet')).toBeVisible(SLOW)
  // Only the own part counts.
  await expect(bilal.locator('.work-progress')).toContainText('۰ / ۳', SLOW)
  for (let n = 0; n < 3; n += 1) {
    await bilal.keyboard.press('Digit1')
    await bilal.keyboard.press('Enter')
  }
  await expect(bilal.getByText('سب ۳ متن پورے ہوئے۔')).toBeVisible()
  expect(await faultsOf(bilal)).toEqual([])
  await bilal.getByRole('button', { name: 'کام جمع کرائیں' }).click()
  await expect(bilal.getByRole('alertdialog')).toContainText('ابھی باقی')
  await bilal.getByRole('alertdialog').getByRole('button', { name: 'کام جمع کرائیں' }).click()
  await expect(bilal.locator('.own-batch')).toContainText('جمع ہو گیا')
  // What was handed in is read only, and says so.
  await bilal.getByRole('button', { name: 'جواب دوبارہ دیکھیں' }).click()
  await expect(bilal.getByText('یہ بیچ جمع ہو چکا ہے').first()).toBeVisible()
  await bilal.keyboard.press('Digit2')
  await bilal.keyboard.press('KeyS')
  await expect(bilal.getByText('کچھ نہیں بدلا، یہ بیچ جمع ہو چکا ہے')).toBeVisible()
  await bilal.evaluate(() => dispatchEvent(new Event('online')))
  await expect(bilal.locator('.sync-sign')).toContainText('سب ہب پر ہے', SLOW)

  const row = lead.locator('.batch-row', { hasText: 'بلال' })
  await fetchUntil(lead, () => expect(row).toContainText('جمع ہو گیا', { timeout: 1_000 }))
  await expect(row).toContainText('۳ / ۳')
  await row.getByRole('button').click()
  await lead.getByRole('menuitem', { name: 'جواب دیکھیں' }).click()
  await expect(lead.locator('.answers-row')).toHaveCount(3)
  expect(await faultsOf(lead)).toEqual([])
  await lead.locator('.answers-row').nth(1).getByRole('button', { name: 'تبصرہ لکھیں' }).click()
  await lead.getByLabel('بلال کے لیے تبصرہ').fill('شہر کا نام بھی دیکھ لیں')
  await lead.keyboard.press('Control+Enter')
  await expect(lead.locator('.answers-row').nth(1)).toContainText('شہر کا نام بھی دیکھ لیں')
  await lead.evaluate(() => dispatchEvent(new Event('online')))
  await expect(lead.locator('.sync-sign')).toContainText('سب ہب پر ہے', SLOW)

  await fetchUntil(bilal, () => bilal.getByRole('button', { name: 'ایک نیا تبصرہ' }).click({ timeout: 1_000 }))
  await bilal
    .getByRole('dialog')
    .getByRole('button', { name: /شہر کا نام بھی دیکھ لیں/ })
    .click()
  await expect(bilal.locator('.lead-note')).toContainText('شہر کا نام بھی دیکھ لیں')
  await expect(bilal.locator('.sheet-number')).toHaveText('۲')
  expect(await faultsOf(bilal)).toEqual([])
  await bilal.getByRole('button', { name: 'دوبارہ لیں' }).click()
  await bilal.keyboard.press('Digit2')
  await expect(bilal.getByText('یہ بیچ جمع ہو چکا ہے')).toHaveCount(0)
})
