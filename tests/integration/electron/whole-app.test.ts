import type { Page } from '@playwright/test'
import { readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { AppPage } from '#tests/support/app-page.ts'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

const TIME_OUT_MS = 120_000
const WAIT = 'محفوظ ہونے دیں، پھر بند کریں'

let built: BuiltApp
let running: ElectronDouble

beforeAll(async () => {
  built = await buildWholeApp()
}, TIME_OUT_MS)

afterEach(() => running?.kill())

afterAll(() => built?.remove())

async function launch(profile: string): Promise<Page> {
  running = await launchElectronDouble({ appDir: built.appDir, userData: profile })
  return running.page()
}

async function startSample(page: Page): Promise<void> {
  await page.getByRole('textbox').first().fill('عائشہ')
  await page.keyboard.press('Enter')
  await page.locator('.sheet .marked-text-blocks').first().waitFor()
}

it(
  'words typed in the last moment are written before the window closes, without a question',
  async () => {
    const profile = built.newProfile()
    let page = await launch(profile)
    await startSample(page)
    await page.keyboard.press('KeyC')
    await page.getByRole('textbox').last().pressSequentially('آخری لفظ', { delay: 5 })
    expect(await running.close()).toBe(0)
    expect(running.state.shownMessages).toEqual([])
    page = await launch(profile)
    await page.locator('.page-title').waitFor()
    expect((await new AppPage(page).rows('drafts')).map((row) => row['text'])).toEqual(['آخری لفظ'])
  },
  TIME_OUT_MS,
)

it(
  'the settings tell where both stores lie and what the disk has, and the log has the answer about never being cleared',
  async () => {
    const profile = built.newProfile()
    const page = await launch(profile)
    await startSample(page)
    await page.evaluate(() => {
      location.hash = '#/settings'
    })
    const card = page.getByRole('region', { name: 'آپ کا کام کہاں ہے' })
    await card.getByText('کام دو جگہ رکھا جاتا ہے').waitFor()
    expect(await card.innerText()).toContain('ڈسک پر اندازاً اتنی جگہ اور ہے')
    // Chromium tells the same whatever the disk has; the app asks the system.
    const { bavail, bsize } = statfsSync(profile)
    const [, shown = ''] = await card.locator('.storage-figure').allInnerTexts()
    const gigabytes = Number(
      shown
        .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
        .replace('٫', '.')
        .replace(' GB', ''),
    )
    expect(gigabytes).toBeCloseTo((bavail * bsize) / 1e9, -1)
    await vi.waitFor(() =>
      expect(readFileSync(join(profile, 'logs/nishan.log'), 'utf8')).toMatch(
        /"event":"persistence","answer":"(granted|refused)"/,
      ),
    )
  },
  TIME_OUT_MS,
)

it(
  'an import that is running is named in the question, and waiting for it brings all of it in',
  async () => {
    const profile = built.newProfile()
    let page = await launch(profile)
    await startSample(page)
    await page.evaluate(() => {
      location.hash = location.hash.replace(/label$/, 'import')
    })
    const lines = Array.from({ length: 12_000 }, (_, n) => `یہ متن نمبر ${n} ہے، دکان سے چیز وقت پر ملی`)
    const buffer = Buffer.from(['متن', ...lines].join('\n'))
    await page.locator('input[type="file"]').first().setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: /۱۲٬۰۰۰ متن شامل کریں/ }).click()
    // Under way, and said to the main process before the window is told to close.
    await page.locator('.progress-card').waitFor()
    running.state.answerMessages.push(WAIT)
    running.state.windows[0]!.close()
    await vi.waitFor(() => expect(running.state.shownMessages).toHaveLength(1), { timeout: 10_000 })
    expect(running.state.shownMessages[0]!.detail).toContain('ایک فائل لائی جا رہی ہے')
    expect(await running.state.exited).toBe(0)
    page = await launch(profile)
    await page.locator('.page-title').waitFor()
    const app = new AppPage(page)
    expect((await app.rows('imports')).map((row) => [row['state'], row['items']])).toContainEqual(['done', 12_000])
    expect(await app.rows('items')).toHaveLength(12_040)
  },
  TIME_OUT_MS,
)
