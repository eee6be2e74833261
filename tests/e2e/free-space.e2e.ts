import type { Page } from '@playwright/test'
import { AppPage, expect, test } from '#tests/support/app-page.ts'
import { expectNoFault } from '#tests/support/axe.ts'

const MB = 1_000_000

const bar = (page: Page) => page.locator('.notice-bar')
const PAUSED = /لیبل لگانا رکا ہوا ہے: صرف/

/** The browser tells as much room as the test says; it looks again when the window gets the focus. */
async function stubRoom(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.storage.estimate = async () => {
      const free = Number(localStorage.getItem('room') ?? 50_000_000_000)
      return { usage: 1000, quota: free + 1000 }
    }
  })
}

async function setRoom(page: Page, bytes: number, look = true): Promise<void> {
  await page.evaluate(
    ([room, look]) => {
      localStorage.setItem('room', String(room))
      if (look) window.dispatchEvent(new Event('focus'))
    },
    [bytes, look] as const,
  )
}

test.beforeEach(({ page }) => stubRoom(page))

test('little room is told with the amount; put away, it comes again when half of that is gone', async ({ app }) => {
  const { page } = app
  await app.startSample()
  await expect(bar(page)).toHaveCount(0)
  await setRoom(page, 300 * MB)
  await expect(bar(page)).toContainText('کام کے لیے صرف ۳۰۰ MB جگہ رہ گئی ہے۔')
  await app.answer('1', 'Enter')
  await app.saved()
  await bar(page).getByRole('button', { name: 'بند کریں' }).click()
  await expect(bar(page)).toHaveCount(0)
  await setRoom(page, 200 * MB)
  await page.waitForTimeout(300)
  await expect(bar(page)).toHaveCount(0)
  await setRoom(page, 149 * MB)
  await expect(bar(page)).toContainText('۱۴۹ MB')
  await app.open('/settings')
  await page.getByRole('radio', { name: '123' }).click()
  await expect(bar(page)).toContainText('149 MB')
  // Put away until the next start.
  await bar(page).getByRole('button', { name: 'بند کریں' }).click()
  await page.reload()
  await expect(bar(page)).toContainText('149 MB')
})

test('with hardly any room labeling pauses, reading and exporting go on, and it goes on by itself', async ({ app }) => {
  const { page } = app
  await page.clock.install()
  await app.startSample()
  const project = await app.projectId()
  await app.answer('1', 'Enter')
  await app.saved()
  const before = await app.rows('operations')
  await setRoom(page, 60 * MB, false)
  await page.clock.fastForward(31_000)
  const note = page.getByRole('alert').filter({ hasText: PAUSED })
  await expect(note).toContainText('صرف ۶۰ MB جگہ رہ گئی ہے۔')
  await expect(note).toContainText('اب تک کا سب کام محفوظ ہے۔ ۴۰ MB جگہ بنائیں')
  for (const key of ['1', 'Enter', 'KeyS']) {
    await page.keyboard.press('Escape')
    await page.keyboard.press(key)
    await expect(page.locator('.strip'), key).toContainText('لیبل لگانا رکا ہوا ہے، اس لیے کچھ نہیں بدلا۔')
  }
  await page.locator('.label-button').nth(1).click({ force: true })
  const text = await app.sheetText()
  await page.keyboard.press('PageDown')
  await app.textAfter(text)
  expect(await app.rows('operations')).toEqual(before)
  await app.open(`/p/${project}/export`)
  await expect(bar(page)).toContainText(PAUSED)
  await app.chooseWhich()
  expect((await app.exportFile()).bytes.length).toBeGreaterThan(100)
  await app.open(`/p/${project}/label`)
  await expect(note).toBeVisible()
  // Looked at by hand: still too little.
  await note.getByRole('button', { name: 'دوبارہ دیکھیں' }).click()
  await expect(note).toBeVisible()
  await setRoom(page, 4000 * MB, false)
  await page.clock.fastForward(31_000)
  await expect(note).toHaveCount(0)
  await app.answer('2', 'Enter')
  await app.saved()
  expect((await app.rows('operations')).length).toBeGreaterThan(before.length)
})

test('a file that would not fit is refused before it begins, with what it needs', async ({ app }) => {
  const { page } = app
  await app.startSample()
  const project = await app.projectId()
  await app.open(`/p/${project}/import`)
  const texts = Array.from({ length: 2000 }, (_, n) => `دکان سے چیز وقت پر ملی، رسید نمبر ${n}`)
  await app.chooseFile('بڑی فائل.csv', ['متن', ...texts].join('\n'))
  await expect(page.getByRole('button', { name: /۲٬۰۰۰ متن شامل کریں/ })).toBeEnabled()
  const before = await app.rows('operations')
  await setRoom(page, 101 * MB)
  await page.getByRole('button', { name: app.words.addTexts }).click()
  const note = page.getByRole('alert').filter({ hasText: 'کے لیے جگہ کم ہے' })
  await expect(note).toContainText('بڑی فائل.csv')
  await expect(note).toContainText(/منصوبے میں کچھ نہیں بدلا۔ اسے تقریباً ۱٫[۰-۹] MB جگہ چاہیے اور ۱۰۱ MB باقی ہے۔/)
  expect(await app.rows('operations')).toEqual(before)
})

test('an import stops with whole chunks before the disk is full, and the rest comes in later', async ({ app }) => {
  test.setTimeout(180_000)
  const { page } = app
  await app.startSample()
  const project = await app.projectId()
  await app.open(`/p/${project}/import`)
  const texts = Array.from({ length: 12_000 }, (_, n) => `دکان سے چیز وقت پر ملی، رسید نمبر ${n}`)
  const file = ['متن', ...texts].join('\n')
  await app.chooseFile('a.csv', file)
  await expect(page.getByRole('button', { name: /۱۲٬۰۰۰ متن شامل کریں/ })).toBeEnabled()
  await page.getByRole('button', { name: app.words.addTexts }).click()
  await expect.poll(() => app.rowsOf('chunks', project).then((rows) => rows.length)).toBeGreaterThan(2)
  await setRoom(page, 50 * MB)
  await expect(page.getByRole('alert').filter({ hasText: 'ڈسک بھرنے لگی تھی' })).toBeVisible()
  const [record] = (await app.rowsOf('imports', project)).filter((row) => row['fileName'] === 'a.csv')
  const inProject = (await app.rowsOf('items', project)).length
  expect(record).toMatchObject({ state: 'cancelled', items: inProject - 40 })
  expect(inProject % 1000).toBe(40)
  expect(inProject).toBeLessThan(12_040)
  await setRoom(page, 5000 * MB)
  await page.getByRole('button', { name: app.words.anotherFile }).click()
  await app.chooseFile('a.csv', file)
  await app.addTexts()
  expect(await app.rowsOf('items', project)).toHaveLength(12_040)
})

test('a full disk is told in its own words, the answer stays, and is written when there is room', async ({ page }) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...args) {
      if (localStorage.getItem('full') === 'yes') throw new DOMException('full', 'QuotaExceededError')
      return put.apply(this, args)
    }
  })
  const app = new AppPage(page)
  await app.startSample()
  await page.evaluate(() => localStorage.setItem('full', 'yes'))
  await page.keyboard.press('1')
  const note = page.getByRole('alert').filter({ hasText: 'ڈسک بھر گئی ہے، اس لیے یہ جواب نہیں لکھا گیا۔' })
  await expect(note).toContainText('پہلے کے سب جواب محفوظ ہیں اور یہ سکرین پر موجود ہے۔')
  await expect(note).toContainText('disk-full')
  await expect(page.locator('.label-button-chosen')).toHaveCount(1)
  await expectNoFault(page, 'a full disk')
  // Leaving now would lose it: the browser asks.
  const asked = new Promise<string>((resolve) =>
    page.once('dialog', (dialog) => {
      resolve(dialog.type())
      void dialog.dismiss()
    }),
  )
  await page.close({ runBeforeUnload: true })
  expect(await asked).toBe('beforeunload')
  await page.evaluate(() => localStorage.removeItem('full'))
  await note.getByRole('button', { name: 'دوبارہ کوشش کریں' }).click()
  await expect(note).toHaveCount(0)
  await app.saved()
  expect((await app.rows('annotations')).length).toBe(1)
})

for (const { locale, theme } of [
  { locale: 'ur', theme: 'light' },
  { locale: 'en', theme: 'dark' },
] as const) {
  test(`notes about room break no rule of WCAG AA: ${locale}, ${theme}`, async ({ app }) => {
    const { page } = app
    await page.emulateMedia({ colorScheme: theme })
    await app.startSample(locale)
    await setRoom(page, 300 * MB)
    await bar(page).waitFor()
    await expectNoFault(page, 'little room')
    await setRoom(page, 30 * MB)
    await page.getByRole('alert').first().waitFor()
    await expectNoFault(page, 'paused')
    await app.open('/settings')
    await page.locator('.storage-figure').first().waitFor()
    await expectNoFault(page, 'settings')
  })
}
