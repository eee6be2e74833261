import type { Page } from '@playwright/test'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppPage } from '#tests/support/app-page.ts'
import type { BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

type Row = Record<string, unknown>

/** What IndexedDB holds, so that it can be compared over a restart. */
export type Kept = { annotations: Row[]; operations: number; items: number; names: unknown[] }

export const ANSWERS = 6
export const RECOVERED = 'محفوظ کام واپس لایا گیا'

/** The whole app on the double of Electron, as a person uses it: started, labeled in, closed, its files spoiled. */
export class LabeledApp {
  readonly userData: string
  readonly #appDir: string
  #running: ElectronDouble | null = null
  #page: Page | null = null

  constructor(built: BuiltApp) {
    this.#appDir = built.appDir
    this.userData = built.newProfile()
  }

  get page(): Page {
    if (this.#page === null) throw new Error('The app is not running')
    return this.#page
  }

  get #app(): AppPage {
    return new AppPage(this.page)
  }

  async launch(): Promise<Page> {
    this.#running = await launchElectronDouble({ appDir: this.#appDir, userData: this.userData })
    this.#page = await this.#running.page()
    return this.page
  }

  /** Ends the app as a person does; its exit code. */
  async close(): Promise<number> {
    const code = (await this.#running?.close()) ?? -1
    this.#running = null
    return code
  }

  async kill(): Promise<void> {
    await this.#running?.kill()
    this.#running = null
  }

  /** The first start, then answers by keyboard, until the sign says that they are saved. */
  async labelSample(): Promise<void> {
    await this.page.getByRole('textbox').first().fill('عائشہ')
    await this.page.keyboard.press('Enter')
    await this.page.locator('.sheet .marked-text-blocks').first().waitFor()
    await this.answer(ANSWERS)
  }

  /** Answers so many texts, until the sign says that they are saved. */
  async answer(times: number): Promise<void> {
    for (let n = 0; n < times; n += 1) await this.#app.answer('1', 'Enter')
    await this.untilSaved()
  }

  async openSheet({ annotations }: Kept): Promise<void> {
    await this.page.evaluate((id) => {
      location.hash = `#/p/${id}/label`
    }, String(annotations[0]?.['projectId']))
    await this.page.locator('.sheet .marked-text-blocks').first().waitFor()
  }

  untilSaved(): Promise<void> {
    return this.page.locator('[data-saved="true"]').waitFor()
  }

  /** A file through the import's worker, which reaches both stores by way of the page. */
  async importTexts(): Promise<void> {
    const { page } = this
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

  async kept(): Promise<Kept> {
    const app = this.#app
    const annotations = await app.rows('annotations')
    return {
      annotations: annotations.toSorted((a, b) => Number(a['order']) - Number(b['order'])),
      operations: (await app.rows('operations')).length,
      items: (await app.rows('items')).length,
      names: (await app.rows('projects')).map((row) => row['name']),
    }
  }

  /** How many operations the journal holds. */
  async inJournal(): Promise<number> {
    const { writers } = await this.page.evaluate(() => window.api['journal.open']())
    return writers.reduce((sum, { held }) => sum + held, 0)
  }

  /** Waits for what the start tells, and closes it; its words. */
  async news(): Promise<string> {
    const dialog = this.page.getByRole('dialog', { name: RECOVERED })
    await dialog.waitFor()
    const words = await dialog.innerText()
    await dialog.getByRole('button').last().click()
    return words
  }

  /** A start that has nothing to tell, on the page of projects. */
  async opensQuietly(): Promise<boolean> {
    await this.page.locator('.project-row').first().waitFor()
    return (await this.page.getByRole('dialog').count()) === 0
  }

  get indexedDb(): string {
    return join(this.userData, 'chromium', 'Default', 'IndexedDB')
  }

  /** Where Chromium keeps the databases of the app's origin. */
  get levelDb(): string {
    const name = readdirSync(this.indexedDb).find((one) => one.endsWith('.leveldb'))
    if (name === undefined) throw new Error('There is no database')
    return join(this.indexedDb, name)
  }

  get journal(): string {
    return join(this.userData, 'journal', 'journal.sqlite')
  }

  get blobs(): string {
    return join(this.userData, 'blobs')
  }
}

/** Does something to every file in a folder that is not empty. */
export function everyFile(folder: string, change: (file: string, size: number) => void): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  if (files.length === 0) throw new Error(`No files in ${folder}`)
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name)
    const { size } = statSync(file)
    if (size > 0) change(file, size)
  }
}

export function flipBits(file: string, everyBytes = 97): void {
  const bytes = readFileSync(file)
  for (let at = 20; at < bytes.length; at += everyBytes) bytes[at] = (bytes[at] ?? 0) ^ 0x10
  writeFileSync(file, bytes)
}
