import type { Page } from '@playwright/test'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { AppPage } from '#tests/support/app-page.ts'
import { readAll, type Read } from '#tests/support/backup-data.ts'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

const TIME_OUT_MS = 120_000
const HOUR = 3_600_000

let built: BuiltApp
let running: ElectronDouble | null = null

beforeAll(async () => {
  built = await buildWholeApp()
}, TIME_OUT_MS)

afterEach(async () => {
  await running?.kill()
  running = null
  vi.restoreAllMocks()
  vi.useRealTimers()
})

afterAll(() => built?.remove())

async function launch(userData: string, folders: (string | null)[] = []): Promise<Page> {
  running = await launchElectronDouble({
    appDir: built.appDir,
    userData,
    prepare: (state) => state.folderPaths.push(...folders),
  })
  return running.page()
}

async function close(): Promise<void> {
  expect(await running?.close()).toBe(0)
  running = null
}

/** The first start, and some answers. */
async function labelSample(page: Page, answers = 3): Promise<AppPage> {
  const app = new AppPage(page)
  await page.getByRole('textbox').first().fill('عائشہ')
  await page.keyboard.press('Enter')
  await page.locator('.sheet .marked-text-blocks').first().waitFor()
  for (let n = 0; n < answers; n += 1) await app.answer('1', 'Enter')
  await page.locator('[data-saved="true"]').waitFor()
  return app
}

const open = (page: Page, place: string) =>
  page.evaluate((hash) => {
    location.hash = hash
  }, place)

const filesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).toSorted() : [])

async function readFile(folder: string, at = 0): Promise<Read> {
  const { result, read } = await readAll(readFileSync(join(folder, filesIn(folder)[at] ?? '')))
  expect(result).toMatchObject({ ok: true })
  return read
}

const operationsOf = (read: Read) => read.pages.flatMap(({ operations }) => operations)

describe('backups of the app', { timeout: TIME_OUT_MS }, () => {
  it('are made on demand into the chosen folder, shown, and known after a restart', async () => {
    const profile = built.newProfile()
    const usb = join(profile, 'USB')
    mkdirSync(usb)
    const page = await launch(profile, [null, usb])
    const app = await labelSample(page)
    await open(page, '#/backups')
    await page.getByText('پہلا بیک اپ خود بخود بن جائے گا').waitFor()
    // The first question is cancelled, the second answered.
    await page.getByRole('button', { name: 'فولڈر چُنیں…' }).click()
    await page.getByText('اسی لیپ ٹاپ پر', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'فولڈر چُنیں…' }).click()
    const last = page.getByRole('region', { name: 'آخری بیک اپ' })
    await last.getByText('USB').waitFor()
    await last.getByText('پڑھ کر دیکھی گئی').waitFor()
    await page.getByRole('row', { name: /ایک منصوبہ/ }).waitFor()
    expect(filesIn(join(profile, 'snapshots'))).toEqual([])
    const read = await readFile(usb)
    expect(operationsOf(read)).toHaveLength((await app.rows('operations')).length)
    expect(read.manifest?.projects).toMatchObject([{ sample: true, finished: 3 }])
    expect(read.blobs.size).toBeGreaterThan(0)
    expect(read.local?.places).toMatchObject([{ order: 3 }])
    await page.getByRole('button', { name: 'فائل دکھائیں' }).click()
    await vi.waitFor(() => expect(running?.state.shownInFolder).toEqual([join(usb, filesIn(usb)[0] ?? '')]))
    await close()

    const again = await launch(profile)
    await open(again, '#/')
    await again.locator('.today-backup', { hasText: /آخری بیک اپ «.?USB.?» پر/ }).waitFor()
    expect(await again.evaluate(() => JSON.stringify(window.api['snapshots.state']()))).not.toContain(profile)
  })

  it('are made by themselves each day on which something changed, also while the stick is away', async () => {
    const looks: (() => void)[] = []
    const real = globalThis.setInterval
    vi.spyOn(globalThis, 'setInterval').mockImplementation(((run: () => void, ms: number, ...rest: unknown[]) => {
      if (ms === HOUR) looks.push(run)
      return real(run, ms, ...rest)
    }) as typeof setInterval)
    const start = new Date(2026, 10, 25, 9, 10).getTime()
    vi.useFakeTimers({ toFake: ['Date'], now: start })
    const profile = built.newProfile()
    const usb = join(profile, 'USB')
    mkdirSync(usb)
    const page = await launch(profile, [usb])
    const app = await labelSample(page)
    expect(looks).toHaveLength(1)
    const look = async () => {
      looks[0]?.()
      await new Promise((resolve) => setTimeout(resolve, 400))
      await vi.waitFor(async () =>
        expect(await page.evaluate(() => window.api['snapshots.state']())).toMatchObject({ running: null }),
      )
    }
    const own = join(profile, 'snapshots')
    await look()
    expect(filesIn(own)).toEqual(['nishan-2026-11-25-0910.nishanbackup'])
    vi.setSystemTime(start + 19 * HOUR)
    await app.answer('1', 'Enter')
    await look()
    expect(filesIn(own)).toHaveLength(1)
    vi.setSystemTime(start + 24 * HOUR)
    await look()
    expect(filesIn(own)).toHaveLength(2)
    vi.setSystemTime(start + 48 * HOUR)
    await look()
    expect(filesIn(own)).toHaveLength(2)

    await open(page, '#/backups')
    await page.getByRole('button', { name: 'فولڈر چُنیں…' }).click()
    await page.getByRole('region', { name: 'آخری بیک اپ' }).getByText('USB').waitFor()
    expect(filesIn(usb)).toEqual(['nishan-2026-11-27-0910.nishanbackup'])
    renameSync(usb, join(profile, 'pocket'))
    vi.setSystemTime(start + 72 * HOUR)
    await open(page, `#/p/${await app.projectId()}/label`)
    await page.locator('.sheet .marked-text-blocks').first().waitFor()
    await app.answer('1', 'Enter')
    await look()
    expect(filesIn(own)).toHaveLength(3)
    await open(page, '#/backups')
    await page.getByText(/فولڈر «.?USB.?» نہیں ملا/).waitFor()
    await open(page, '#/')
    await page.locator('.today-backup').waitFor()
    expect(await page.getByText('بیک اپ کا فولڈر').count()).toBe(0)
    renameSync(join(profile, 'pocket'), usb)
    vi.setSystemTime(start + 96 * HOUR)
    await open(page, `#/p/${await app.projectId()}/label`)
    await page.locator('.sheet .marked-text-blocks').first().waitFor()
    await app.answer('1', 'Enter')
    await look()
    expect(filesIn(usb)).toHaveLength(2)
    expect(await page.evaluate(() => window.api['snapshots.state']())).toMatchObject({ problem: null })
    const log = readFileSync(join(profile, 'logs/nishan.log'), 'utf8')
    expect(log).toContain('"event":"snapshot-made"')
    expect(log).not.toContain(profile)
    expect(log).not.toMatch(/[\u0600-\u06ff]/)
  })

  it('hold unfinished texts, and nothing of a project that was deleted', async () => {
    const profile = built.newProfile()
    const page = await launch(profile)
    const app = await labelSample(page)
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open('nishan')
          request.addEventListener('success', () => {
            const tables = ['drafts', 'projects']
            const transaction = request.result.transaction(tables, 'readwrite')
            const row = { annotatorId: 'a', itemId: 'c:1', questionId: 'comment', text: 'ادھورا تبصرہ', at: 1 }
            transaction.objectStore('drafts').put(row)
            transaction.addEventListener('complete', () => {
              request.result.close()
              resolve()
            })
          })
        }),
    )
    expect(await page.evaluate(() => window.api['snapshots.makeNow']())).toBe('made')
    const own = join(profile, 'snapshots')
    expect((await readFile(own)).local?.drafts).toMatchObject([{ text: 'ادھورا تبصرہ' }])
    await open(page, '#/')
    await page.getByRole('button', { name: /کے کام/ }).click()
    await page.getByRole('menuitem', { name: 'مٹائیں' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'مٹائیں' }).click()
    await page.locator('.deleted-projects').waitFor()
    expect(await page.evaluate(() => window.api['snapshots.makeNow']())).toBe('made')
    const [, second = ''] = filesIn(own)
    expect(second).not.toBe('')
    const read = await readFile(own, filesIn(own).indexOf(second))
    const all = await Promise.all(filesIn(own).map((_name, at) => readFile(own, at)))
    // One of before and one of after; both of the same minute.
    expect(new Set(all.map(({ manifest }) => manifest?.projects.length))).toEqual(new Set([0, 1]))
    expect(read.profiles).toHaveLength(1)
    expect(app.problems).toEqual([])
  })

  it('have beside them a file for support with the log, which names no text, person or folder', async () => {
    const profile = built.newProfile()
    const page = await launch(profile)
    await labelSample(page)
    const target = join(profile, 'for-help.nishansupport')
    running?.state.savePaths.push(target)
    await open(page, '#/backups')
    await page.getByRole('button', { name: 'مدد کی فائل بنائیں' }).click()
    await page.getByText(/فائل .* بن گئی ہے/).waitFor()
    expect(running?.state.shownSaveDialogs).toMatchObject([{ defaultPath: expect.stringMatching(/nishansupport$/) }])
    const { result, read } = await readAll(readFileSync(target))
    expect(result).toMatchObject({ ok: true, value: { header: { nishan: 'support' }, manifest: { withTexts: false } } })
    expect([...read.support.keys()]).toEqual(['app.json', 'log.jsonl', 'log-older.jsonl', 'machine.json'])
    expect(read.support.get('log.jsonl')).toContain('"event":"journal-opened"')
    expect(JSON.parse(read.support.get('app.json') ?? '{}')).toMatchObject({
      kind: 'electron',
      journal: { found: 'new', writers: [{ held: expect.any(Number) }] },
      snapshots: { ownFolder: true },
    })
    const all = JSON.stringify([read, [...read.support]])
    expect(all).not.toMatch(/[\u0600-\u06ff]/)
    expect(all).not.toContain(profile)
  })

  it('are given up cleanly when the app closes, and read by the page only through handles of its own', async () => {
    const profile = built.newProfile()
    const page = await launch(profile)
    await labelSample(page)
    expect(await page.evaluate(() => window.api['snapshots.makeNow']())).toBe('made')
    const own = join(profile, 'snapshots')
    const [name = ''] = filesIn(own)
    const got = await page.evaluate(async () => {
      const [listed] = await window.api['snapshots.list']()
      const { handle, bytes } = await window.api['snapshots.openRead'](listed?.id ?? '')
      const first = await window.api['snapshots.readPiece'](handle, 0, 20)
      const end = await window.api['snapshots.readPiece'](handle, bytes - 5, 100)
      await window.api['snapshots.closeRead'](handle)
      const refused = async (work: () => Promise<unknown>) => work().then(String, (error: Error) => error.message)
      return {
        bytes,
        first: [...first],
        end: end.length,
        closed: await refused(() => window.api['snapshots.readPiece'](handle, 0, 5)),
        climbing: await refused(() => window.api['snapshots.openRead']('own/../settings.json')),
        foreign: await refused(() => window.api['snapshots.reveal']('own/none.txt')),
        tooMuch: await refused(() => window.api['snapshots.readPiece'](handle, 0, 1e9)),
      }
    })
    const whole = readFileSync(join(own, name))
    expect(got).toEqual({
      bytes: whole.length,
      first: [...whole.subarray(0, 20)],
      end: 5,
      closed: 'file-gone',
      climbing: 'file-gone',
      foreign: 'file-gone',
      tooMuch: 'bad-arguments',
    })
    rmSync(join(own, name))
    // Begun and not waited for.
    await page.evaluate(() => void window.api['snapshots.makeNow']())
    await close()
    expect(filesIn(own).filter((one) => one.endsWith('.part'))).toEqual([])
  })
})
