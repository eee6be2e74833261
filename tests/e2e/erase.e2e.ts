import { expect, test, type Page } from '@playwright/test'
import { faultsOf } from '#tests/support/axe.ts'
import { TeamHub } from '#tests/support/team-hub.ts'
import { inviteBy, leadWithProject, newLaptop } from '#tests/support/team-steps.ts'

/** A port of its own: the pages of a hub live at its address. */
const PORT = Number(process.env['NISHAN_ERASE_PORT'] ?? 24_391)
const SLOW = { timeout: 20_000 }

let hub: TeamHub

test.beforeEach(async () => {
  hub = new TeamHub(PORT)
  await hub.start()
})
test.afterEach(() => hub.remove())

/** Whether a text stands anywhere in the page's stores: every table as it is stored, and the blobs unpacked. */
function holdsText(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const open = indexedDB.open('nishan')
      open.addEventListener('error', () => reject(new Error('database')))
      open.addEventListener('success', () => resolve(open.result))
    })
    let found = false
    for (const name of database.objectStoreNames) {
      const rows = await new Promise<unknown[]>((resolve) => {
        const all = database.transaction(name).objectStore(name).getAll()
        all.addEventListener('success', () => resolve(all.result as unknown[]))
      })
      found ||= JSON.stringify(rows).includes(wanted)
    }
    database.close()
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('blobs')
    for await (const entry of folder.values()) {
      if (entry.kind !== 'file') continue
      const file = await entry.getFile()
      const lines = await new Response(file.stream().pipeThrough(new DecompressionStream('gzip'))).text()
      found ||= lines.includes(wanted)
    }
    return found
  }, text)
}

test('a text whose consent is withdrawn leaves the lead’s laptop, and a laptop that is on it', async ({ browser }) => {
  test.setTimeout(120_000)
  const lead = await leadWithProject(browser, hub)
  const link = await inviteBy(lead, 'بلال')
  const bilal = await newLaptop(browser, hub)
  await bilal.goto(link)
  await bilal.getByRole('button', { name: 'شامل ہوں' }).click()
  await expect(bilal.locator('.sheet')).toBeVisible(SLOW)
  // An annotator has no such menu.
  await expect(bilal.getByRole('button', { name: 'اس متن کے لیے اور' })).toHaveCount(0)
  await bilal.keyboard.press('Digit1')
  await bilal.keyboard.press('Enter')
  await expect(bilal.locator('.sheet-number')).toHaveText('۲')
  await bilal.keyboard.press('PageUp')
  await expect(bilal.locator('.sheet-number')).toHaveText('۱')
  const text = (await bilal.locator('.sheet-body [lang]').first().innerText()).trim().slice(0, 30)
  expect(await holdsText(bilal, text)).toBe(true)
  await expect(bilal.locator('.sync-sign')).toContainText('سب ہب پر ہے', SLOW)

  // The lead finds it among Bilal's answers.
  await expect(async () => {
    await lead.evaluate(() => dispatchEvent(new Event('online')))
    await expect(lead.locator('.team-row', { hasText: 'بلال' })).toContainText('۱ /', { timeout: 1_000 })
  }).toPass(SLOW)
  await lead.locator('.team-row', { hasText: 'بلال' }).getByRole('button').last().click()
  await lead.getByRole('menuitem', { name: 'جواب دیکھیں' }).click()
  await lead.locator('.answers-row').first().getByRole('button').click()
  await lead.getByRole('button', { name: /یہ متن ہمیشہ کے لیے مٹائیں/ }).click()
  const dialog = lead.getByRole('alertdialog')
  await expect(dialog).toContainText('ایک فرد کے جواب')
  const erase = dialog.getByRole('button', { name: 'ہمیشہ کے لیے مٹائیں' })
  await expect(erase).toBeDisabled()
  await dialog.getByRole('textbox').fill('۲')
  await expect(erase).toBeDisabled()
  await dialog.getByRole('textbox').fill('1')
  expect(await faultsOf(lead)).toEqual([])
  await erase.click()
  await expect(lead.getByText('متن ۱ اس لیپ ٹاپ سے مٹا دیا گیا')).toBeVisible()
  await expect(lead.locator('.answers-row')).toHaveCount(0)
  expect(await holdsText(lead, text)).toBe(false)
  await expect(lead.locator('.sync-sign')).toContainText('سب ہب پر ہے', SLOW)

  await bilal.evaluate(() => dispatchEvent(new Event('online')))
  await expect(bilal.getByText('متن ۱ واپس لے لیا گیا')).toBeVisible(SLOW)
  await expect(bilal.locator('.sheet-number')).toHaveText('۲')
  await expect.poll(() => holdsText(bilal, text), SLOW).toBe(false)
  await bilal.keyboard.press('PageUp')
  await expect(bilal.locator('.sheet-number')).toHaveText('۲')

  // From the work screen too.
  await lead.goto(bilal.url())
  await expect(lead.locator('.sheet-number')).toHaveText('۲')
  await lead.getByRole('button', { name: 'اس متن کے لیے اور' }).click()
  await lead.getByRole('menuitem').click()
  await lead.getByRole('alertdialog').getByRole('textbox').fill('۲')
  await lead.getByRole('alertdialog').getByRole('button', { name: 'ہمیشہ کے لیے مٹائیں' }).click()
  await expect(lead.getByText('متن ۲ واپس لے لیا گیا')).toBeVisible()
  await expect(lead.locator('.sheet-number')).toHaveText('۳')
  await lead.goto(lead.url().replace(/label$/, 'people'))
  await expect(lead.locator('.team-erased')).toContainText('۲ متن مٹائے گئے')
})
