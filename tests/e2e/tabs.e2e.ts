import type { BrowserContext, Page } from '@playwright/test'
import { AppPage, expect, test, type Locale } from '#tests/support/app-page.ts'
import { expectNoFault } from '#tests/support/axe.ts'

const OPEN_ELSEWHERE = { ur: 'نشان ایپ دوسرے ٹیب یا ونڈو میں کھلی ہے۔', en: 'Nishan is open in another tab or window.' }
const GO_ON = { ur: 'کام یہاں جاری رکھیں', en: 'Go on here' }

const bar = (page: Page) => page.locator('.notice-bar')
const goOn = (page: Page, locale: Locale = 'ur') => bar(page).getByRole('button', { name: GO_ON[locale] })

/** A second tab of the same browser at a place, when its page is there. */
async function openTab(context: BrowserContext, place: string): Promise<AppPage> {
  const page = await context.newPage()
  await page.goto(place)
  await page.locator('.topbar, .start').first().waitFor()
  return new AppPage(page)
}

/** The sample in the first tab with one answer, and its project. */
async function startFirst(app: AppPage, locale: Locale = 'ur'): Promise<string> {
  await app.startSample(locale)
  await app.answer('1', 'Enter')
  await app.saved()
  return app.projectId()
}

async function openSecond(context: BrowserContext, app: AppPage): Promise<AppPage> {
  const second = await openTab(context, app.page.url())
  await second.page.locator('.sheet').waitFor()
  await expect(bar(second.page)).toContainText(OPEN_ELSEWHERE[app.locale])
  return second
}

const stored = async (app: AppPage) => ({
  operations: await app.rows('operations'),
  places: await app.rows('places'),
  drafts: await app.rows('drafts'),
  projects: await app.rows('projects'),
})

test('a second tab only reads: it says so, no key or click changes anything, and texts can be read', async ({
  app,
  context,
}) => {
  await startFirst(app)
  await expect(bar(app.page)).toHaveCount(0)
  const second = await openSecond(context, app)
  const { page } = second
  const before = await stored(second)
  const strip = page.locator('.strip')
  await expect(strip).toContainText('یہاں صرف پڑھا جا سکتا ہے')
  for (const key of ['1', 'Enter', 'KeyS', 'KeyF', 'KeyA']) {
    await page.keyboard.press('Escape')
    await page.keyboard.press(key)
    await expect(strip, key).toContainText('کچھ نہیں بدلا۔')
  }
  await page.keyboard.press('Escape')
  await page.locator('.label-button').first().click({ force: true })
  await expect(strip).toContainText('کچھ نہیں بدلا۔')
  await page.keyboard.press('Control+KeyZ')
  await expect(page.locator('.toast')).toContainText('کچھ نہیں بدلا۔')
  await expect(page.getByRole('button', { name: /^مکمل، اگلا/ })).toBeDisabled()
  await page.keyboard.press('KeyC')
  await page.getByRole('textbox').last().pressSequentially('لفظ')
  await expect(page.getByRole('textbox').last()).toHaveValue('')
  await page.locator('.sheet').click({ position: { x: 8, y: 8 } })
  const text = await second.sheetText()
  await page.keyboard.press('PageDown')
  await second.textAfter(text)
  await page.waitForTimeout(400)
  expect(await stored(second)).toEqual(before)
  expect(second.problems).toEqual([])
})

test('every page of a second tab offers no act that writes, and settings can still be changed', async ({
  app,
  context,
}) => {
  const project = await startFirst(app)
  const second = await openSecond(context, app)
  const { page } = second
  const before = await stored(second)
  const sentence = 'کام دوسرے ٹیب میں ہو رہا ہے۔ یہاں صرف پڑھا جا سکتا ہے۔'
  for (const place of ['/new', `/p/${project}/import`]) {
    await second.open(place)
    await expect(page.locator('.empty-state'), place).toContainText(sentence)
    await expect(page.locator('input')).toHaveCount(0)
  }
  await second.open(`/p/${project}/labels`)
  await expect(page.locator('.read-only-task')).toContainText('ملی جلی')
  await expect(page.locator('.read-only-task button, .read-only-task input')).toHaveCount(0)
  await second.open('/')
  await page.locator('.project-row').first().getByRole('button').last().click()
  for (const name of ['نام بدلیں', 'مٹائیں']) {
    await expect(page.getByRole('menuitem', { name })).toHaveAttribute('aria-disabled', 'true')
  }
  await page.keyboard.press('Escape')
  await second.open('/profiles?new')
  await expect(page.getByRole('button', { name: /^نیا پروفائل/ })).toBeDisabled()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('KeyN')
  await expect(page.locator('.toast')).toContainText('یہاں صرف پڑھا جا سکتا ہے')
  await second.open('/settings')
  await page.getByRole('radio', { name: 'گہرے' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await stored(second)).toEqual(before)
  expect(second.problems).toEqual([])
})

test('work goes on in the second tab when it is asked for there; what was typed last in the first is kept', async ({
  app,
  context,
}) => {
  await startFirst(app)
  const second = await openSecond(context, app)
  const text = await second.sheetText()
  await app.page.bringToFront()
  await app.page.keyboard.press('KeyC')
  const comment = app.page.getByRole('textbox').last()
  await comment.pressSequentially('آدھا تبصرہ', { delay: 1 })
  await goOn(second.page).click()
  await expect(bar(second.page)).toHaveCount(0)
  await expect(bar(app.page)).toContainText(OPEN_ELSEWHERE.ur)
  expect((await second.rows('drafts')).map((row) => row['text'])).toEqual(['آدھا تبصرہ'])
  expect(await second.sheetText()).toBe(text)
  await second.page.keyboard.press('KeyC')
  await expect(second.page.getByRole('textbox').last()).toHaveValue('آدھا تبصرہ')
  await second.page.locator('.sheet').click({ position: { x: 8, y: 8 } })
  await second.answer('2', 'Enter')
  await second.saved()
  const operations = await second.rows('operations')
  // The first one only reads now, and sees what was done here as soon as it is looked at.
  await app.page.bringToFront()
  await app.page.locator('.sheet').click({ position: { x: 8, y: 8 } })
  await app.page.keyboard.press('1')
  await expect(app.page.locator('.strip')).toContainText('کچھ نہیں بدلا۔')
  expect(await app.rows('operations')).toEqual(operations)
  // One writer without a hole, although two tabs have written.
  const seqs = operations.map((row) => Number(row['seq'])).toSorted((a, b) => a - b)
  expect(seqs).toEqual(seqs.map((_seq, place) => place + 1))
  // And back.
  await goOn(app.page).click()
  await expect(bar(app.page)).toHaveCount(0)
  await expect(bar(second.page)).toContainText(OPEN_ELSEWHERE.ur)
  expect(second.problems).toEqual([])
})

test('when the first tab is closed, the second writes by itself and stays at its text', async ({ app, context }) => {
  await startFirst(app)
  const second = await openSecond(context, app)
  const { page } = second
  for (let n = 0; n < 2; n += 1) {
    const text = await second.sheetText()
    await page.keyboard.press('PageDown')
    await second.textAfter(text)
  }
  const text = await second.sheetText()
  await app.page.close()
  await expect(bar(page)).toHaveCount(0)
  expect(await second.sheetText()).toBe(text)
  await second.answer('2', 'Enter')
  await second.saved()
  expect(new Set((await second.rows('annotations')).map((row) => row['order']))).toEqual(new Set([0, 3]))
  // Loading it again changes nothing: no other tab is there.
  await page.reload()
  await page.locator('.sheet').waitFor()
  await expect(bar(page)).toHaveCount(0)
  expect(second.problems).toEqual([])
})

test('a tab that is bringing a file in keeps writing, and the other is told why', async ({ app, context }) => {
  test.setTimeout(180_000)
  const project = await startFirst(app)
  await app.open(`/p/${project}/import`)
  const lines = Array.from({ length: 8000 }, (_, n) => `یہ متن نمبر ${n} ہے، دکان سے چیز وقت پر ملی`)
  await app.chooseFile('a.csv', ['متن', ...lines].join('\n'))
  await expect(app.page.getByRole('button', { name: /۸٬۰۰۰ متن شامل کریں/ })).toBeEnabled()
  const second = await openTab(context, '/')
  await app.page.getByRole('button', { name: /متن شامل کریں/ }).click()
  await goOn(second.page).click()
  await expect(bar(second.page)).toContainText('دوسرے ٹیب میں ابھی متن شامل ہو رہے ہیں۔')
  await app.page.bringToFront()
  await app.page.getByRole('button', { name: app.words.anotherFile }).waitFor()
  await bar(second.page).getByRole('button', { name: 'دوبارہ پوچھیں' }).click()
  await expect(bar(second.page)).toHaveCount(0)
  expect(await second.rowsOf('items', project)).toHaveLength(8040)
})

test('a frozen first tab is not waited for for ever; when it wakes, work comes over', async ({ app, context }) => {
  await startFirst(app)
  const second = await openSecond(context, app)
  const frozen = app.page.evaluate(() => {
    const until = performance.now() + 6000
    while (performance.now() < until);
  })
  await goOn(second.page).click()
  await expect(bar(second.page)).toContainText('دوسرے ٹیب سے پوچھا جا رہا ہے')
  await expect(bar(second.page)).toContainText('دوسرا ٹیب رکا ہوا ہے۔', { timeout: 4000 })
  await frozen
  await expect(bar(second.page)).toHaveCount(0)
  await expect(bar(app.page)).toContainText(OPEN_ELSEWHERE.ur)
})

test('a second tab does not remove deleted projects for good; only the one that writes does', async ({
  app,
  context,
}) => {
  await startFirst(app)
  await app.open('/')
  await app.page.locator('.project-row').first().getByRole('button').last().click()
  await app.page.getByRole('menuitem', { name: 'مٹائیں' }).click()
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'مٹائیں' }).click()
  await expect(app.page.locator('.deleted-projects')).toBeVisible()
  const second = await openTab(context, '/')
  await expect(second.page.locator('.deleted-projects').getByRole('button')).toBeDisabled()
  await second.page.reload()
  await second.page.locator('.deleted-projects').waitFor()
  await second.page.close()
  expect(await app.rows('items')).toHaveLength(40)
  await app.page.locator('.deleted-projects').getByRole('button').click()
  await expect(app.page.locator('.project-row')).toHaveCount(1)
})

test('where the browser has no locks, nothing is written and the page says why', async ({ page, app }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }))
  await page.goto('/')
  await expect(bar(page)).toContainText('نشان ایپ 127.0.0.1 یا https کے پتے سے کھولیں۔')
  await expect(bar(page).getByRole('button')).toHaveCount(0)
  await expect(page.locator('.start-side input')).toHaveCount(0)
  expect(await app.rows('annotators')).toEqual([])
})

for (const { locale, theme } of [
  { locale: 'ur', theme: 'light' },
  { locale: 'en', theme: 'dark' },
] as const) {
  test(`a tab that only reads breaks no rule of WCAG AA: ${locale}, ${theme}`, async ({ app, context }) => {
    const project = await startFirst(app, locale)
    await app.page.emulateMedia({ colorScheme: theme })
    const second = await openSecond(context, app)
    const { page } = second
    await page.emulateMedia({ colorScheme: theme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await expectNoFault(page, 'labeling')
    await page.keyboard.press('1')
    await expectNoFault(page, 'labeling, a key pressed')
    for (const place of ['/', '/new', `/p/${project}/labels`, '/profiles']) {
      await second.open(place)
      await page.locator('.page-title').waitFor()
      await expectNoFault(page, place)
    }
  })
}
