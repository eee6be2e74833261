import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { PASSPHRASE, FileLaptop } from '#tests/support/bundles/file-laptop.ts'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import type { DoubleState } from '#tests/support/electron-double/double-state.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

const TIME_OUT_MS = 90_000

let built: BuiltApp
let lead: FileLaptop
let work: Uint8Array
const running: ElectronDouble[] = []
const ARGV = [...process.argv]

beforeAll(async () => {
  built = await buildWholeApp()
  lead = await FileLaptop.lead()
  work = await lead.workFile(await lead.addPerson('بلال'))
}, TIME_OUT_MS)

afterEach(async () => {
  process.argv.splice(0, process.argv.length, ...ARGV)
  for (const double of running.splice(0)) await double.kill()
})

afterAll(() => {
  lead?.close()
  built?.remove()
})

async function launch(
  userData: string,
  prepare: (state: DoubleState) => void = () => undefined,
): Promise<ElectronDouble> {
  const double = await launchElectronDouble({ appDir: built.appDir, userData, prepare })
  running.push(double)
  return double
}

/** A work file as it lies on a stick. */
function onStick(profile: string, name = 'کام بلال.nishan'): string {
  const path = join(profile, name)
  writeFileSync(path, work)
  return path
}

const nameShown = (page: Page, name: string) => page.getByRole('dialog').getByText(name).waitFor()

it(
  'opens the file with which a double click started the app, and the work in it',
  async () => {
    const profile = built.newProfile()
    process.argv.push('--flag', onStick(profile), join(profile, 'not-there.nishan'), profile)
    const double = await launch(profile, (state) => void state.savePaths.push(join(profile, 'ہاتھ میں.nishan')))
    const page = await double.page()
    await nameShown(page, 'کام بلال.nishan')
    expect(await page.getByRole('dialog').locator('.bundle-file').count()).toBe(1)
    await page.getByLabel('فائل کا پاس ورڈ').fill(PASSPHRASE)
    await page.getByRole('button', { name: 'کھولیں' }).click()
    await page.getByRole('button', { name: 'فائل لے لیں' }).click()
    await page.getByRole('button', { name: 'لیبل لگانا شروع کریں' }).click()
    await page.locator('.sheet').waitFor()
    await page.keyboard.press('Digit1')
    await page.keyboard.press('Enter')
    await page.locator('[data-saved="true"]').waitFor()

    // The answers go out into a file that was read back before it got its name.
    await page.evaluate(() => void (location.hash = location.hash.replace(/label$/, 'people')))
    await page.getByRole('button', { name: 'فائل بنا کر دیں' }).click()
    await page.getByRole('button', { name: 'فائل محفوظ کریں' }).click()
    await page.getByText('دوبارہ پڑھ کر دیکھ لی', { exact: false }).waitFor()
    expect(double.state.shownSaveDialogs[0]?.defaultPath).toMatch(/\.nishan$/)
    expect(readdirSync(profile).filter((name) => name.endsWith('.part'))).toEqual([])
    const { report } = await lead.merge(new Uint8Array(readFileSync(join(profile, 'ہاتھ میں.nishan'))))
    expect(report.people).toMatchObject([{ texts: 1 }])
  },
  TIME_OUT_MS,
)

it(
  'hands a file of a second start, or of the macOS finder, to the window that is open',
  async () => {
    const profile = built.newProfile()
    const first = await launch(profile)
    const page = await first.page()
    const second = await launchElectronDouble({
      appDir: built.appDir,
      userData: profile,
      prepare: (state) => void state.argv.push('--flag', onStick(profile)),
    })
    expect(second.state.quitting).toBe(true)
    await nameShown(page, 'کام بلال.nishan')
    await page.keyboard.press('Escape')
    let prevented = false
    const event = { preventDefault: () => void (prevented = true) }
    first.state.appEvents.emit('open-file', event, onStick(profile, 'دوسری.nishan'))
    await nameShown(page, 'دوسری.nishan')
    expect(prevented).toBe(true)
    // Nothing of a path has reached the page.
    expect(await page.content()).not.toContain(profile)
    await vi.waitFor(() => expect(first.state.pageErrors).toEqual([]))
  },
  TIME_OUT_MS,
)
