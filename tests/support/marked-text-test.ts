import { test as base, type Page } from '@playwright/test'
import { resolve } from 'node:path'
import type { MarkedTextState } from '#renderer/ui/marked-text/marked-text-state.ts'
import { servePages, type ServedPages } from './serve-pages.ts'

/** Ten above the app's own, so that both can be moved together. */
const PORT = Number(process.env['NISHAN_TEST_PORT'] ?? 24_380) + 10

export type Point = { x: number; y: number }

/** Drives the page tests/support/pages/marked-text. */
export class MarkedTextPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(query: { theme?: 'light' | 'dark'; lang?: 'ur' | 'en' } = {}): Promise<void> {
    const { theme = 'light', lang = 'ur' } = query
    await this.page.goto(`${served?.url}/marked-text/index.html?theme=${theme}&lang=${lang}`)
    await this.page.locator('.marked-text-band.marked-text-tagged').first().waitFor()
    await this.fontsReady()
  }

  async fontsReady(): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    })
  }

  async set(changes: Partial<MarkedTextState>): Promise<void> {
    await this.page.evaluate((given) => globalThis.harness.set(given), changes)
    await this.fontsReady()
  }

  state(): Promise<MarkedTextState> {
    return this.page.evaluate(() => globalThis.harness.state())
  }

  /** The chosen words, cut from the text by the selection's offsets. */
  async chosen(): Promise<string | null> {
    const { text, selection } = await this.state()
    return selection === null ? null : text.slice(selection.start, selection.end)
  }

  async pickedQuote(): Promise<string | null> {
    const { text, marks, pickedId } = await this.state()
    const mark = marks.find(({ id }) => id === pickedId)
    return mark === undefined ? null : text.slice(mark.start, mark.end)
  }

  /** The middle of a quote's first box, read from the text itself. `part` 0 is its left edge, 1 its right edge. */
  pointOf(quote: string, part = 0.5, nth = 0): Promise<Point> {
    return this.page.evaluate(
      (wanted) => {
        let left = wanted.nth
        for (const paragraph of document.querySelectorAll('.marked-text-paragraph')) {
          const node = paragraph.firstChild
          if (!(node instanceof Text)) continue
          for (let at = node.data.indexOf(wanted.quote); at !== -1; at = node.data.indexOf(wanted.quote, at + 1)) {
            if (left > 0) {
              left -= 1
              continue
            }
            const range = document.createRange()
            range.setStart(node, at)
            range.setEnd(node, at + wanted.quote.length)
            const [rect] = range.getClientRects()
            if (rect === undefined) break
            return { x: rect.left + rect.width * wanted.part, y: (rect.top + rect.bottom) / 2 }
          }
        }
        throw new Error(`«${wanted.quote}» is not on the page`)
      },
      { quote, part, nth },
    )
  }

  async drag(from: Point, to: Point): Promise<void> {
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
    await this.page.mouse.move(to.x, to.y, { steps: 4 })
    await this.page.mouse.up()
  }

  /** A single click that no earlier click makes a double one. */
  async click(at: Point): Promise<void> {
    await this.page.waitForTimeout(400)
    await this.page.mouse.click(at.x, at.y)
  }

  /** Where the tags stand and what they say: each is generated content of its band. */
  tags(): Promise<{ text: string; left: number; right: number; top: number; bottom: number }[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('.marked-text-band.marked-text-tagged')].map((band) => {
        const { left, right, top } = band.getBoundingClientRect()
        const style = getComputedStyle(band, '::before')
        const width = Number.parseFloat(style.width)
        const shift = Number.parseFloat(style.marginInlineStart)
        const start = style.direction === 'rtl' ? right - shift - width : left + shift
        const tagTop = top + Number.parseFloat(style.marginBlockStart)
        const bottom = tagTop + Number.parseFloat(style.height)
        return { text: style.content, left: start, right: start + width, top: tagTop, bottom }
      }),
    )
  }

  /** Spans whose drawn band does not lie on the words: px between each band and the client rects of its range. */
  misplacedBands(): Promise<string[]> {
    return this.page.evaluate(() => {
      const { marks, text } = globalThis.harness.state()
      const bands = [...document.querySelectorAll('.marked-text-band')].map((band) => band.getBoundingClientRect())
      const paragraphs = [...document.querySelectorAll('.marked-text-paragraph')]
      const starts = paragraphs.map((_, index) =>
        paragraphs.slice(0, index).reduce((sum, before) => sum + (before.textContent.length + 1), 0),
      )
      return marks.flatMap((mark) => {
        const index = starts.findLastIndex((start) => start <= mark.start)
        const node = paragraphs[index]?.firstChild
        const range = document.createRange()
        if (!(node instanceof Text)) return [mark.name]
        range.setStart(node, mark.start - (starts[index] ?? 0))
        range.setEnd(node, mark.end - (starts[index] ?? 0))
        const rects = [...range.getClientRects()].filter((rect) => rect.width > 3)
        const covered = rects.every((rect) => {
          const middle = (rect.top + rect.bottom) / 2
          return bands.some(
            (band) =>
              band.left <= rect.left + 1 && band.right >= rect.right - 1 && band.top < middle && band.bottom > middle,
          )
        })
        return covered && rects.length > 0 ? [] : [text.slice(mark.start, mark.end)]
      })
    })
  }
}

let served: ServedPages | null = null

/** Called once in a test file: its tests find the pages built and served. */
export function serveMarkedTextPages(): void {
  test.beforeAll(async () => {
    const port = PORT + test.info().parallelIndex
    served = await servePages(resolve(import.meta.dirname, 'pages'), port, ['marked-text/index.html'])
  })
  test.afterAll(async () => {
    await served?.close()
    served = null
  })
}

export const test = base.extend<{ marked: MarkedTextPage }>({
  marked: async ({ page }, provide) => {
    await provide(new MarkedTextPage(page))
  },
})
