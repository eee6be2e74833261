import { expect, test, type AppPage } from '#tests/support/app-page.ts'

const TEMPLATES = [
  'جذبات',
  'موضوع',
  'نام اور جگہیں',
  'نفرت اور گالی',
  'مریض کی علامات',
  'فصل کی بیماری',
  'بینک کی شکایات',
  'چیزوں پر رائے',
  'لفظ کی قسم',
]

/** Opens the menu of a project's row and presses an entry. */
async function fromMenu(app: AppPage, project: string, entry: string | RegExp): Promise<void> {
  await app.page.getByRole('row', { name: project }).getByRole('button').click()
  await app.page.getByRole('menuitem', { name: entry }).click()
}

test('each template makes a project whose labels stand above a text', async ({ app }) => {
  test.setTimeout(120_000)
  await app.startSample()
  for (const template of TEMPLATES) {
    const project = await app.createProject(new RegExp(`^${template}`), `نیا ${template}`)
    await app.chooseFile('texts.txt', 'پہلا متن یہ ہے\nدوسرا متن یہ ہے\n')
    await app.addTexts()
    await app.open(`/p/${project}/label`)
    await app.page.locator('.sheet').waitFor()
    expect(await app.sheetText()).toBe('پہلا متن یہ ہے')
    const keys = await app.page.locator('.label-button .kbd').allTextContents()
    expect(keys.length).toBeGreaterThan(1)
    expect(new Set(keys).size).toBe(keys.length)
    await expect(app.page.locator('.guidelines h1, .guidelines h2').first()).toBeVisible()
  }
})

test('a project from nothing has its own texts and languages and goes on to its labels', async ({ app }) => {
  await app.startSample()
  await app.open('/new')
  await app.page.getByRole('radio', { name: /^خالی/ }).click()
  await app.page.getByRole('textbox').first().fill('سنڌي متن')
  await app.page.getByRole('button', { name: /متن کی زبان/ }).click()
  await app.page.getByRole('option', { name: 'سنڌي' }).click()
  await app.page.getByRole('button', { name: 'ایک اور متن ساتھ دکھائیں' }).click()
  await app.page.getByRole('textbox').nth(2).fill('ترجمہ')
  await app.page.getByRole('button', { name: /^بنائیں، پھر لیبل لکھیں/ }).click()
  await expect(app.page).toHaveURL(/\/labels$/)
  const project = (await app.rows('projects')).find((row) => row['name'] === 'سنڌي متن')
  expect(project).toMatchObject({ fields: [{ language: 'sd' }, { name: 'ترجمہ', language: 'sd' }] })
})

test('a project is renamed, copied with its texts, archived and brought back', async ({ app }) => {
  await app.startSample()
  await app.page.keyboard.press('Digit1')
  await app.page.keyboard.press('Enter')
  await app.saved()
  await app.open('/')
  const name = 'نمونہ: چیزوں پر رائے'
  await fromMenu(app, name, 'نام بدلیں')
  await app.page.getByRole('dialog').getByRole('textbox').fill('میرا کام')
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByRole('row', { name: 'میرا کام' })).toContainText('۱ / ۴۰')

  await fromMenu(app, 'میرا کام', 'ایک اور کاپی بنائیں')
  await app.page.getByRole('dialog').getByRole('button', { name: 'ایک اور کاپی بنائیں' }).click()
  await expect(app.page.getByRole('row', { name: 'میرا کام (کاپی)' })).toContainText('۰ / ۴۰')

  await fromMenu(app, 'میرا کام (کاپی)', 'آرکائیو کریں')
  await expect(app.page.getByRole('row', { name: 'میرا کام (کاپی)' })).toBeHidden()
  await app.page.getByText('آرکائیو دکھائیں').click()
  await fromMenu(app, 'میرا کام (کاپی)', 'آرکائیو سے واپس لائیں')
  await expect(app.page.getByRole('row', { name: 'میرا کام (کاپی)' })).toBeVisible()
})

test('deleting says what is lost, can be undone until the app closes, and then leaves nothing', async ({ app }) => {
  await app.startSample()
  await app.answer('Digit1', 'Enter')
  await app.answer('Digit2', 'Enter')
  await expect.poll(async () => (await app.rows('annotations')).length).toBe(2)
  await app.saved()
  await app.open('/')
  const name = 'نمونہ: چیزوں پر رائے'
  await fromMenu(app, name, 'مٹائیں')
  const question = app.page.getByRole('alertdialog')
  await expect(question).toContainText('۴۰ متن')
  await expect(question).toContainText('۲ جواب')
  await question.getByRole('button', { name: 'مٹائیں' }).click()
  await expect(app.page.getByRole('row', { name })).toBeHidden()
  await app.page.getByRole('button', { name: `«${name}» واپس لائیں` }).click()
  await expect(app.page.getByRole('row', { name })).toContainText('۲ / ۴۰')

  await fromMenu(app, name, 'مٹائیں')
  await question.getByRole('button', { name: 'مٹائیں' }).click()
  await expect(app.page.getByRole('row', { name })).toBeHidden()
  await app.page.reload()
  await expect.poll(() => app.rows('projects')).toEqual([])
  for (const table of ['items', 'annotations', 'operations', 'chunks', 'writers', 'counters']) {
    expect(await app.rows(table), table).toEqual([])
  }
})

test('a text fades at its end where it does not fit, and only there', async ({ app }) => {
  await app.startSample()
  await app.open('/')
  const text = app.page.locator('.continue-text')
  const mask = () => text.evaluate((element) => getComputedStyle(element).maskImage)
  expect(await text.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true)
  expect(await mask()).toContain('linear-gradient')
  await app.page.setViewportSize({ width: 1900, height: 768 })
  await expect.poll(mask).toBe('none')
})
