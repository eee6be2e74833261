import { expect } from '@playwright/test'
import { expectNoFault } from '#tests/support/axe.ts'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import { serveMarkedTextPages, test, type MarkedTextPage } from '#tests/support/marked-text-test.ts'
import { markOf, NEWS, newsMarks } from '#tests/support/pages/marked-text/samples.ts'

serveMarkedTextPages()

test.beforeEach(async ({ marked }) => {
  await marked.open()
})

test('bands lie on their words after the window, the font, its size or the leading changed', async ({ marked }) => {
  expect(await marked.misplacedBands()).toEqual([])
  await marked.page.setViewportSize({ width: 760, height: 768 })
  await marked.page.addStyleTag({ content: '.sheet { inline-size: 620px }' })
  await expect.poll(() => marked.misplacedBands()).toEqual([])
  await marked.set({ typeface: 'naskh', fontSizePx: 21, lineHeight: 2.3 })
  await expect.poll(() => marked.misplacedBands()).toEqual([])
  await marked.set({ typeface: 'nastaliq', fontSizePx: 34, lineHeight: 2.8 })
  // What grew out of sight is drawn when it comes near.
  await marked.page.locator('.marked-text-paragraph').last().scrollIntoViewIfNeeded()
  await expect.poll(() => marked.misplacedBands()).toEqual([])
})

test('bands follow a font that comes in late', async ({ marked }) => {
  await marked.page.evaluate(async () => {
    const rule = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .find((found) => /Naskh Arabic Variable/.test(found.cssText) && /U\+0?600/i.test(found.cssText))
    const url = /url\("([^"]+)"\)/.exec(rule?.cssText ?? '')?.[1]
    if (url === undefined) throw new Error('The page has no Naskh font')
    document.documentElement.style.setProperty('--font-nastaliq', '"Late Font", "Noto Nastaliq Urdu Variable"')
    const face = new FontFace('Late Font', `url(${new URL(url, document.styleSheets[0]?.href ?? location.href).href})`)
    document.fonts.add(face)
    await face.load()
  })
  await expect.poll(() => marked.misplacedBands()).toEqual([])
})

test('a span over a bidi line has its boxes joined by a line', async ({ marked }) => {
  // The end of an Urdu run and the beginning of an English one: two boxes with other words between them.
  const text = 'اس وارڈ پر Hope Foundation International نے خرچ کیا'
  await marked.set({ text, marks: [markOf(text, 'پر Hope', 'organisation')] })
  await expect(marked.page.locator('.marked-text-band')).toHaveCount(2)
  const boxes = await marked.page
    .locator('.marked-text-band')
    .evaluateAll((bands) => bands.map((band) => band.getBoundingClientRect().toJSON() as DOMRect))
  const connector = await marked.page.locator('.marked-text-connector').boundingBox()
  const [left, right] = boxes.toSorted((a, b) => a.left - b.left)
  expect(connector?.x).toBeCloseTo(left?.right ?? 0, 0)
  expect((connector?.x ?? 0) + (connector?.width ?? 0)).toBeCloseTo(right?.left ?? 0, 0)
  expect(connector?.height).toBe(1)
  // The tag stands at the first word, not at the outer end of the picture.
  const [tag] = await marked.tags()
  expect(tag?.right).toBeCloseTo(right?.right ?? 0, 0)
})

test('a span over a line end is open there and has one tag', async ({ marked }) => {
  await marked.page.addStyleTag({ content: '.sheet { inline-size: 420px }' })
  await marked.set({ marks: [markOf(NEWS, 'رحمت ہسپتال میں بچوں کے نئے وارڈ', 'organisation')] })
  const bands = marked.page.locator('.marked-text-band')
  expect(await bands.count()).toBeGreaterThan(1)
  expect(await marked.tags()).toHaveLength(1)
  await expect(bands.first()).toHaveClass(/is-open-end/)
  await expect(bands.last()).toHaveClass(/is-open-start/)
  await expect(bands.first()).not.toHaveClass(/is-open-start/)
})

test('tags stand in the tag row above the logical start, and none covers another', async ({ marked }) => {
  // Spans of one word side by side have no room for every name; a nested one begins where the outer does.
  const line = 'ملتان ضلع کونسل کے چیئرمین کامران نیازی نے'
  const words = line.split(' ')
  const at = (from: number, to: number) => words.slice(from, to).join(' ')
  await marked.set({
    text: line,
    marks: [
      markOf(line, at(0, 3), 'organisation'),
      markOf(line, at(0, 1), 'place'),
      ...words.slice(3).map((word) => markOf(line, word, 'person')),
    ],
  })
  const tags = (await marked.tags()).toSorted((a, b) => b.right - a.right)
  expect(tags.length).toBeGreaterThan(5)
  const top = (await marked.page.locator('.marked-text-block').first().boundingBox())?.y ?? 0
  tags.forEach((tag, index) => {
    expect(tag.top).toBeCloseTo(top, 1)
    expect(tag.bottom - tag.top).toBe(17)
    const next = tags[index + 1]
    if (next !== undefined) expect(tag.left - next.right).toBeGreaterThan(2.9)
  })
  const first = await marked.pointOf('ملتان', 1)
  expect(tags[0]?.right).toBeCloseTo(first.x, 0)
  expect(tags[0]?.text).toBe('"ادارہ"')
})

test('in an English paragraph the tag stands at the left edge', async ({ marked }) => {
  const text = 'Hope Foundation paid for the ward'
  await marked.set({ text, marks: [markOf(text, 'Foundation', 'organisation')] })
  const [tag] = await marked.tags()
  expect(tag?.left).toBeCloseTo((await marked.pointOf('Foundation', 0)).x, 0)
})

test('a letter of 2.5 px has a box that can be seen', async ({ marked }) => {
  const text = 'نام محمد ہے'
  await marked.set({ text, marks: [markOf(text, 'ح', 'person')] })
  expect((await marked.page.locator('.marked-text-band').boundingBox())?.width).toBeGreaterThanOrEqual(6)
})

test('each of the twelve colours is on the band, its line and its tag', async ({ marked }) => {
  const words = NEWS.split(' ').slice(0, 13)
  const text = words.join(' ')
  let end = -1
  const marks = words.map((word, index): Mark => {
    const start = end + 1
    end = start + word.length
    return { id: `${index}`, start, end, colour: index + 1, line: 'solid', name: 'ن' }
  })
  await marked.set({ text, marks })
  const drawn = await marked.page.evaluate(() =>
    [...document.querySelectorAll('.marked-text-band.marked-text-tagged')].map((band) => {
      const [style, tag] = [getComputedStyle(band), getComputedStyle(band, '::before')]
      return [style.backgroundColor, style.borderBlockEndColor, tag.backgroundColor, tag.color]
    }),
  )
  const wanted = await marked.page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'))
    const read = (number: number, role: string) => {
      probe.style.color = `var(--label-${number}-${role})`
      return getComputedStyle(probe).color
    }
    return Array.from({ length: 13 }, (_, index) => {
      const number = (index % 12) + 1
      return [read(number, 'band'), read(number, 'solid'), read(number, 'solid'), read(number, 'on')]
    })
  })
  expect(new Set(wanted.flat()).size).toBeGreaterThan(20)
  expect(drawn).toEqual(wanted)
})

test('hover strengthens one span and shows its whole name', async ({ marked }) => {
  const at = await marked.pointOf('کامران')
  await marked.page.mouse.move(at.x, at.y)
  await expect(marked.page.locator('.marked-text-band.is-hovered')).toHaveCount(1)
  await expect(marked.page.locator('.marked-text-blocks')).toHaveAttribute('title', 'شخص')
  await marked.page.mouse.move(2, 2)
  await expect(marked.page.locator('.is-hovered')).toHaveCount(0)
})

test('adding a span leaves the elements of the others alone', async ({ marked }) => {
  await marked.page.evaluate(() => {
    for (const element of document.querySelectorAll('.marked-text-line > *')) element.setAttribute('data-kept', '')
  })
  const before = await marked.page.locator('[data-kept]').count()
  await marked.set({ marks: [...newsMarks('ur'), markOf(NEWS, 'بستر', 'event')] })
  await expect(marked.page.locator('[data-kept]')).toHaveCount(before)
  await expect(marked.page.locator('.marked-text-line > :not([data-kept])')).toHaveCount(1)
})

test('only paragraphs near the viewport are drawn, the others when they come', async ({ marked }) => {
  const text = Array.from({ length: 60 }, () => NEWS).join('\n')
  const marks = Array.from({ length: 60 }, (_, nth) => ({
    ...markOf(text, 'کامران نیازی', 'person', { nth }),
    id: `far-${nth}`,
  }))
  await marked.set({ text, marks })
  const drawn = await marked.page.locator('.marked-text-band').count()
  expect(drawn).toBeGreaterThan(0)
  expect(drawn).toBeLessThan(20)
  await marked.page.evaluate(
    (range) => globalThis.harness.handle()?.revealRange(range),
    marks[50] ?? { start: 0, end: 0 },
  )
  await expect
    .poll(() =>
      marked.page.evaluate(
        () => document.querySelectorAll('.marked-text-block')[150]?.querySelectorAll('.marked-text-band').length,
      ),
    )
    .toBe(1)
  expect(await marked.page.locator('.marked-text-band').count()).toBeLessThan(30)
})

test('after a jump the paragraphs there are drawn, and those left behind are not', async ({ marked }) => {
  const text = Array.from({ length: 60 }, () => NEWS).join('\n')
  const marks = Array.from({ length: 60 }, (_, nth) => ({
    ...markOf(text, 'کامران نیازی', 'person', { nth }),
    id: `far-${nth}`,
  }))
  await marked.set({ text, marks })
  const bands = marked.page.locator('.marked-text-band')
  for (const part of [1, 0.3, 0.8, 0]) {
    await marked.page
      .locator('.sheet')
      .evaluate((sheet, to) => (sheet.scrollTop = (sheet.scrollHeight - sheet.clientHeight) * to), part)
    await expect.poll(() => drawnNearViewport(marked)).toBe(true)
    expect(await bands.count()).toBeLessThan(30)
  }
})

/** Whether every span's words that stand in the viewport have a band. */
function drawnNearViewport(marked: MarkedTextPage): Promise<boolean> {
  return marked.page.evaluate(() =>
    [...document.querySelectorAll('.marked-text-block')]
      .filter((block) => {
        const { top, bottom } = block.getBoundingClientRect()
        return bottom > 0 && top < window.innerHeight && block.textContent.includes('کامران نیازی')
      })
      .every((block) => block.querySelector('.marked-text-band') !== null),
  )
}

test('a paragraph of a million letters opens, is cut only to be shown, and chooses the right words', async ({
  marked,
}) => {
  const sentence = `${NEWS.replaceAll('\n', ' ')} `
  const text = sentence.repeat(Math.ceil(1_000_000 / sentence.length))
  await marked.set({ text, marks: [] })
  const blocks = marked.page.locator('.marked-text-block')
  expect(await blocks.count()).toBeGreaterThan(400)
  expect(await marked.page.locator('.marked-text-block.is-near').count()).toBeLessThan(12)
  const start = text.indexOf('کوٹ ادو', 600_000)
  await marked.page.evaluate((range) => globalThis.harness.handle()?.revealRange(range), { start, end: start + 7 })
  await marked.set({ selection: { start, end: start + 7 } })
  await expect(marked.page.locator('.marked-text-choice')).toBeInViewport()
  await marked.page.locator('.marked-text-page').focus()
  await marked.page.keyboard.press('Shift+ArrowLeft')
  expect(await marked.chosen()).toBe('کوٹ ادو میں')
  expect((await marked.state()).selection?.start).toBe(start)
})

test('a drag at the lower edge scrolls on', async ({ marked }) => {
  const text = Array.from({ length: 20 }, () => NEWS).join('\n')
  await marked.set({ text, marks: [] })
  const from = await marked.pointOf('تقریب')
  await marked.page.mouse.move(from.x, from.y)
  await marked.page.mouse.down()
  const sheet = await marked.page.locator('.sheet').boundingBox()
  const bottom = (sheet?.y ?? 0) + (sheet?.height ?? 0)
  await marked.page.mouse.move(from.x - 50, bottom - 8, { steps: 5 })
  await expect.poll(() => marked.page.locator('.sheet').evaluate((element) => element.scrollTop)).toBeGreaterThan(400)
  await marked.page.mouse.up()
  expect((await marked.chosen())?.length).toBeGreaterThan(NEWS.length)
})

test('the page has no accessibility fault', async ({ marked }) => {
  await marked.set({ pickedId: newsMarks('ur')[0]?.id ?? null })
  // The page around the component is bare: rules about whole pages do not apply.
  await expectNoFault(marked.page, 'text', '.marked-text')
})
