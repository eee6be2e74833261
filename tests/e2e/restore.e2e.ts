import { expectNoFault } from '#tests/support/axe.ts'
import { readFileSync } from 'node:fs'
import { AppPage, expect, test } from '#tests/support/app-page.ts'

const FILE = 'input[type="file"][accept=".nishanbackup"]'

async function savedBackup(app: AppPage): Promise<Buffer> {
  await app.open('/backups')
  const waiting = app.page.waitForEvent('download')
  await app.page.locator('main').getByRole('button', { name: 'بیک اپ فائل محفوظ کریں' }).click()
  const bytes = readFileSync(await (await waiting).path())
  await expect(app.page.getByRole('region', { name: 'آخری بیک اپ' })).toContainText('nishan-')
  return bytes
}

async function pick(app: AppPage, buffer: Buffer): Promise<void> {
  await app.page
    .locator(FILE)
    .setInputFiles({ name: 'work.nishanbackup', mimeType: 'application/octet-stream', buffer })
}

const dialogOf = (app: AppPage) => app.page.getByRole('dialog', { name: 'بیک اپ سے واپس لائیں' })

async function label(app: AppPage, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) await app.answer('1', 'Enter')
  await app.saved()
}

test('a backup of another laptop is previewed, brought back, and work goes on from there', async ({ app, browser }) => {
  await app.startSample()
  await label(app, 4)
  const file = await savedBackup(app)
  const context = await browser.newContext({ baseURL: test.info().project.use.baseURL ?? '' })
  const other = new AppPage(await context.newPage())
  await other.startSample('ur', 'بلال')
  await label(other, 1)
  await other.open('/backups')
  await pick(other, file)
  const dialog = dialogOf(other)
  await expect(dialog).toContainText('یہاں نہیں ہے')
  await expect(dialog).toContainText('۴ متن کے جواب')
  await expect(dialog).toContainText('یہاں کا کوئی کام نہیں مٹتا')
  await expectNoFault(other.page, 'restore', '.dialog')
  expect(await other.rows('projects')).toHaveLength(1)
  await dialog.getByRole('button', { name: /تبدیلیاں واپس لائیں$/ }).click()
  await expect(dialog).toContainText('کام واپس آ گیا')
  await dialog.getByRole('button', { name: 'ہو گیا' }).click()
  expect(await other.rows('projects')).toHaveLength(2)
  const done = (await other.rows('annotations')).filter(({ status }) => status === 'done')
  expect(done).toHaveLength(5)
  await other.open('/')
  await expect(other.page.locator('.project-row')).toHaveCount(2)
  // A second time there is nothing left to bring.
  await other.open('/backups')
  await pick(other, file)
  await expect(dialog).toContainText('واپس لانے کو کچھ نہیں')
  expect(other.problems).toEqual([])
  await context.close()
})

test('a project of a backup opens as a copy, as it was then, beside the one that went on', async ({ app }) => {
  await app.startSample()
  await label(app, 2)
  const file = await savedBackup(app)
  const [project] = await app.rows('projects')
  await app.open(`/p/${String(project?.['id'])}/label`)
  await label(app, 3)
  await app.open('/backups')
  await pick(app, file)
  const dialog = dialogOf(app)
  await expect(dialog).toContainText('سب کچھ یہاں پہلے سے ہے')
  await expect(dialog).toContainText(/بعد کی .* تبدیلیاں ویسی ہی رہیں گی/)
  await dialog.getByRole('button', { name: 'الگ کاپی بنائیں…' }).click()
  await dialog.getByRole('textbox').fill('دو جواب والا')
  await app.page.keyboard.press('Enter')
  await expect(dialog).toContainText('«دو جواب والا» اب منصوبوں میں ہے۔')
  await dialog.getByRole('button', { name: 'کاپی کھولیں' }).click()
  await app.page.locator('.sheet').waitFor()
  const copy = (await app.rows('projects')).find(({ name }) => name === 'دو جواب والا')
  expect(copy?.['hiddenAt']).toBeUndefined()
  expect(app.page.url()).toContain(`/p/${String(copy?.['id'])}/label`)
  const doneIn = async (id: unknown): Promise<number> =>
    (await app.rowsOf('annotations', String(id))).filter(({ status }) => status === 'done').length
  expect([await doneIn(copy?.['id']), await doneIn(project?.['id'])]).toEqual([2, 5])
  // The next text without an answer stands there, and answering it works.
  await label(app, 1)
  expect(await doneIn(copy?.['id'])).toBe(3)
})

test('a file that is cut short, damaged or none at all is refused in words, and nothing changes', async ({ app }) => {
  await app.startSample()
  await label(app, 1)
  const file = await savedBackup(app)
  const before = await app.rows('operations')
  const flipped = Buffer.from(file)
  flipped[Math.floor(file.length / 2)] = (flipped[Math.floor(file.length / 2)] ?? 0) ^ 4
  const cases: [Buffer, string][] = [
    [file.subarray(0, Math.floor(file.length * 0.7)), 'فائل ادھوری ہے'],
    [flipped, 'فائل خراب ہے'],
    [Buffer.from('متن,جواب\nایک,دو\n'), 'یہ نشان کا بیک اپ نہیں'],
  ]
  for (const [bytes, words] of cases) {
    await pick(app, bytes)
    await expect(dialogOf(app)).toContainText(words)
    await expect(dialogOf(app)).toContainText('یہاں کچھ نہیں بدلا')
    await app.page.keyboard.press('Escape')
    await expect(dialogOf(app)).toHaveCount(0)
  }
  expect(await app.rows('operations')).toHaveLength(before.length)
})

test('a locked backup asks for its password, and says when it is another', async ({ app }) => {
  await app.startSample()
  await label(app, 1)
  await app.open('/backups')
  await app.page.getByRole('button', { name: 'پاس ورڈ لگائیں' }).first().click()
  const set = app.page.getByRole('dialog')
  await set.getByRole('textbox').nth(0).fill('چابی کا لفظ 12')
  await set.getByRole('textbox').nth(1).fill('چابی کا لفظ 12')
  await app.page.keyboard.press('Enter')
  await expect(set).toHaveCount(0, { timeout: 30_000 })
  const file = await savedBackup(app)
  await pick(app, file)
  const dialog = dialogOf(app)
  await dialog.getByLabel('پاس ورڈ').fill('غلط لفظ')
  await app.page.keyboard.press('Enter')
  await expect(dialog).toContainText('یہ پاس ورڈ ٹھیک نہیں', { timeout: 30_000 })
  await dialog.getByLabel('پاس ورڈ').fill('چابی کا لفظ 12')
  await app.page.keyboard.press('Enter')
  await expect(dialog).toContainText('سب کچھ یہاں پہلے سے ہے', { timeout: 30_000 })
})

test('work that is gone from the browser is missed aloud, and comes back from a backup at the first screen', async ({
  app,
}) => {
  await app.startSample()
  await label(app, 3)
  const file = await savedBackup(app)
  await app.page.goto('about:blank')
  const devTools = await app.page.context().newCDPSession(app.page)
  const origin = test.info().project.use.baseURL ?? ''
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  await app.page.goto('/')
  await expect(app.page.getByRole('alert')).toContainText('یہاں پہلے کام ہوا تھا')
  await pick(app, file)
  const dialog = dialogOf(app)
  await dialog.getByRole('button', { name: /تبدیلیاں واپس لائیں$/ }).click()
  await expect(dialog).toContainText('کام واپس آ گیا')
  await dialog.getByRole('button', { name: 'ہو گیا' }).click()
  await expect(app.page.locator('.sheet, .page-title').first()).toBeVisible()
  expect((await app.rows('annotations')).filter(({ status }) => status === 'done')).toHaveLength(3)
})
