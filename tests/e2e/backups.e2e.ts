import { expectNoFault } from '#tests/support/axe.ts'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { codeOf, readAll, sha256Of } from '#tests/support/backup-data.ts'
import { AppPage, expect, test } from '#tests/support/app-page.ts'

const SAVE = 'بیک اپ فائل محفوظ کریں'

async function savedFile(app: AppPage, button: string | RegExp): Promise<{ name: string; bytes: Buffer }> {
  const waiting = app.page.waitForEvent('download')
  await app.page.locator('main').getByRole('button', { name: button }).click()
  const download = await waiting
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

async function label(app: AppPage, answers: number): Promise<void> {
  for (let n = 0; n < answers; n += 1) await app.answer('1', 'Enter')
  await app.saved()
}

/** Days go by, and the page is opened again. */
async function daysLater(app: AppPage, days: number): Promise<void> {
  const now = await app.page.evaluate(() => Date.now())
  await app.page.clock.setFixedTime(now + days * 86_400_000)
  await app.page.reload()
}

test('one click saves a file that holds all the work, and the page says what it is worth', async ({ app }) => {
  await app.startSample()
  await label(app, 3)
  await app.page.keyboard.press('KeyC')
  await app.open('/backups')
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('بیک اپ')
  await expect(app.page.getByText('ابھی کوئی بیک اپ نہیں بنا۔')).toBeVisible()
  const { name, bytes } = await savedFile(app, SAVE)
  expect(name).toMatch(/^nishan-\d{4}-\d{2}-\d{2}\.nishanbackup$/)
  const { result, read } = await readAll(bytes)
  expect(result).toMatchObject({ ok: true })
  const stored = await app.rows('operations')
  expect(read.pages.flatMap(({ operations }) => operations)).toHaveLength(stored.length)
  expect(read.manifest?.projects).toMatchObject([{ sample: true, texts: 40, finished: 3 }])
  expect(read.manifest?.missingBlobs).toEqual([])
  const [blob] = [...read.blobs.values()]
  expect(gunzipSync(blob ?? Buffer.alloc(0)).toString()).toContain('"texts"')
  expect(read.profiles).toMatchObject([{ name: 'عائشہ' }])
  expect(read.local?.places).toMatchObject([{ order: 3 }])
  const card = app.page.getByRole('region', { name: 'آخری بیک اپ' })
  await expect(card).toContainText(name)
  await expect(card).toContainText('پڑھ کر نہیں دیکھا جا سکتا')
  await expect(card).toContainText('اس کے بعد کچھ نہیں بدلا۔')
  const told = await card.locator('code').textContent()
  expect(told).toBe(sha256Of(bytes))
  await app.page.reload()
  await expect(card).toContainText(name)
})

test('a file saved through the dialog is read back from where it lies', async ({ page }) => {
  await page.addInitScript(() => {
    // What the person picked: a file of ours stands in for one of the disk.
    Object.defineProperty(window, 'showSaveFilePicker', {
      value: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    })
  })
  const app = new AppPage(page)
  await app.startSample()
  await app.open('/backups')
  await page.getByRole('button', { name: SAVE }).click()
  await expect(page.getByRole('region', { name: 'آخری بیک اپ' })).toContainText('پوری ہے')
  expect(app.problems).toEqual([])
})

test('a file that is stopped, does not fit or reads back wrong is told, and is not taken for a backup', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const how = { slow: false, full: false, wrong: false, aborted: 0 }
    Object.assign(globalThis, { how })
    const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    const parts: BlobPart[] = []
    const handle = {
      name: 'backup.nishanbackup',
      createWritable: async () => ({
        start: parts.splice(0),
        write: async (bytes: Uint8Array<ArrayBuffer>) => {
          if (how.slow) await pause(400)
          if (how.full) throw new DOMException('full', 'QuotaExceededError')
          parts.push(bytes.slice())
        },
        close: async () => undefined,
        abort: async () => {
          how.aborted += 1
          parts.length = 0
        },
      }),
      getFile: async () => new Blob(how.wrong ? [...parts, 'x'] : parts),
    }
    Object.defineProperty(window, 'showSaveFilePicker', { value: async () => handle })
  })
  const set = (change: object) =>
    page.evaluate((change) => void Object.assign(Reflect.get(globalThis, 'how'), change), change)
  const app = new AppPage(page)
  await app.startSample()
  await app.open('/backups')
  const save = page.getByRole('button', { name: SAVE })
  await set({ slow: true })
  await save.click()
  const bar = page.getByRole('progressbar', { name: 'بیک اپ لکھا جا رہا ہے' })
  await expect(bar).toBeVisible()
  await expect(save).toBeDisabled()
  await page.getByRole('button', { name: 'روک دیں، کچھ نہ رکھیں' }).click()
  await expect(page.getByText('کوئی فائل نہیں رکھی گئی۔')).toBeVisible()
  await set({ slow: false, full: true })
  await page.getByRole('button', { name: 'دوبارہ کوشش کریں' }).click()
  await expect(page.getByText('ڈسک پر جگہ نہیں بچی')).toBeVisible()
  expect(await page.evaluate(() => (Reflect.get(globalThis, 'how') as { aborted: number }).aborted)).toBe(2)
  await set({ full: false, wrong: true })
  await page.getByRole('button', { name: 'دوبارہ کوشش کریں' }).click()
  await expect(page.getByText('اس فائل پر بھروسا نہ کریں۔')).toBeVisible()
  await expect(page.getByText('ابھی کوئی بیک اپ نہیں بنا۔')).toBeVisible()
  await set({ wrong: false })
  await page.getByRole('button', { name: 'دوبارہ کوشش کریں' }).click()
  await expect(page.getByRole('region', { name: 'آخری بیک اپ' })).toContainText('پوری ہے')
  expect(app.problems).toEqual([])
})

test('a password locks the files of later days and is stored nowhere', async ({ app }) => {
  await app.startSample()
  await app.open('/backups')
  const { page } = app
  await page.getByRole('button', { name: 'پاس ورڈ لگائیں…' }).click()
  const dialog = page.getByRole('dialog', { name: 'بیک اپ پر پاس ورڈ لگائیں' })
  const save = dialog.getByRole('button', { name: 'پاس ورڈ لگائیں' })
  await dialog.getByLabel('نیا پاس ورڈ').fill('چھوٹا')
  await save.click()
  await expect(dialog.getByText('کم از کم ۸ حروف لکھیں۔')).toBeVisible()
  await dialog.getByLabel('نیا پاس ورڈ').fill('آم نیلا دریا چاند')
  await dialog.getByLabel('وہی پاس ورڈ پھر سے').fill('آم نیلا دریا')
  await save.click()
  await expect(dialog.getByText('دونوں جگہ ایک ہی پاس ورڈ لکھیں۔')).toBeVisible()
  await dialog.getByText('پاس ورڈ دکھائیں').click()
  await expect(dialog.getByLabel('نیا پاس ورڈ')).toHaveAttribute('type', 'text')
  await dialog.getByLabel('وہی پاس ورڈ پھر سے').fill('آم نیلا دریا چاند')
  await expectNoFault(page, 'password')
  await save.click()
  await expect(dialog).toBeHidden({ timeout: 20_000 })
  await expect(page.getByText('نئے بیک اپ پاس ورڈ سے بند ہیں۔')).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('دریا')
  expect(JSON.stringify(await app.rows('local'))).not.toContain('دریا')
  // The strict store has it too: the browser's small one is written late.
  await page.evaluate(() => localStorage.removeItem('nishan.backups'))
  await page.reload()
  await expect(page.getByText('نئے بیک اپ پاس ورڈ سے بند ہیں۔')).toBeVisible()
  const { bytes } = await savedFile(app, SAVE)
  expect(await codeOf(bytes)).toBe('needs-passphrase')
  expect(await codeOf(bytes, { key: { passphrase: 'آم نیلا' } })).toBe('wrong-passphrase')
  expect(await codeOf(bytes, { key: { passphrase: 'آم نیلا دریا چاند' } })).toBe('whole')
  await page.getByRole('button', { name: 'پاس ورڈ ہٹائیں…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'پاس ورڈ ہٹائیں' }).click()
  await expect(page.getByRole('button', { name: 'پاس ورڈ لگائیں…' })).toBeVisible()
  expect(await codeOf((await savedFile(app, SAVE)).bytes)).toBe('whole')
})

test('the projects page reminds when much was done since an old backup, quietly and not twice a day', async ({
  app,
}) => {
  await app.startSample()
  await app.open('/')
  const { page } = app
  const line = page.locator('.today-backup')
  await expect(line).toHaveText('ابھی کوئی بیک اپ نہیں')
  const note = page.getByRole('note').filter({ hasText: 'بیک اپ' })
  await expect(note).toBeHidden()
  await line.click()
  await savedFile(app, SAVE)
  await app.open('/')
  await expect(line).toHaveText(/^آخری بیک اپ: (ابھی|آج [۰-۹:]+)$/)

  await page.getByRole('link', { name: /نمونہ/ }).click()
  await label(app, 18)
  // Each answer is a choice and a status, and some more by going back over them.
  for (let n = 0; n < 18; n += 1) {
    await page.keyboard.press('PageUp')
    await page.keyboard.press('2')
    await page.keyboard.press('1')
  }
  await app.saved()
  await app.open('/')
  await expect(note).toBeHidden()
  await daysLater(app, 8)
  await expect(note).toContainText('آخری بیک اپ')
  await expect(note).toContainText(/[۰-۹]+ تبدیلیاں کسی بیک اپ میں نہیں/)
  await note.getByRole('button', { name: 'بعد میں' }).click()
  await expect(note).toBeHidden()
  await page.reload()
  await expect(line).toBeVisible()
  await expect(note).toBeHidden()
  await daysLater(app, 1.1)
  await note.getByRole('button', { name: 'بیک اپ کھولیں' }).click()
  await savedFile(app, SAVE)
  await app.open('/')
  await expect(line).toBeVisible()
  await expect(note).toBeHidden()
})

test('the file for support holds no text unless it is wished', async ({ app }) => {
  await app.startSample()
  const shown = (await app.sheetText()).slice(0, 20)
  await label(app, 2)
  await app.open('/backups')
  const { page } = app
  const { name, bytes } = await savedFile(app, 'مدد کی فائل بنائیں')
  expect(name).toMatch(/\.nishansupport$/)
  await expect(page.getByText(/فائل .* بن گئی ہے/)).toBeVisible()
  const without = await readAll(bytes)
  expect(without.result).toMatchObject({ ok: true, value: { header: { nishan: 'support' } } })
  const told = JSON.stringify([without.read, [...without.read.support], [...without.read.blobs]])
  for (const text of [shown, 'عائشہ', 'اچھی']) expect(told).not.toContain(text)
  expect(told).not.toMatch(/[\u0600-\u06ff]/)
  const app1 = JSON.parse(without.read.support.get('app.json') ?? '{}') as Record<string, unknown>
  expect(app1).toMatchObject({
    kind: 'browser',
    storage: { persistence: expect.stringMatching(/^(granted|refused|unknown)$/) },
    settings: { locale: 'ur' },
  })

  await page.getByText('متن، نام اور تبصرے بھی شامل کریں').click()
  await expect(page.getByText('اس میں آپ کا سارا کام ہے')).toBeVisible()
  const withTexts = await readAll((await savedFile(app, 'مدد کی فائل بنائیں')).bytes)
  const [blob] = [...withTexts.read.blobs.values()]
  expect(gunzipSync(blob ?? Buffer.alloc(0)).toString()).toContain(shown)
})

test('the page is whole for keyboard and screen reader, in both languages and themes', async ({ app }) => {
  await app.startSample()
  await app.open('/settings')
  await app.page.getByRole('button', { name: 'بیک اپ کھولیں' }).click()
  await expect(app.page).toHaveURL(/#\/backups$/)
  await savedFile(app, SAVE)
  for (const look of [
    ['ur', 'light'],
    ['en', 'dark'],
  ] as const) {
    if (look[0] === 'en') {
      await app.page.getByRole('button', { name: 'English' }).click()
      await app.page.getByRole('button', { name: 'Dark colours' }).click()
    }
    await expect(app.page.locator('html')).toHaveAttribute('lang', look[0])
    await expect(app.page.locator('html')).toHaveAttribute('data-theme', look[1])
    await expect(app.page.locator('.page-title')).toBeVisible()
    await expectNoFault(app.page, look.join(', '))
  }
  await app.page.keyboard.press('Tab')
  const names: string[] = []
  for (let n = 0; n < 30; n += 1) {
    names.push(await app.page.evaluate(() => document.activeElement?.textContent ?? ''))
    await app.page.keyboard.press('Tab')
  }
  for (const name of ['Save a backup file', 'Set a password…', 'Make the support file'])
    expect(names.join('|')).toContain(name)
})
