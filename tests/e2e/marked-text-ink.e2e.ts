import { expect } from '@playwright/test'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import type { MarkedTextState } from '#renderer/ui/marked-text/marked-text-state.ts'
import { countLostInk, type InkCount } from '#tests/support/lost-ink.ts'
import { MarkedTextPage, serveMarkedTextPages, test } from '#tests/support/marked-text-test.ts'
import { markOf, NEWS, newsMarks, type SampleLabel } from '#tests/support/pages/marked-text/samples.ts'

serveMarkedTextPages()

/** Colours of --color-text. */
const TEXT_COLOUR = { light: [0x15, 0x1d, 0x29], dark: [0xe8, 0xed, 0xf4] } as const

const news = newsMarks('ur')
const whole = (quote: string, label: SampleLabel): Mark => markOf(NEWS, quote, label)
const range = (quote: string) => {
  const start = NEWS.indexOf(quote)
  return { start, end: start + quote.length }
}

/** What is drawn over (that is: under) the text in each case. */
const CASES: Record<string, Partial<MarkedTextState>> = {
  'whole words with tags': { marks: news },
  'edges inside joined words': {
    marks: [
      whole('لتا', 'place'),
      whole('امرا', 'person'),
      whole('حم', 'organisation'),
      whole('سپتا', 'event'),
      whole('ظفرگ', 'place'),
      whole('ا', 'date'),
      whole('لیر', 'disease'),
      whole('کھو', 'title'),
    ],
  },
  'overlapping and nested spans': {
    marks: [
      whole('ملتان ضلع کونسل کے چیئرمین', 'organisation'),
      whole('ملتان ضلع', 'place'),
      whole('ضلع کونسل کے', 'title'),
      whole('چیئرمین کامران نیازی', 'person'),
      whole('نیازی نے ۱۴', 'date'),
    ],
  },
  'spans over numbers, English and line ends': {
    marks: [whole('پر Hope', 'organisation'), whole('نے مل کر 3.5 کروڑ', 'amount'), whole('خرچ کیے ہیں', 'event')],
  },
  'a choice with its cursor': { marks: news, selection: range('میں بچوں کے نئے وارڈ کا افتتاح کیا') },
  'a choice inside a word': { marks: news, selection: range('لتان ضلع کونس') },
  'a picked span with handles': { marks: news, pickedId: news[0]?.id ?? null },
  'suggestions and agreed spans': {
    marks: news.map((mark, index) => ({
      ...mark,
      variant: index % 2 === 0 ? ('suggestion' as const) : ('agreed' as const),
    })),
  },
}

async function lostInk(marked: MarkedTextPage, theme: 'light' | 'dark', above: boolean): Promise<InkCount> {
  const sheet = marked.page.locator('.sheet')
  const as = async (className: string) => {
    await marked.page.evaluate((name) => (document.documentElement.className = name), className)
    return sheet.screenshot({ animations: 'disabled' })
  }
  const shots = { alone: await as('overlay-hidden'), drawn: await as(above ? 'overlay-above' : '') }
  return countLostInk(marked.page, shots, TEXT_COLOUR[theme])
}

for (const theme of ['light', 'dark'] as const) {
  for (const [name, changes] of Object.entries(CASES)) {
    test(`no ink is lost under ${name}, ${theme}`, async ({ marked }) => {
      await marked.open({ theme })
      await marked.set(changes)
      const { ink, lost } = await lostInk(marked, theme, false)
      expect(ink).toBeGreaterThan(5000)
      expect(lost).toBe(0)
    })
  }

  test(`the ink count finds an overlay above the letters, ${theme}`, async ({ marked }) => {
    await marked.open({ theme })
    const { lost } = await lostInk(marked, theme, true)
    expect(lost).toBeGreaterThan(2000)
  })
}

for (const scale of [0.75, 1.25, 2]) {
  test(`no ink is lost at zoom ${scale}`, async ({ browser }) => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, deviceScaleFactor: scale })
    const marked = new MarkedTextPage(page)
    await marked.open()
    expect((await lostInk(marked, 'light', false)).lost).toBe(0)
    await page.close()
  })
}

test('no ink of a paragraph is lost under the overlay of the next', async ({ marked }) => {
  await marked.open()
  // Deep strokes and stacked aerab in the last line, a span with its tag in the first line below.
  const text = 'اللّٰہُ، مُسْتَقِیمٍ، عَلَیْہِمْ، پیچھے بچے\nحکومتِ پنجاب کے لِیے'
  await marked.set({
    text,
    lineHeight: 1.6,
    marks: [markOf(text, 'حکومتِ پنجاب کے لِیے', 'organisation'), markOf(text, 'پیچھے', 'event')],
  })
  const { ink, lost } = await lostInk(marked, 'light', false)
  expect(ink).toBeGreaterThan(500)
  expect(lost).toBe(0)
})
