import type { Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startHubServer, type HubServer } from '#hub/hub-server.ts'
import { buildWholeApp } from '#tests/support/electron-double/built-app.ts'
import { ownHubApp, picture } from '#tests/support/electron-double/own-hub-app.ts'

const OWN_PORT = 24_347
const SERVER_PORT = 24_348
const TIME_OUT_MS = 120_000

const { launch } = ownHubApp(OWN_PORT, buildWholeApp, TIME_OUT_MS)
let folder: string
let server: HubServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-move-'))
  const place = { data: folder, host: '127.0.0.1', port: SERVER_PORT }
  server = await startHubServer({ ...place, version: 'test', staticDir: null })
}, TIME_OUT_MS)
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** On a network the hub of the laptop is reached by others, and the server, on this machine alone, is no place for them. */
const onNetwork = Object.values(networkInterfaces()).some((list) => list?.some(({ internal }) => !internal))

const dialog = (page: Page) => page.getByRole('dialog').or(page.getByRole('alertdialog'))
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click()

async function fillHub(page: Page): Promise<void> {
  await dialog(page).getByLabel('ہب کا پتہ').fill(`http://127.0.0.1:${SERVER_PORT}`)
  await dialog(page).getByLabel('ہب کا کوڈ').fill(server.ownerCode)
}

async function openMove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'اور', exact: true }).click()
  await page.getByRole('menuitem', { name: 'ٹیم کو دوسرے ہب پر لے جائیں…' }).click()
}

it(
  'a lead moves the team from a server to the laptop in one press, and back by address and code',
  async () => {
    const { page } = await launch()
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.getByRole('textbox').first().fill('عائشہ')
    await page.keyboard.press('Enter')
    await page.locator('.sheet').waitFor()
    await page.evaluate(() => {
      location.hash = location.hash.replace(/label$/, 'people')
    })
    await page.getByRole('button', { name: 'ہب پر لے جائیں' }).click()
    await page.getByRole('radio', { name: 'کوئی اور کمپیوٹر' }).click()
    await fillHub(page)
    await press(page, 'ہب پر لے جائیں')
    await page.getByText('ہب سے رابطہ ہے').waitFor({ timeout: 20_000 })

    await openMove(page)
    await picture(page, 'move-choose')
    await press(page, 'ہب بنائیں اور شروع کریں')
    await dialog(page).getByText('دونوں ہب پر ایک ہی چیز ہے، کچھ کم نہیں').waitFor({ timeout: 30_000 })
    await picture(page, 'move-compared')
    const texts = dialog(page).locator('.move-numbers > div', { hasText: 'متن' }).locator('dd')
    expect(await texts.textContent()).toBe('۴۰')
    // Closed and taken up again from the note on the page.
    await press(page, 'بعد میں')
    await picture(page, 'move-note')
    await page.getByRole('button', { name: 'دیکھیں کتنا ہوا' }).click()
    await press(page, 'لیپ ٹاپوں کو بتائیں')
    await dialog(page).getByText('ٹیم نئے ہب پر چلی گئی، اور یہ لیپ ٹاپ بھی').waitFor({ timeout: 30_000 })
    await picture(page, 'move-done')
    await press(page, 'ہو گیا')
    await page.getByText('اس ٹیم کا ہب یہی لیپ ٹاپ ہے').waitFor()
    await page.getByText('ہب سے رابطہ ہے').waitFor({ timeout: 20_000 })

    // This laptop is not offered any more; the server remembers the project and the lead.
    await openMove(page)
    await fillHub(page)
    await dialog(page).getByLabel('ہب کا کوڈ').fill('wrong-code')
    await press(page, 'لے جانا شروع کریں')
    await dialog(page).getByText('یہ اُس ہب کا کوڈ نہیں').waitFor({ timeout: 20_000 })
    await picture(page, 'move-fault')
    await fillHub(page)
    await press(page, 'لے جانا شروع کریں')
    await press(page, 'لیپ ٹاپوں کو بتائیں')
    if (onNetwork) {
      await dialog(page).getByText('دوسرے لوگ نئے ہب تک نہیں پہنچ سکتے').waitFor({ timeout: 30_000 })
      return
    }
    await dialog(page).getByText('ٹیم نئے ہب پر چلی گئی، اور یہ لیپ ٹاپ بھی').waitFor({ timeout: 30_000 })
    await press(page, 'ہو گیا')
    await page.getByText('ہب سے رابطہ ہے').waitFor({ timeout: 20_000 })
    const moves = await server.context.database.read((session) => session.all('select project_id from moves'))
    expect(moves).toEqual([])
  },
  TIME_OUT_MS,
)
