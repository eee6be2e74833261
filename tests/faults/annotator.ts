import type { Page } from '@playwright/test'
import { AppPage } from '#tests/support/app-page.ts'

type Row = Record<string, unknown>

export type StoredWork = {
  /** Numbers of the texts that are done, from 1, in the order of the project. */
  done: number[]
  /** The greatest seq of each writer. */
  heads: Record<string, number>
  /** Operations that stand twice under one (writer, seq), holes in a writer's seq, wrong counters: none, if all is well. */
  faults: string[]
}

const TEXTS = 3000
const LABELS = 3

export const textOf = (number: number): string => `یہ جانچ کا متن نمبر ${number} ہے۔`

/** A person who answers as fast as texts are shown, and knows which answers were shown as saved. */
export class Annotator {
  readonly page: Page
  readonly #home: string
  #projectId: string

  /** `home`: the address of the app's first page, without a hash. */
  constructor(page: Page, home: string, projectId = '') {
    this.page = page
    this.#home = home
    this.#projectId = projectId
  }

  /** First start, then a file of numbered texts in the sample project's place; gives the project's id. */
  async begin(): Promise<string> {
    const { page } = this
    await page.goto(this.#home)
    await page.getByRole('textbox').first().fill('عائشہ')
    await page.keyboard.press('Enter')
    await page.locator('.sheet').waitFor()
    await page.goto(`${this.#home}#/new`)
    await page.getByRole('textbox').first().fill('جانچ')
    await page.getByRole('button', { name: /^بنائیں، پھر فائل لائیں/ }).click()
    const buffer = Buffer.from(Array.from({ length: TEXTS }, (_, place) => textOf(place + 1)).join('\n'))
    const chooser = page.locator('main input[type="file"]').first()
    await chooser.waitFor({ state: 'attached' })
    await chooser.setInputFiles({ name: 'texts.txt', mimeType: 'text/plain', buffer })
    const add = page.getByRole('button', { name: /متن شامل کریں/ })
    await page.waitForFunction(() => {
      const button = document.querySelector<HTMLButtonElement>('.columns-foot .btn-primary')
      return button !== null && !button.disabled && /[۰-۹]/.test(button.textContent)
    })
    await add.click()
    await page.getByRole('button', { name: 'ایک اور فائل لائیں' }).waitFor()
    this.#projectId = /#\/p\/([^/]+)\//.exec(page.url())?.[1] ?? ''
    return this.#projectId
  }

  /** Opens the labeling screen; the number of the text on it. */
  async open(): Promise<number> {
    await this.page.goto(`${this.#home}#/p/${this.#projectId}/label`)
    return this.#shown()
  }

  /** Answers until something ends it; `onSaved` hears the number of each text once the screen says that it is saved. */
  async work(onSaved: (number: number) => void): Promise<void> {
    const { page } = this
    for (;;) {
      const number = await this.#shown()
      while (!(await this.#answer(number))) {
        // A kill between label and Enter left the label chosen, and the same key took it off again.
      }
      await page.locator('[data-saved="true"]').waitFor()
      onSaved(number)
    }
  }

  /** What IndexedDB holds of the project. */
  async stored(): Promise<StoredWork> {
    const app = new AppPage(this.page)
    const [annotations = [], operations = [], counters = []] = await Promise.all(
      ['annotations', 'operations', 'counters'].map((table) => app.rowsOf(table, this.#projectId)),
    )
    const faults: string[] = []
    const bySeq = new Map<unknown, number[]>()
    for (const { writerId, seq } of operations) bySeq.set(writerId, [...(bySeq.get(writerId) ?? []), Number(seq)])
    for (const seqs of bySeq.values()) {
      seqs.sort((a, b) => a - b)
      if (seqs.some((seq, place) => seq !== place + 1)) faults.push('a hole or a repetition in the seq of a writer')
    }
    const finishing = operations.filter(({ kind, value }) => kind === 'item.status' && value === 'done')
    if (new Set(finishing.map(({ item }) => item)).size !== finishing.length) faults.push('a text was finished twice')
    const done = annotations.filter((row) => row['status'] === 'done').map((row) => Number(row['order']) + 1)
    const counted = counters.map((row) => Number((row['byStatus'] as Row)['done'])).reduce((sum, n) => sum + n, 0)
    if (counted !== done.length) faults.push(`the counter says ${counted}, the rows ${done.length}`)
    const heads = Object.fromEntries([...bySeq].map(([writer, seqs]) => [String(writer), seqs.length]))
    return { done: done.sort((a, b) => a - b), heads, faults }
  }

  /** Presses a label and Enter; false when the screen asks for the label that was taken off. */
  async #answer(number: number): Promise<boolean> {
    const { page } = this
    await page.keyboard.press(`${(number % LABELS) + 1}`)
    await page.keyboard.press('Enter')
    const outcome = await page.waitForFunction((old) => {
      if (document.querySelector('.sheet .marked-text-blocks')?.textContent?.includes(old) === false) return 'next'
      return document.querySelector('[role="alert"]') === null ? null : 'asked'
    }, textOf(number))
    return (await outcome.jsonValue()) === 'next'
  }

  async #shown(): Promise<number> {
    const sheet = this.page.locator('.sheet .marked-text-blocks').filter({ hasText: 'متن نمبر' }).first()
    const text = (await sheet.textContent()) ?? ''
    return Number(/نمبر (\d+)/.exec(text)?.[1] ?? Number.NaN)
  }
}
