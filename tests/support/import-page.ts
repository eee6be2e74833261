import { test as base, expect, type Locator, type Page } from '@playwright/test'

export type SourceFile = { name: string; text?: string; bytes?: Buffer }

/** Drives the import screen of the sample project, in Urdu unless said otherwise. */
export class ImportPage {
  readonly page: Page
  readonly problems: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.problems.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text())
    })
  }

  async open(): Promise<void> {
    await this.page.goto('/')
    await this.page.getByRole('textbox').first().fill('عائشہ')
    await this.page.getByRole('button', { name: /^نمونے سے شروع کریں/ }).click()
    await this.page.waitForFunction(() => !document.querySelector('.first-start'))
    await expect.poll(() => this.count('items')).toBeGreaterThan(0)
    await expect.poll(() => this.first('projects')).not.toBeNull()
    const project = (await this.first('projects')) as { id: string }
    await this.page.goto(`/#/p/${project.id}/import`)
    await this.page.getByRole('button', { name: 'فائل چُنیں' }).waitFor()
  }

  async choose(...files: SourceFile[]): Promise<void> {
    const payload = files.map(({ name, text, bytes }) => ({
      name,
      mimeType: 'text/plain',
      buffer: bytes ?? Buffer.from(text ?? ''),
    }))
    await this.page.locator('input[type="file"]').first().setInputFiles(payload)
  }

  /** The button that adds so many texts. */
  addButton(name: string | RegExp = /متن شامل کریں/): Locator {
    return this.page.getByRole('button', { name })
  }

  async add(): Promise<void> {
    await this.addButton().click()
    await this.page.getByRole('button', { name: 'ایک اور فائل لائیں' }).waitFor()
  }

  card(heading: string | RegExp): Locator {
    return this.page.locator('.card').filter({ hasText: heading })
  }

  /** Picks an option of a list by the list's name. */
  async pick(list: string | RegExp, option: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: list }).click()
    await this.page.getByRole('option', { name: option }).click()
  }

  /** Rows of a table of the database, as they are stored. */
  rows(table: string): Promise<Record<string, unknown>[]> {
    return this.page.evaluate(
      (name) =>
        new Promise<Record<string, unknown>[]>((resolve, reject) => {
          const open = indexedDB.open('nishan')
          open.addEventListener('error', () => reject(new Error('database')))
          open.addEventListener('success', () => {
            const all = open.result.transaction(name).objectStore(name).getAll()
            all.addEventListener('success', () => {
              open.result.close()
              resolve(all.result as Record<string, unknown>[])
            })
          })
        }),
      table,
    )
  }

  /** How many rows a table has, without reading them. */
  count(table: string): Promise<number> {
    return this.page.evaluate(
      (name) =>
        new Promise<number>((resolve, reject) => {
          const open = indexedDB.open('nishan')
          open.addEventListener('error', () => reject(new Error('database')))
          open.addEventListener('success', () => {
            const all = open.result.transaction(name).objectStore(name).count()
            all.addEventListener('success', () => {
              open.result.close()
              resolve(all.result)
            })
          })
        }),
      table,
    )
  }

  private async first(table: string): Promise<Record<string, unknown> | null> {
    return (await this.rows(table))[0] ?? null
  }

  /** Texts that came from files, in their order. */
  async importedTexts(): Promise<string[]> {
    const imports = await this.rows('imports')
    const newest = imports.sort((a, b) => Number(b['startedAt']) - Number(a['startedAt']))[0]
    const items = (await this.rows('items')).filter((item) => item['importId'] === newest?.['id'])
    items.sort((a, b) => Number(a['order']) - Number(b['order']))
    return items.map((item) => Object.values(item['texts'] as Record<string, { text: string }>)[0]?.text ?? '')
  }
}

export const test = base.extend<{ importPage: ImportPage }>({
  importPage: async ({ page }, use) => {
    const importPage = new ImportPage(page)
    await importPage.open()
    await use(importPage)
    expect(importPage.problems).toEqual([])
  },
})

export { expect }
