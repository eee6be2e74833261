import { readdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { ANSWERS, LabeledApp } from '#tests/support/labeled-app.ts'

const TIME_OUT_MS = 120_000

let built: BuiltApp
let app: LabeledApp

beforeAll(async () => {
  built = await buildWholeApp()
}, TIME_OUT_MS)

afterEach(() => app.kill())
afterAll(() => built?.remove())

describe('a snapshot of the app', { timeout: TIME_OUT_MS }, () => {
  it('brings the work back into both stores after both were lost', async () => {
    app = new LabeledApp(built)
    let page = await app.launch()
    await app.labelSample()
    const before = await app.kept()
    const open = () => page.evaluate(() => void (location.hash = '#/backups'))
    await open()
    await page.getByRole('button', { name: 'ابھی بیک اپ بنائیں' }).click()
    await page.getByRole('row', { name: /ایک منصوبہ/ }).waitFor()
    expect(await app.close()).toBe(0)
    // All that the app writes to while one works: only the snapshots are left.
    for (const folder of [app.indexedDb, dirname(app.journal), app.blobs]) rmSync(folder, { recursive: true })

    page = await app.launch()
    await page.getByRole('textbox').first().fill('زینب')
    await page.keyboard.press('Enter')
    await page.locator('.sheet').waitFor()
    await open()
    const oldest = page.getByRole('row', { name: /ایک منصوبہ/ }).last()
    await oldest.getByRole('button', { name: 'واپس لائیں…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('یہاں نہیں ہے').waitFor()
    await dialog.getByRole('button', { name: /تبدیلیاں واپس لائیں$/ }).click()
    await dialog.getByText('کام واپس آ گیا').waitFor()
    await dialog.getByRole('button', { name: 'ہو گیا' }).click()
    const after = await app.kept()
    const own = new Set(before.annotations.map((row) => row['projectId']))
    expect(after.annotations.filter((row) => own.has(row['projectId']))).toEqual(before.annotations)
    expect(after.annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS)
    expect(await app.inJournal()).toBe(after.operations)
    expect(readdirSync(app.blobs).length).toBeGreaterThan(0)
    expect(await app.close()).toBe(0)
    // Both stores agree: the next start has nothing to mend.
    await app.launch()
    expect(await app.opensQuietly()).toBe(true)
  })
})
