import { expect, test } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { faultsOf } from '#tests/support/axe.ts'
import { TeamHub } from '#tests/support/team-hub.ts'
import { bringToHub, newLaptop, openPeople } from '#tests/support/team-steps.ts'

const PORT = Number(process.env['NISHAN_EVERYTHING_PORT'] ?? 24_354)

let hub: TeamHub

test.beforeEach(async () => {
  hub = new TeamHub(PORT)
  await hub.start()
})
test.afterEach(() => hub.remove())

test('in a browser a lead saves everything as a file, and is told where the team can be moved from', async ({
  browser,
}) => {
  const page = await newLaptop(browser, hub)
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
  await openPeople(page, hub)
  await bringToHub(page, hub)

  const open = async (entry: string) => {
    await page.getByRole('button', { name: 'اور', exact: true }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  await open('ٹیم کو دوسرے ہب پر لے جائیں…')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('براؤزر کا صفحہ ٹیم کو نہیں لے جا سکتا')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await open('سب کچھ ایک فائل میں محفوظ کریں…')
  await hub.stop()
  await dialog.getByRole('button', { name: 'لائیں اور محفوظ کریں' }).click()
  await expect(dialog.getByText('ہب نہیں ملا۔ کچھ نہیں بدلا۔', { exact: false })).toBeVisible()
  await hub.start()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'لائیں اور محفوظ کریں' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/\.nishan$/)
  expect(
    readFileSync(await download.path())
      .subarray(0, 21)
      .toString(),
  ).toBe('age-encryption.org/v1')
  await expect(dialog.getByText('فائل محفوظ ہو گئی۔', { exact: false })).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
})
