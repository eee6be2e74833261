import { expect, test, type AppPage, type Locale } from '#tests/support/app-page.ts'

const FINISHED = { ur: 'سب مکمل', en: 'All 40 texts are done.' }
const ENDINGS = ['Enter', 'Enter', 'Enter', 'KeyS', 'KeyD', 'KeyL', 'KeyX'] as const

/** Labels the whole sample with keys alone: a choice, some spans, every way to finish a text. */
async function labelAll(app: AppPage): Promise<Record<string, number>> {
  const { keyboard } = app.page
  const told: Record<string, number> = {}
  for (let index = 0; index < 40; index += 1) {
    const before = await app.sheetText()
    const ending = ENDINGS[index % ENDINGS.length] ?? 'Enter'
    if (ending === 'Enter' || ending === 'KeyD') await keyboard.press(`Digit${(index % 3) + 1}`)
    if (index % 4 === 0) {
      await keyboard.press('ArrowLeft')
      await keyboard.press('Shift+ArrowLeft')
      await keyboard.press('Digit4')
      await keyboard.press('Escape')
    }
    await keyboard.press(ending)
    told[ending] = (told[ending] ?? 0) + 1
    if (index < 39) await app.textAfter(before)
  }
  return told
}

for (const locale of ['ur', 'en'] as const satisfies Locale[]) {
  test(`the sample project is labeled by keyboard alone, ${locale}`, async ({ app }) => {
    await app.startSample(locale, locale === 'ur' ? 'عائشہ' : 'Ayesha')
    const told = await labelAll(app)
    await expect(app.page.locator('.finished')).toBeVisible()
    await expect(app.page.locator('.finished h1')).toContainText(locale === 'en' ? FINISHED.en : '۴۰')
    await app.saved()
    const annotations = await app.rows('annotations')
    const count = (status: string) => annotations.filter((row) => row['status'] === status).length
    expect(annotations).toHaveLength(40)
    expect([count('done'), count('skipped'), count('unsure'), count('notLanguage'), count('unreadable')]).toEqual([
      told['Enter'],
      told['KeyS'],
      told['KeyD'],
      told['KeyL'],
      told['KeyX'],
    ])
    const spans = annotations.filter((row) => Object.keys(row['spans'] as object).length > 0)
    expect(spans).toHaveLength(10)
    // What the kept counters say is what counting the rows gives.
    const counters = (await app.rows('counters')).find((row) => row['annotatorId'] !== '')
    expect(counters).toMatchObject({ byStatus: { open: 0, done: told['Enter'], unsure: told['KeyD'] } })
    await app.page.keyboard.press('Tab')
    await expect(app.page.getByRole('button', { name: locale === 'ur' ? /فائل نکالیں/ : /Export/ })).toBeVisible()
  })
}

test('every operation has a writer, a number in a row and a lamport that grows', async ({ app }) => {
  await app.startSample()
  await app.answer('Digit1', 'Enter')
  await app.answer('Digit2', 'Enter')
  await app.answer('KeyS')
  await expect.poll(async () => (await app.rows('annotations')).length).toBe(3)
  await app.saved()
  const operations = await app.rows('operations')
  const byWriter = Map.groupBy(operations, (row) => row['writerId'])
  for (const own of byWriter.values()) {
    expect(own.map((row) => row['seq'])).toEqual(own.map((_, index) => index + 1))
    const lamports = own.map((row) => Number(row['lamport']))
    expect(lamports).toEqual([...new Set(lamports)].sort((a, b) => a - b))
  }
})

test('undo and redo go across texts, and a changed answer is left', async ({ app }) => {
  await app.startSample()
  const { keyboard } = app.page
  const first = await app.sheetText()
  await keyboard.press('Digit1')
  await keyboard.press('Enter')
  await app.textAfter(first)
  await keyboard.press('Control+KeyZ')
  await expect.poll(() => app.sheetText()).toBe(first)
  await expect(app.page.getByRole('button', { name: /اچھی/ })).toHaveAttribute('aria-pressed', 'true')
  await keyboard.press('Control+KeyZ')
  await expect(app.page.getByRole('button', { name: /اچھی/ })).toHaveAttribute('aria-pressed', 'false')
  await keyboard.press('Control+Shift+KeyZ')
  await expect(app.page.getByRole('button', { name: /اچھی/ })).toHaveAttribute('aria-pressed', 'true')
  await app.saved()
  const [annotation] = await app.rows('annotations')
  expect(annotation).toMatchObject({ status: 'open' })
})

test('a reload in the middle loses nothing and goes on where the work was', async ({ app }) => {
  await app.startSample()
  const { keyboard } = app.page
  for (let index = 0; index < 5; index += 1) {
    const before = await app.sheetText()
    await keyboard.press('Digit2')
    await keyboard.press('Enter')
    await app.textAfter(before)
  }
  const sixth = await app.sheetText()
  await keyboard.press('Digit3')
  await keyboard.press('ArrowLeft')
  await keyboard.press('Digit5')
  await keyboard.press('KeyC')
  await app.page.locator('.comment-form textarea').fill('یہ جملہ ادھورا ہے')
  await app.page.waitForTimeout(900)
  await app.saved()
  await app.page.reload()
  await app.page.locator('.sheet').waitFor()
  expect(await app.sheetText()).toBe(sixth)
  await expect(app.page.getByRole('button', { name: /ملی جلی/ })).toHaveAttribute('aria-pressed', 'true')
  const tagged = app.page.locator('.marked-text-band.marked-text-tagged')
  await expect(tagged).toHaveCount(1)
  // The rule with the tag's words is made by a script: the content security policy must let it be.
  expect(await tagged.evaluate((band) => getComputedStyle(band, '::before').content)).toMatch(/^".+"$/)
  await app.page.keyboard.press('KeyC')
  await expect(app.page.locator('.comment-form textarea')).toHaveValue('یہ جملہ ادھورا ہے')
  expect(await app.rows('annotations')).toHaveLength(6)
})

test('search finds ی by ي and without aerab, and a filter is worked through', async ({ app }) => {
  await app.startSample()
  const { page } = app
  for (const key of ['Digit1', 'KeyF', 'Enter']) await page.keyboard.press(key)
  await page.keyboard.press('Slash')
  const box = page.getByRole('dialog').getByRole('searchbox')
  await box.fill('بَيٹري')
  // All texts stand there until the first answer of the search comes.
  const onlyBatteries = async () => {
    const texts = await page.locator('.search-text').allTextContents()
    return texts.length > 0 && texts.every((text) => text.includes('بیٹری'))
  }
  await expect.poll(onlyBatteries).toBe(true)
  await box.fill('')
  await page.getByText('جھنڈی والے').click()
  await expect(page.locator('.search-text')).toHaveText([/^پریشر ککر/])
  await page.getByRole('button', { name: 'انہی پر کام کریں' }).click()
  await expect(page.locator('.sheet .sheet-flag')).toBeVisible()
  await page.keyboard.press('PageDown')
  await expect(page.locator('.finished')).toBeVisible()
})

test('a text is reached by its number in Urdu digits', async ({ app }) => {
  await app.startSample()
  await app.page.keyboard.press('KeyJ')
  await app.page.getByRole('dialog').getByRole('textbox').fill('۱۲')
  await app.page.keyboard.press('Enter')
  await expect.poll(() => app.sheetText()).toContain('استری جلدی گرم')
})

test('keys work under an Urdu keyboard layout, and not while something is typed', async ({ app }) => {
  await app.startSample()
  await app.page.evaluate(() =>
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { code: 'KeyF', key: 'ف', bubbles: true, cancelable: true }),
    ),
  )
  await expect(app.page.locator('.sheet .sheet-flag')).toBeVisible()
  await app.page.getByRole('searchbox').fill('1')
  await app.page.keyboard.press('Digit1')
  await expect(app.page.getByRole('button', { name: /^1\s*اچھی/ })).toHaveAttribute('aria-pressed', 'false')
})

test('every act of the screen is listed under ? and can be pressed', async ({ app }) => {
  await app.startSample()
  await app.page.keyboard.press('Shift+Slash')
  const dialog = app.page.getByRole('dialog')
  for (const key of ['Enter', 'PgUp', 'PgDn', 'Del', 'Esc'])
    await expect(dialog.getByText(key, { exact: true }).first()).toBeVisible()
  await app.page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})
