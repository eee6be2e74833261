import type { Page } from '@playwright/test'
import { expect, it, vi } from 'vitest'
import { buildWholeApp } from '#tests/support/electron-double/built-app.ts'
import type { ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'
import { ownHubApp, picture } from '#tests/support/electron-double/own-hub-app.ts'

const PORT = 24_342
const TIME_OUT_MS = 120_000

const { launch } = ownHubApp(PORT, buildWholeApp, TIME_OUT_MS)

/** The lead's laptop becomes the hub and brings the sample project there: one press. */
async function lead(): Promise<{ double: ElectronDouble; page: Page }> {
  const { double, page } = await launch()
  await page.getByRole('textbox').first().fill('عائشہ')
  await page.keyboard.press('Enter')
  await page.locator('.sheet').waitFor()
  await page.evaluate(() => {
    location.hash = location.hash.replace(/label$/, 'people')
  })
  await page.getByRole('button', { name: 'ہب پر لے جائیں' }).click()
  await page.getByRole('button', { name: 'ہب بنائیں اور منصوبہ لے جائیں' }).waitFor()
  await picture(page, 'bring')
  await page.getByRole('button', { name: 'ہب بنائیں اور منصوبہ لے جائیں' }).click()
  await page.getByText('ہب سے رابطہ ہے').waitFor({ timeout: 20_000 })
  await page.getByText('اس ٹیم کا ہب یہی لیپ ٹاپ ہے').waitFor()
  await picture(page, 'people')
  return { double, page }
}

/** An invite for Bilal as it is read out. */
async function readOut(page: Page): Promise<{ address: string; code: string }> {
  await page.getByRole('button', { name: 'دعوت دیں' }).click()
  await page.getByRole('dialog').getByLabel('نام').fill('بلال')
  await page.getByRole('button', { name: 'دعوت نامہ بنائیں' }).click()
  const shown = page.getByRole('region', { name: 'یا فون پر پڑھ کر سنائیں' })
  await shown.waitFor({ timeout: 20_000 })
  await picture(page, 'invite')
  const code = (await shown.locator('[data-code]').getAttribute('data-code')) ?? ''
  const address = (await shown.locator('dd').first().innerText()).split('·')[0]?.trim() ?? ''
  await page.getByRole('dialog').getByRole('button', { name: 'ہو گیا' }).click()
  return { address, code }
}

async function typeCode(page: Page, { address, code }: { address: string; code: string }): Promise<void> {
  await page.getByLabel('دعوت نامے کا کوڈ').fill(code)
  await page.getByLabel('ہب کا پتہ').fill(address)
  await page.getByRole('button', { name: 'دعوت نامہ ڈھونڈیں' }).click()
}

const urduDigits = (text: string) => text.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '')

it(
  'a lead makes the laptop the hub in one press, another laptop joins by a code read out, and its work arrives',
  async () => {
    const { double, page } = await lead()
    const { address, code } = await readOut(page)
    expect(code).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/)

    const { page: bilal } = await launch()
    await bilal.getByRole('link', { name: 'دعوت نامہ یا کام کی فائل ملی ہے؟ ٹیم میں شامل ہوں' }).click()
    await bilal.getByRole('radio', { name: 'کوڈ', exact: true }).click()
    // A letter misheard: told at once, nobody is asked.
    await typeCode(bilal, { address, code: `${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}` })
    await bilal.getByText('کوئی حرف درست نہیں').waitFor()
    // A whole code of another hub: whoever answers here is not it, and hears nothing.
    await typeCode(bilal, { address, code: '0000-0000-0000-0000-0000' })
    await bilal.getByText('وہ آپ کی ٹیم کا ہب نہیں').waitFor()
    await picture(bilal, 'other-key')
    // As an Urdu keyboard gives the digits.
    await typeCode(bilal, { address: urduDigits(address), code: urduDigits(code.toLowerCase()) })
    await bilal.getByText('آپ کو اس منصوبے میں بلایا گیا ہے:').waitFor()
    await picture(bilal, 'welcome')
    await bilal.getByRole('button', { name: 'شامل ہوں' }).click()
    await bilal.locator('.sheet').waitFor({ timeout: 30_000 })
    await bilal.keyboard.press('Digit1')
    await bilal.keyboard.press('Enter')
    await bilal.locator('.sync-sign', { hasText: 'سب ہب پر ہے' }).waitFor({ timeout: 20_000 })

    // The lead's laptop knows that one other person was there, and says so before it closes.
    await vi.waitFor(
      async () =>
        expect(await page.evaluate(() => window.api['ownHub.state']())).toMatchObject({
          people: { lately: 1, today: 1 },
        }),
      { timeout: 15_000, interval: 200 },
    )
    await page.evaluate(() => {
      location.hash = '#/settings'
    })
    await page.getByRole('region', { name: 'ٹیم کا ہب' }).waitFor()
    await page.getByRole('region', { name: 'ٹیم کا ہب' }).scrollIntoViewIfNeeded()
    await picture(page, 'settings')
    double.state.answerMessages.push('بند کریں، ہب بھی رُک جائے گا')
    await double.close()
    expect(double.state.shownMessages[0]?.detail).toContain('پچھلے ۱۵ منٹ میں رابطے میں رہنے والے لوگ: ۱۔')
  },
  TIME_OUT_MS,
)
