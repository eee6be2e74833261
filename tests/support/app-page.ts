import { test as base, expect, type Download, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'

type Row = Record<string, unknown>
type Point = { x: number; y: number }

/** Words of the interface by which a test finds its way, in both languages. */
export const WORDS = {
  ur: {
    sample: /^نمونے سے شروع کریں/,
    create: /^بنائیں، پھر فائل لائیں/,
    chooseFile: 'فائل چُنیں',
    addTexts: /متن شامل کریں|متن میں جواب جوڑیں/,
    anotherFile: 'ایک اور فائل لائیں',
    saved: 'محفوظ · اس لیپ ٹاپ پر',
    exportFile: /^فائل نکالیں/,
    whichAnswers: /کون سے جواب/,
    everything: /^سب متن/,
  },
  en: {
    sample: /^Start with the sample/,
    create: /^Create, then import/,
    chooseFile: 'Choose a file',
    addTexts: /^Add .*texts?/,
    anotherFile: 'Import another file',
    saved: 'Saved on this laptop',
    exportFile: /^Export/,
    whichAnswers: /Which answers/,
    everything: /^All texts/,
  },
} as const

export type Locale = keyof typeof WORDS

/** Drives the whole app as a person does, and reads what lies in its store. */
export class AppPage {
  readonly page: Page
  readonly problems: string[] = []
  locale: Locale = 'ur'

  constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text())
    })
  }

  get words() {
    return WORDS[this.locale]
  }

  /** The first start of a fresh laptop, up to the sample's first text. */
  async startSample(locale: Locale = 'ur', name = 'عائشہ'): Promise<void> {
    await this.page.goto('/')
    await this.speak(locale)
    await this.page.getByRole('textbox').first().fill(name)
    await this.page.keyboard.press('Enter')
    await this.page.locator('.sheet').waitFor()
  }

  /** The interface language, on the first screen. */
  async speak(locale: Locale): Promise<void> {
    this.locale = locale
    await this.page.getByRole('radio', { name: locale === 'ur' ? 'اردو' : 'English' }).click()
    await expect(this.page.locator('html')).toHaveAttribute('lang', locale)
  }

  /** True only once the strict write is there. */
  async saved(): Promise<void> {
    await expect(this.page.locator('[data-saved="true"]')).toContainText(this.words.saved)
  }

  async open(place: string): Promise<void> {
    await this.page.goto(`/#${place}`)
  }

  async projectId(name?: string): Promise<string> {
    let found: Row | undefined
    await expect
      .poll(async () => {
        const rows = await this.rows('projects')
        found = name === undefined ? rows[0] : rows.find((row) => row['name'] === name)
        return found
      })
      .toBeDefined()
    return String(found?.['id'])
  }

  /** Rows of a table of the database, as they are stored. */
  rows(table: string): Promise<Row[]> {
    return this.page.evaluate(
      (name) =>
        new Promise<Row[]>((resolve, reject) => {
          const open = indexedDB.open('nishan')
          open.addEventListener('error', () => reject(new Error('database')))
          open.addEventListener('success', () => {
            const all = open.result.transaction(name).objectStore(name).getAll()
            all.addEventListener('success', () => {
              open.result.close()
              resolve(all.result as Row[])
            })
          })
        }),
      table,
    )
  }

  async rowsOf(table: string, projectId: string): Promise<Row[]> {
    return (await this.rows(table)).filter((row) => row['projectId'] === projectId)
  }

  /** A project from a template, empty; ends on its import screen. */
  async createProject(template: string | RegExp, name: string): Promise<string> {
    await this.open('/new')
    await this.page.getByRole('radio', { name: template }).click()
    await this.page.getByRole('textbox').first().fill(name)
    await this.page.getByRole('button', { name: this.words.create }).click()
    await this.page.getByRole('button', { name: this.words.chooseFile }).waitFor()
    return this.projectId(name)
  }

  async chooseFile(name: string, content: Buffer | string): Promise<void> {
    const buffer = typeof content === 'string' ? Buffer.from(content) : content
    await this.page
      .locator('input[type="file"]')
      .first()
      .setInputFiles([{ name, mimeType: 'text/plain', buffer }])
    await this.page.getByRole('button', { name: this.words.addTexts }).waitFor()
  }

  async addTexts(): Promise<void> {
    const add = this.page.getByRole('button', { name: this.words.addTexts })
    await expect(add).toBeEnabled()
    await add.click()
    await this.page.getByRole('button', { name: this.words.anotherFile }).waitFor()
  }

  /** On the export screen: every text, answered or not. */
  async chooseWhich(): Promise<void> {
    const words = this.words
    await this.page.getByRole('button', { name: words.whichAnswers }).click()
    await this.page.getByRole('option', { name: words.everything }).click()
  }

  /** Presses the export button and gives back what was downloaded. */
  async exportFile(): Promise<{ name: string; bytes: Buffer }> {
    // Where there is a save dialog no test can press it: without one the browser downloads.
    const waiting = this.page.waitForEvent('download')
    await this.page.locator('main').getByRole('button', { name: this.words.exportFile }).click()
    const download: Download = await waiting
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }

  /** Where some words of the sheet's text stand on the screen: the middle of their first and last letter. */
  async placeOf(quote: string): Promise<{ first: Point; last: Point }> {
    const place = await this.page.evaluate((wanted) => {
      const middle = (node: Text, at: number) => {
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const { x, y, width, height } = range.getBoundingClientRect()
        return { x: x + width / 2, y: y + height / 2 }
      }
      for (const paragraph of document.querySelectorAll('.sheet .marked-text-paragraph')) {
        const node = paragraph.firstChild
        if (!(node instanceof Text)) continue
        const at = node.data.indexOf(wanted)
        if (at === -1) continue
        paragraph.scrollIntoView({ block: 'nearest' })
        return { first: middle(node, at), last: middle(node, at + wanted.length - 1) }
      }
      return null
    }, quote)
    if (place === null) throw new Error(`not on the sheet: ${quote}`)
    return place
  }

  /** Drags over words of the text, as a hand does. */
  async chooseWords(quote: string): Promise<void> {
    const { first, last } = await this.placeOf(quote)
    await this.page.mouse.move(first.x, first.y)
    await this.page.mouse.down()
    await this.page.mouse.move(last.x, last.y, { steps: 4 })
    await this.page.mouse.up()
  }

  async clickWords(quote: string): Promise<void> {
    const { first } = await this.placeOf(quote)
    await this.page.mouse.click(first.x, first.y)
  }

  /** Answers a text with a key and goes on to the next, as fast as it is shown. */
  async answer(...keys: string[]): Promise<void> {
    const before = await this.sheetText()
    for (const key of keys) await this.page.keyboard.press(key)
    await this.textAfter(before)
  }

  /** Waits until another text than `before` is on the sheet. */
  async textAfter(before: string): Promise<void> {
    await this.page.waitForFunction(
      (old) => document.querySelector('.sheet .marked-text-blocks')?.textContent !== old,
      before,
    )
  }

  /** The text on the sheet. */
  async sheetText(): Promise<string> {
    return (await this.page.locator('.sheet .marked-text-blocks').first().textContent()) ?? ''
  }
}

export const test = base.extend<{ app: AppPage }>({
  app: async ({ page }, use) => {
    await page.addInitScript(() => {
      Reflect.deleteProperty(globalThis, 'showSaveFilePicker')
    })
    const app = new AppPage(page)
    await use(app)
    expect(app.problems).toEqual([])
  },
})

export { expect }
