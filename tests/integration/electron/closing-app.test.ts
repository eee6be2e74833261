import type { Page } from '@playwright/test'
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
