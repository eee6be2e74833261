import { expect, test, type Browser, type Locator, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { faultsOf } from '#tests/support/axe.ts'

type Saved = { name: string; buffer: Buffer; password: string }

/** A laptop: a browser with nothing in it. Where there is a save dialog no test can press it: without one it downloads. */
async function laptop(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'ur-PK', viewport: { width: 1366, height: 768 } })
  const page = await context.newPage()
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
  await page.goto('/')
  return page
}

const dialog = (page: Page) => page.getByRole('dialog')
const press = (of: Locator | Page, name: string | RegExp) => of.getByRole('button', { name }).click()

/** Presses a button that saves a file, and gives back what was downloaded. */
async function savedBy(page: Page, button: Locator): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFileSync(await download.path())
}

/** The lead makes a person known and a work file for them. */
async function workFile(lead: Page, name: string): Promise<Saved> {
  await press(lead, 'نیا نام شامل کریں')
  await dialog(lead).getByLabel('نام').fill(name)
  await press(dialog(lead), 'شامل کریں')
  await expect(dialog(lead).getByText('۴۰ متن')).toBeVisible()
  const buffer = await savedBy(lead, dialog(lead).getByRole('button', { name: 'فائل محفوظ کریں' }))
  const password = await dialog(lead).locator('.bundle-secret').textContent()
  await press(dialog(lead), 'ہو گیا')
  return { name: `${name}.nishan`, buffer, password: password ?? '' }
}

const asUpload = ({ name, buffer }: Pick<Saved, 'name' | 'buffer'>) => ({ name, mimeType: '', buffer })

/** Drops a file on the middle of the window, as a hand does. */
async function drop(page: Page, { name, buffer }: Pick<Saved, 'name' | 'buffer'>): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ file, bytes }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(bytes)], file))
      return data
    },
    { file: name, bytes: [...buffer] },
  )
  const target = page.locator('.app-root')
  await target.dispatchEvent('dragover', { dataTransfer: transfer })
  await expect(page.locator('.drop-target')).toBeVisible()
  await target.dispatchEvent('drop', { dataTransfer: transfer })
  await expect(page.locator('.drop-target')).toBeHidden()
}

async function wrongPassword(page: Page): Promise<void> {
  await dialog(page).getByLabel('فائل کا پاس ورڈ').fill('غلط پاس ورڈ')
  await press(dialog(page), 'کھولیں')
  await expect(dialog(page).getByText('اس پاس ورڈ سے فائل نہیں کھلی', { exact: false })).toBeVisible()
}

/** Enters the password, takes the work in, and answers three texts. */
async function takeWork(page: Page, { password }: Saved): Promise<void> {
  await dialog(page).getByLabel('فائل کا پاس ورڈ').fill(password)
  await press(dialog(page), 'کھولیں')
  await press(dialog(page), 'فائل لے لیں')
  await press(dialog(page), 'لیبل لگانا شروع کریں')
  await expect(page.locator('.sheet')).toBeVisible()
  for (let n = 0; n < 3; n += 1) {
    const before = await page.locator('.sheet .marked-text-blocks').first().textContent()
    await page.keyboard.press('Digit1')
    await page.keyboard.press('Enter')
    await expect(page.locator('.sheet .marked-text-blocks').first()).not.toHaveText(before ?? '')
  }
  await page.goto(page.url().replace(/label$/, 'people'))
}

async function answersFile(page: Page, name: string): Promise<Saved> {
  await press(page, 'فائل بنا کر دیں')
  await expect(dialog(page).getByText('۳ متن کا کام')).toBeVisible()
  await expect(dialog(page).getByText('اسے صرف آپ کے ٹیم لیڈ کھول سکیں گے۔')).toBeVisible()
  const buffer = await savedBy(page, dialog(page).getByRole('button', { name: 'فائل محفوظ کریں' }))
  await press(dialog(page), 'ہو گیا')
  return { name, buffer, password: '' }
}

const waiting = (page: Page) => page.locator('.team-number').nth(2).locator('.team-figure')
const finished = (lead: Page, name: string) =>
  lead.locator('.team-row', { hasText: name }).locator('.team-progress .nowrap')

test('a team with no network: work goes out by files, answers merge at the lead, receipts go back', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const lead = await laptop(browser)
  await lead.getByRole('textbox').first().fill('عائشہ')
  await lead.keyboard.press('Enter')
  await expect(lead.locator('.sheet')).toBeVisible()
  await lead.goto(lead.url().replace(/label$/, 'people'))
  const forBilal = await workFile(lead, 'بلال')
  const forMehwish = await workFile(lead, 'مہوش')

  // One chooses the file on the first screen, the other drops it anywhere; each on a laptop of their own.
  const [bilal, mehwish] = [await laptop(browser), await laptop(browser)]
  const files = await Promise.all([
    (async () => {
      await bilal.goto('/#/join')
      await bilal.locator('input[type="file"]').first().setInputFiles(asUpload(forBilal))
      await wrongPassword(bilal)
      await takeWork(bilal, forBilal)
      await expect(waiting(bilal)).toHaveText('۳')
      return answersFile(bilal, 'کھیت.bin')
    })(),
    (async () => {
      await drop(mehwish, forMehwish)
      await takeWork(mehwish, forMehwish)
      return answersFile(mehwish, 'mehwish.nishan')
    })(),
  ])
  await expect(waiting(bilal)).toHaveText('۳')

  const chooser = lead.locator('.team-people input[type="file"]')
  await chooser.setInputFiles(files.map(asUpload))
  await expect(dialog(lead).getByText('۳ متن کا نیا کام')).toHaveCount(2)
  expect(await faultsOf(lead)).toEqual([])
  await press(dialog(lead), '۲ فائلیں لے لیں')
  await expect(dialog(lead).getByText('فائل لے لی گئی', { exact: false })).toHaveCount(2)
  const receipt = await savedBy(lead, dialog(lead).getByRole('button', { name: 'بلال کی رسید' }))
  await press(dialog(lead), 'ہو گیا')
  await expect(finished(lead, 'بلال')).toHaveText(/^۳ \//)
  await expect(finished(lead, 'مہوش')).toHaveText(/^۳ \//)
  // The other receipt waits on the page.
  await expect(lead.getByRole('button', { name: 'مہوش کی رسید' })).toBeVisible()

  // The same file again changes nothing and says so.
  await chooser.setInputFiles(files.slice(0, 1).map(asUpload))
  await expect(dialog(lead).getByText('اس کا سب کام یہاں پہلے سے ہے', { exact: false })).toBeVisible()
  await lead.keyboard.press('Escape')

  await drop(bilal, { name: 'رسید.nishan', buffer: receipt })
  await press(dialog(bilal), 'فائل لے لیں')
  await expect(dialog(bilal).getByText('ٹیم لیڈ کو ۳ اور متن کا کام مل گیا۔')).toBeVisible()
  await press(dialog(bilal), 'ہو گیا')
  await expect(waiting(bilal)).toHaveText('۰')
  expect(await faultsOf(bilal)).toEqual([])
})
