import type { Page } from '@playwright/test'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AppPage } from '#tests/support/app-page.ts'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

const ANSWERS = 6
const RECOVERED = 'محفوظ کام واپس لایا گیا'
const TIME_OUT_MS = 120_000

type Row = Record<string, unknown>
type Kept = { annotations: Row[]; operations: number; items: number; names: unknown[] }

let built: BuiltApp
let running: ElectronDouble | null = null

beforeAll(async () => {
  built = await buildWholeApp()
}, TIME_OUT_MS)

afterEach(async () => {
  await running?.kill()
  running = null
})

afterAll(() => built?.remove())

async function launch(userData: string): Promise<Page> {
  running = await launchElectronDouble({ appDir: built.appDir, userData })
  return running.page()
}

/** Ends the app as a person does. */
async function close(): Promise<void> {
  expect(await running?.close()).toBe(0)
  running = null
}

/** Answers the text on the sheet and waits for the next. */
const answer = (page: Page): Promise<void> => new AppPage(page).answer('1', 'Enter')

async function openSheet(page: Page, { annotations }: Kept): Promise<void> {
  await page.evaluate((id) => {
    location.hash = `#/p/${id}/label`
  }, String(annotations[0]?.['projectId']))
  await page.locator('.sheet .marked-text-blocks').first().waitFor()
}

const untilSaved = (page: Page): Promise<void> => page.locator('[data-saved="true"]').waitFor()

/** The first start, then answers by keyboard, until the sign says that they are saved. */
async function labelSample(page: Page): Promise<void> {
  await page.getByRole('textbox').first().fill('عائشہ')
  await page.keyboard.press('Enter')
  await page.locator('.sheet .marked-text-blocks').first().waitFor()
  for (let n = 0; n < ANSWERS; n += 1) await answer(page)
  await page.locator('[data-saved="true"]').waitFor()
}

/** A file through the import's worker, which reaches both stores by way of the page. */
async function importTexts(page: Page): Promise<void> {
  const before = page.url()
  await page.evaluate(() => {
    location.hash = location.hash.replace(/label$/, 'import')
  })
  const buffer = Buffer.from('متن\nپہلا نیا متن\nدوسرا نیا متن')
  const chooser = page.locator('input[type="file"]').first()
  await chooser.setInputFiles({ name: 'naya.csv', mimeType: 'text/csv', buffer })
  await page.getByRole('button', { name: /۲ متن شامل کریں/ }).click()
  await page.getByRole('button', { name: 'ایک اور فائل لائیں' }).waitFor()
  await page.evaluate((url) => {
    location.href = url
  }, before)
}

/** What IndexedDB holds, so that it can be compared over a restart. */
async function kept(page: Page): Promise<Kept> {
  const app = new AppPage(page)
  const annotations = await app.rows('annotations')
  return {
    annotations: annotations.toSorted((a, b) => Number(a['order']) - Number(b['order'])),
    operations: (await app.rows('operations')).length,
    items: (await app.rows('items')).length,
    names: (await app.rows('projects')).map((row) => row['name']),
  }
}

/** How many operations the journal holds. */
async function inJournal(page: Page): Promise<number> {
  const { writers } = await page.evaluate(() => window.api['journal.open']())
  return writers.reduce((sum, { upTo }) => sum + upTo, 0)
}

const expectNews = async (page: Page): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: RECOVERED })
  await dialog.waitFor()
  await dialog.getByRole('button').last().click()
}

function indexedDbOf(profile: string): string {
  return join(profile, 'chromium', 'Default', 'IndexedDB')
}

function everyFile(folder: string, change: (file: string, size: number) => void): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(2)
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name)
    const { size } = statSync(file)
    if (size > 0) change(file, size)
  }
}

function flipBits(file: string): void {
  const bytes = readFileSync(file)
  for (let at = 20; at < bytes.length; at += 97) bytes[at] = (bytes[at] ?? 0) ^ 0x10
  writeFileSync(file, bytes)
}

describe('work in two stores', () => {
  it(
    'is in both when it is shown as saved, and a restart has nothing to tell',
    async () => {
      const profile = built.newProfile()
      let page = await launch(profile)
      await labelSample(page)
      const before = await kept(page)
      expect(before.annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS)
      expect(await inJournal(page)).toBe(before.operations)
      await close()
      page = await launch(profile)
      await page.locator('.page-title').waitFor()
      expect(await kept(page)).toEqual(before)
      expect(await page.getByRole('dialog').count()).toBe(0)
    },
    TIME_OUT_MS,
  )

  it.each([
    ['is gone', (folder: string) => rmSync(folder, { recursive: true })],
    ['is cut short', (folder: string) => everyFile(folder, (file, size) => truncateSync(file, Math.floor(size / 2)))],
    ['has wrong bits', (folder: string) => everyFile(folder, flipBits)],
  ])(
    'comes back whole, texts too, when IndexedDB %s',
    async (_what, spoil) => {
      const profile = built.newProfile()
      let page = await launch(profile)
      await labelSample(page)
      await importTexts(page)
      const before = await kept(page)
      expect(await inJournal(page)).toBe(before.operations)
      await close()
      spoil(indexedDbOf(profile))
      page = await launch(profile)
      await expectNews(page)
      expect(await kept(page)).toEqual(before)
      // Work goes on where it stood, with a new writer, for the private key of the old one is gone.
      await openSheet(page, before)
      await answer(page)
      await untilSaved(page)
      const after = await kept(page)
      expect(after.annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS + 1)
      expect(await inJournal(page)).toBe(after.operations)
    },
    TIME_OUT_MS,
  )

  it(
    'is brought up to now when IndexedDB is an older copy',
    async () => {
      const profile = built.newProfile()
      let page = await launch(profile)
      await labelSample(page)
      await close()
      const older = `${profile}-older`
      cpSync(indexedDbOf(profile), older, { recursive: true })
      page = await launch(profile)
      await page.locator('.page-title').waitFor()
      await page.locator('.project-row').first().waitFor()
      await openSheet(page, await kept(page))
      for (let n = 0; n < 3; n += 1) await answer(page)
      await untilSaved(page)
      const before = await kept(page)
      await close()
      rmSync(indexedDbOf(profile), { recursive: true })
      cpSync(older, indexedDbOf(profile), { recursive: true })
      page = await launch(profile)
      await expectNews(page)
      expect(await kept(page)).toEqual(before)
    },
    TIME_OUT_MS,
  )

  it.each(['deleted', 'cut short'])(
    'fills the journal again when it was %s',
    async (how) => {
      const profile = built.newProfile()
      let page = await launch(profile)
      await labelSample(page)
      const before = await kept(page)
      await close()
      const file = join(profile, 'journal', 'journal.sqlite')
      if (how === 'deleted') rmSync(join(profile, 'journal'), { recursive: true })
      else truncateSync(file, 5000)
      page = await launch(profile)
      await expectNews(page)
      expect(await inJournal(page)).toBe(before.operations)
      expect(await kept(page)).toEqual(before)
      expect(readdirSync(join(profile, 'journal')).some((name) => name.includes('damaged'))).toBe(how === 'cut short')
    },
    TIME_OUT_MS,
  )

  it(
    'is shown, and new answers are refused aloud, while the journal cannot be opened',
    async () => {
      const profile = built.newProfile()
      let page = await launch(profile)
      await labelSample(page)
      const before = await kept(page)
      await close()
      // A folder where the file should be: refused on every system, for the administrator too.
      rmSync(join(profile, 'journal'), { recursive: true })
      mkdirSync(join(profile, 'journal', 'journal.sqlite'), { recursive: true })
      page = await launch(profile)
      const dialog = page.getByRole('dialog', { name: 'نئے جواب ابھی محفوظ نہیں ہو سکتے' })
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      expect(await kept(page)).toEqual(before)
      await openSheet(page, before)
      await page.keyboard.press('1')
      await page.getByRole('alert').filter({ hasText: 'محفوظ نہیں ہوا' }).first().waitFor()
      expect((await kept(page)).annotations).toEqual(before.annotations)
      // Mended while the app runs: the same answer is saved.
      rmSync(join(profile, 'journal'), { recursive: true })
      await page.getByRole('button', { name: 'دوبارہ کوشش کریں' }).click()
      await untilSaved(page)
      // The new journal has that answer only; the next start gives it all that came before.
      await close()
      page = await launch(profile)
      await expectNews(page)
      await close()
      page = await launch(profile)
      await page.locator('.project-row').first().waitFor()
      const { writers } = await page.evaluate(() => window.api['journal.open']())
      expect(writers.map(({ held }) => held)).toEqual(writers.map(({ upTo }) => upTo))
      expect(await page.getByRole('dialog').count()).toBe(0)
    },
    TIME_OUT_MS,
  )
})
