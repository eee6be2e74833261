import { expect, test, type Page } from '@playwright/test'
import { faultsOf } from '#tests/support/axe.ts'
import { TeamHub } from '#tests/support/team-hub.ts'
import { inviteBy, leadWithProject, newLaptop } from '#tests/support/team-steps.ts'

/** A port of its own: the pages of a hub live at its address. */
const PORT = Number(process.env['NISHAN_TEAM_PORT'] ?? 24_336)

let hub: TeamHub

test.beforeEach(async () => {
  hub = new TeamHub(PORT)
  await hub.start()
})
test.afterEach(() => hub.remove())

const finished = (page: Page, name: string) =>
  page.locator('.team-row', { hasText: name }).locator('.team-progress .nowrap')

test('a person is invited, joins, works without the net, and the lead sees the numbers move', async ({ browser }) => {
  test.setTimeout(180_000)
  const lead = await leadWithProject(browser, hub, { offline: true })
  const link = await inviteBy(lead, 'بلال')
  await expect(lead.locator('.team-row', { hasText: 'بلال' })).toContainText('دعوت نامہ دیا گیا')

  const bilal = await newLaptop(browser, hub, { offline: true })
  await bilal.goto(link)
  await expect(bilal.getByText('آپ کو اس منصوبے میں بلایا گیا ہے:')).toBeVisible()
  await bilal.getByRole('button', { name: 'شامل ہوں' }).click()
  await expect(bilal.locator('.sheet')).toBeVisible({ timeout: 20_000 })
  await expect(bilal.locator('.sync-sign')).toContainText('سب ہب پر ہے')

  // The app's own files are kept by now.
  await bilal.evaluate(async () => void (await navigator.serviceWorker.ready))
  await hub.stop()
  for (let n = 0; n < 3; n += 1) {
    await bilal.keyboard.press('Digit1')
    await bilal.keyboard.press('Enter')
  }
  await expect(bilal.locator('.sync-sign')).toContainText('نیٹ نہیں · ۳ بھیجنے باقی', { timeout: 30_000 })
  // The laptop is started anew while the hub is away: the app opens all the same, at the next text.
  await bilal.reload()
  await expect(bilal.locator('.sheet')).toBeVisible()
  await expect(bilal.locator('.sync-sign')).toContainText('نیٹ نہیں · ۳ بھیجنے باقی', { timeout: 30_000 })
  await hub.start()
  await bilal.evaluate(() => dispatchEvent(new Event('online')))
  await expect(bilal.locator('.sync-sign')).toContainText('سب ہب پر ہے', { timeout: 30_000 })

  await lead.getByRole('button', { name: 'ابھی بھیجیں' }).click()
  await expect(finished(lead, 'بلال')).toHaveText(/^۳ \//, { timeout: 20_000 })
  expect(await faultsOf(lead)).toEqual([])
})
