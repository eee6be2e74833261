import { cpSync, mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { ANSWERS, everyFile, flipBits, LabeledApp } from '#tests/support/labeled-app.ts'

const TIME_OUT_MS = 120_000

/** `npm run test:faults` spoils files in every way; `npm test` in some. */
const LONG = process.env['NISHAN_LONG_FAULTS'] !== undefined

/** The short form's cases first: so many of them. */
const some = <Case>(cases: readonly Case[], short: number): readonly Case[] => cases.slice(0, LONG ? undefined : short)

let built: BuiltApp
let app: LabeledApp

beforeAll(async () => {
  built = await buildWholeApp()
}, TIME_OUT_MS)

afterEach(() => app.kill())
afterAll(() => built?.remove())

const close = async (): Promise<void> => expect(await app.close()).toBe(0)

/** A started app with answers and an import in both stores. */
async function labeled(): Promise<void> {
  app = new LabeledApp(built)
  await app.launch()
  await app.labelSample()
}

const removeIndexedDb = (): void => rmSync(app.indexedDb, { recursive: true })
const cut = (file: string, size: number): void => truncateSync(file, Math.floor(size / 2))

/** Chromium can make no folder of databases where a file lies, and no lock where a folder lies. */
function fileInItsPlace(): void {
  const place = app.levelDb
  rmSync(place, { recursive: true })
  writeFileSync(place, 'x')
}
function folderForItsLock(): void {
  const lock = `${app.levelDb}/LOCK`
  rmSync(lock, { force: true })
  mkdirSync(`${lock}/x`, { recursive: true })
}

describe('work in two stores', () => {
  it(
    'is in both when it is shown as saved, and a restart has nothing to tell',
    async () => {
      await labeled()
      const before = await app.kept()
      expect(before.annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS)
      expect(await app.inJournal()).toBe(before.operations)
      await close()
      await app.launch()
      expect(await app.opensQuietly()).toBe(true)
      expect(await app.kept()).toEqual(before)
    },
    TIME_OUT_MS,
  )

  const INDEXED_DB: [string, () => void][] = [
    ['has wrong bits', () => everyFile(app.indexedDb, (file) => flipBits(file))],
    ['cannot be opened, a file lies in its place', fileInItsPlace],
    ['is gone', removeIndexedDb],
    ['is cut short', () => everyFile(app.indexedDb, cut)],
    ['cannot be opened, its lock is refused', folderForItsLock],
  ]
  it.each(some(INDEXED_DB, 2))(
    'comes back whole, texts too, when IndexedDB %s',
    async (_what, spoil) => {
      await labeled()
      await app.importTexts()
      const before = await app.kept()
      expect(await app.inJournal()).toBe(before.operations)
      await close()
      spoil()
      await app.launch()
      expect(await app.news()).toContain('۶ متن کے جواب واپس آئے')
      expect(await app.kept()).toEqual(before)
      // Work goes on where it stood, with a new writer, for the private key of the old one is gone.
      await app.openSheet(before)
      await app.answer(1)
      const after = await app.kept()
      expect(after.annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS + 1)
      expect(await app.inJournal()).toBe(after.operations)
    },
    TIME_OUT_MS,
  )

  it(
    'is not touched when IndexedDB cannot be opened and the journal is empty: the app says so instead of starting anew',
    async () => {
      await labeled()
      await close()
      const copy = `${app.userData}-copy`
      cpSync(app.indexedDb, copy, { recursive: true })
      folderForItsLock()
      rmSync(dirname(app.journal), { recursive: true })
      const page = await app.launch()
      await page.getByText('محفوظ جگہ نہیں کھلی').waitFor({ timeout: 30_000 })
      await page.getByText('UnknownError').waitFor()
      // The lock is a file again: all is there.
      await app.kill()
      rmSync(app.indexedDb, { recursive: true })
      cpSync(copy, app.indexedDb, { recursive: true })
      await app.launch()
      await app.news()
      expect((await app.kept()).annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS)
    },
    TIME_OUT_MS,
  )

  it.each(some(['IndexedDB', 'the journal'], 1))(
    'is brought up to now when %s is an older copy',
    async (which) => {
      await labeled()
      await close()
      const place = which === 'IndexedDB' ? app.indexedDb : dirname(app.journal)
      const older = `${app.userData}-older`
      cpSync(place, older, { recursive: true })
      await app.launch()
      expect(await app.opensQuietly()).toBe(true)
      await app.openSheet(await app.kept())
      await app.answer(3)
      const before = await app.kept()
      await close()
      rmSync(place, { recursive: true })
      cpSync(older, place, { recursive: true })
      await app.launch()
      await app.news()
      expect(await app.kept()).toEqual(before)
      expect(await app.inJournal()).toBe(before.operations)
    },
    TIME_OUT_MS,
  )

  it.each(some(['all of it'], 0))(
    'is as it was then when %s is an older copy, and goes on from there',
    async () => {
      await labeled()
      const before = await app.kept()
      await close()
      const older = `${app.userData}-older`
      cpSync(app.userData, older, { recursive: true, verbatimSymlinks: true })
      await app.launch()
      await app.openSheet(before)
      await app.answer(3)
      await close()
      rmSync(app.userData, { recursive: true })
      cpSync(older, app.userData, { recursive: true, verbatimSymlinks: true })
      await app.launch()
      expect(await app.opensQuietly()).toBe(true)
      expect(await app.kept()).toEqual(before)
      await app.openSheet(before)
      await app.answer(1)
      const after = await app.kept()
      expect(after.annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS + 1)
      expect(await app.inJournal()).toBe(after.operations)
    },
    TIME_OUT_MS,
  )

  const JOURNAL: [string, boolean, () => void][] = [
    ['given wrong bits', true, () => flipBits(app.journal)],
    ['deleted', false, () => rmSync(dirname(app.journal), { recursive: true })],
    ['cut short', true, () => truncateSync(app.journal, 5000)],
  ]
  it.each(some(JOURNAL, 1))(
    'fills the journal again when it was %s',
    async (_how, isPutAside, spoil) => {
      await labeled()
      const before = await app.kept()
      await close()
      spoil()
      await app.launch()
      await app.news()
      expect(await app.inJournal()).toBe(before.operations)
      expect(await app.kept()).toEqual(before)
      expect(readdirSync(dirname(app.journal)).some((name) => name.includes('damaged'))).toBe(isPutAside)
    },
    TIME_OUT_MS,
  )

  const TEXTS: [string, () => void][] = [
    ['cut short', () => everyFile(app.blobs, cut)],
    ['deleted', () => rmSync(app.blobs, { recursive: true })],
  ]
  it.each(some(TEXTS, 1))(
    'packs the texts again when their files were %s, so that both stores have them',
    async (_how, spoil) => {
      await labeled()
      await app.importTexts()
      const before = await app.kept()
      const names = readdirSync(app.blobs).toSorted()
      await close()
      spoil()
      await app.launch()
      await app.news()
      await close()
      removeIndexedDb()
      await app.launch()
      await app.news()
      expect((await app.kept()).items).toBe(before.items)
      expect(readdirSync(app.blobs).toSorted()).toEqual(names)
    },
    TIME_OUT_MS,
  )

  it(
    'is shown, and new answers are refused aloud, while the journal cannot be opened',
    async () => {
      await labeled()
      const before = await app.kept()
      await close()
      // A folder where the file should be: refused on every system, for the administrator too.
      rmSync(dirname(app.journal), { recursive: true })
      mkdirSync(app.journal, { recursive: true })
      const page = await app.launch()
      const dialog = page.getByRole('dialog', { name: 'نئے جواب ابھی محفوظ نہیں ہو سکتے' })
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      expect(await app.kept()).toEqual(before)
      await app.openSheet(before)
      await page.keyboard.press('1')
      await page.getByRole('alert').filter({ hasText: 'محفوظ نہیں ہوا' }).first().waitFor()
      expect((await app.kept()).annotations).toEqual(before.annotations)
      // Mended while the app runs: the same answer is saved.
      rmSync(dirname(app.journal), { recursive: true })
      await page.getByRole('button', { name: 'دوبارہ کوشش کریں' }).click()
      await app.untilSaved()
      // The new journal has that answer only; the next start gives it all that came before.
      await close()
      await app.launch()
      await app.news()
      await close()
      await app.launch()
      expect(await app.opensQuietly()).toBe(true)
      expect(await app.inJournal()).toBe((await app.kept()).operations)
    },
    TIME_OUT_MS,
  )
})
