import { expect } from '@playwright/test'
import { MarkedTextPage, serveMarkedTextPages, test } from '#tests/support/marked-text-test.ts'
import { markOf, NEWS, newsMarks } from '#tests/support/pages/marked-text/samples.ts'

serveMarkedTextPages()

test.beforeEach(async ({ marked }) => {
  await marked.open()
})

test('a paragraph is one text node, and all of them are the text', async ({ marked }) => {
  await marked.set({ pickedId: newsMarks('ur')[0]?.id ?? null })
  const paragraphs = await marked.page.evaluate(() =>
    [...document.querySelectorAll('.marked-text-paragraph')].map(({ childNodes }) =>
      [...childNodes].map((node) => (node instanceof Text ? node.data : 'an element')),
    ),
  )
  expect(paragraphs.every((nodes) => nodes.length === 1)).toBe(true)
  expect(paragraphs.flat().join('\n')).toBe(NEWS)
  expect(await marked.page.locator('.marked-text-blocks').textContent()).toBe(NEWS.replaceAll('\n', ''))
})

test('a click chooses the word under the pointer', async ({ marked }) => {
  await marked.click(await marked.pointOf('افتتاح'))
  expect(await marked.chosen()).toBe('افتتاح')
  await marked.click(await marked.pointOf('بستر'))
  expect(await marked.chosen()).toBe('بستر')
})

test('a drag goes in logical order through English and numbers', async ({ marked }) => {
  await marked.set({ marks: [] })
  await marked.drag(await marked.pointOf('وارڈ', 0.5, 1), await marked.pointOf('Foundation'))
  expect(await marked.chosen()).toBe('وارڈ پر Hope Foundation')
  await marked.drag(await marked.pointOf('Hope'), await marked.pointOf('اور'))
  expect(await marked.chosen()).toBe('Hope Foundation اور')
  // Pressed at the left edge of a number: native selection loses the number here.
  await marked.drag(await marked.pointOf('3.5', 0.1), await marked.pointOf('روپے'))
  expect(await marked.chosen()).toBe('3.5 کروڑ روپے')
  await marked.drag(await marked.pointOf('کو رحمت', 0.9), await marked.pointOf('۱۴', 0.9))
  expect(await marked.chosen()).toBe('۱۴ مارچ ۲۰۲۵ کو')
})

test('a drag backwards and over lines and paragraphs keeps every word between', async ({ marked }) => {
  await marked.drag(await marked.pointOf('وعدہ'), await marked.pointOf('شکار'))
  expect(await marked.chosen()).toBe('شکار ہوتے ہیں۔\nچیئرمین نے وعدہ')
})

test('Alt chooses by letter, with the aerab of each letter', async ({ marked }) => {
  await marked.set({ marks: [] })
  await marked.page.keyboard.down('Alt')
  await marked.drag(await marked.pointOf('ح', 0.5, 2), await marked.pointOf('تِ'))
  await marked.page.keyboard.up('Alt')
  expect(await marked.chosen()).toBe('حکومتِ')
})

test('nothing is natively selected, and Ctrl+C copies the words in logical order', async ({ marked, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await marked.drag(await marked.pointOf('وارڈ', 0.5, 1), await marked.pointOf('Foundation'))
  expect(await marked.page.evaluate(() => getSelection()?.toString())).toBe('')
  await marked.page.locator('.marked-text-page').focus()
  await marked.page.keyboard.press('Control+KeyC')
  expect(await marked.page.evaluate(() => navigator.clipboard.readText())).toBe('وارڈ پر Hope Foundation')
})

test('a click beside the text clears the choice', async ({ marked }) => {
  await marked.click(await marked.pointOf('بستر'))
  const box = await marked.page.locator('.marked-text-block').last().boundingBox()
  await marked.click({ x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + (box?.height ?? 0) - 20 })
  expect(await marked.chosen()).toBeNull()
})

test('a double click chooses a word inside a span, Shift and click extend', async ({ marked }) => {
  const at = await marked.pointOf('کونسل')
  await marked.page.waitForTimeout(400)
  await marked.page.mouse.dblclick(at.x, at.y)
  expect(await marked.chosen()).toBe('کونسل')
  const to = await marked.pointOf('نے')
  await marked.page.keyboard.down('Shift')
  await marked.click(to)
  await marked.page.keyboard.up('Shift')
  expect(await marked.chosen()).toBe('کونسل کے چیئرمین کامران نیازی نے')
})

test('clicks on nested spans go from the innermost outwards and round again', async ({ marked }) => {
  const at = await marked.pointOf('ملتان')
  const quotes: (string | null)[] = []
  for (let click = 0; click < 3; click += 1) {
    await marked.click(at)
    quotes.push(await marked.pickedQuote())
  }
  expect(quotes).toEqual(['ملتان', 'ملتان ضلع کونسل', 'ملتان'])
  expect(await marked.chosen()).toBeNull()
})

test('a span is labeled with the keyboard alone', async ({ marked }) => {
  await marked.set({ marks: [] })
  const { keyboard } = marked.page
  await marked.page.locator('.marked-text-page').focus()
  await keyboard.press('ArrowLeft')
  expect(await marked.chosen()).toBe('ملتان')
  for (let step = 0; step < 4; step += 1) await keyboard.press('ArrowLeft')
  await keyboard.press('ArrowRight')
  await keyboard.press('Shift+ArrowLeft')
  await keyboard.press('Shift+ArrowLeft')
  expect(await marked.chosen()).toBe('کے چیئرمین کامران')
  await keyboard.press('Shift+ArrowRight')
  await keyboard.press('Digit4')
  const { marks } = await marked.state()
  expect(marks.map((mark) => NEWS.slice(mark.start, mark.end))).toEqual(['کے چیئرمین'])
  expect(await marked.misplacedBands()).toEqual([])
  await keyboard.press('ArrowLeft')
  expect(await marked.chosen()).toBe('کامران')
})

test('up, down, Home and End go by the lines that are seen', async ({ marked }) => {
  const { keyboard } = marked.page
  await marked.click(await marked.pointOf('مارچ', 0.9))
  await marked.page.keyboard.press('Escape')
  await marked.click(await marked.pointOf('بچوں'))
  const top = (await marked.pointOf('بچوں')).y
  await keyboard.press('ArrowDown')
  const below = await marked.chosen()
  expect((await marked.pointOf(below ?? '')).y).toBeGreaterThan(top + 60)
  await keyboard.press('ArrowUp')
  expect(await marked.chosen()).toBe('بچوں')
  await keyboard.press('Home')
  expect(await marked.chosen()).toBe('ملتان')
  await keyboard.press('End')
  expect((await marked.pointOf((await marked.chosen()) ?? '')).x).toBeLessThan(top + 400)
  await keyboard.press('Control+End')
  expect(await marked.chosen()).toBe('گا')
  await keyboard.press('Control+Home')
  expect(await marked.chosen()).toBe('ملتان')
  await keyboard.press('Control+ArrowDown')
  expect(await marked.chosen()).toBe('تقریب')
})

test('Esc clears the choice and the word cursor goes on from there', async ({ marked }) => {
  const { keyboard } = marked.page
  await marked.click(await marked.pointOf('خرچ'))
  await keyboard.press('Escape')
  expect(await marked.chosen()).toBeNull()
  await expect(marked.page.locator('.marked-text-cursor')).toHaveCount(1)
  await keyboard.press('ArrowLeft')
  expect(await marked.chosen()).toBe('کیے')
})

test('the edges of the picked span move by key: brackets, Shift inwards, Alt by letter', async ({ marked }) => {
  const { keyboard } = marked.page
  await marked.click(await marked.pointOf('کامران'))
  expect(await marked.pickedQuote()).toBe('کامران نیازی')
  await keyboard.press('BracketRight')
  expect(await marked.pickedQuote()).toBe('کامران نیازی نے')
  await keyboard.press('Shift+BracketRight')
  await keyboard.press('BracketLeft')
  expect(await marked.pickedQuote()).toBe('چیئرمین کامران نیازی')
  await keyboard.press('Shift+BracketLeft')
  await keyboard.press('Shift+Alt+BracketLeft')
  expect(await marked.pickedQuote()).toBe('امران نیازی')
  await keyboard.press('Alt+BracketLeft')
  expect(await marked.pickedQuote()).toBe('کامران نیازی')
  expect(await marked.misplacedBands()).toEqual([])
})

test('the keys work under an Urdu layout', async ({ marked }) => {
  await marked.click(await marked.pointOf('کامران'))
  await marked.page.locator('.marked-text-page').dispatchEvent('keydown', { code: 'BracketRight', key: 'چ' })
  expect(await marked.pickedQuote()).toBe('کامران نیازی نے')
})

test('comma and full stop step through the spans', async ({ marked }) => {
  await marked.page.locator('.marked-text-page').focus()
  const seen: (string | null)[] = []
  for (let step = 0; step < 3; step += 1) {
    await marked.page.keyboard.press('Period')
    seen.push(await marked.pickedQuote())
  }
  await marked.page.keyboard.press('Comma')
  seen.push(await marked.pickedQuote())
  expect(seen).toEqual(['ملتان ضلع کونسل', 'ملتان', 'ضلع کونسل کے چیئرمین', 'ملتان'])
})

test('a handle drags an edge, and one change is handed on at its end', async ({ marked }) => {
  await marked.click(await marked.pointOf('کامران'))
  const handles = marked.page.locator('.marked-text-handle')
  await expect(handles).toHaveCount(2)
  const end = await handles.nth(1).boundingBox()
  // 24 px catch the pointer: 10 px beside the drawn handle is enough.
  await marked.drag({ x: (end?.x ?? 0) - 4, y: (end?.y ?? 0) + 7 }, await marked.pointOf('مارچ', 0.5))
  expect(await marked.pickedQuote()).toBe('کامران نیازی نے ۱۴ مارچ')
  const resizes = await marked.page.evaluate(() => globalThis.harness.events.filter(({ name }) => name === 'resize'))
  expect(resizes).toHaveLength(1)
  expect(await marked.misplacedBands()).toEqual([])
})

test('read-only texts let spans be picked and words be copied, and change nothing', async ({ marked }) => {
  await marked.set({ readOnly: true })
  await marked.click(await marked.pointOf('کامران'))
  expect(await marked.pickedQuote()).toBe('کامران نیازی')
  await expect(marked.page.locator('.marked-text-handle')).toHaveCount(0)
  await marked.page.keyboard.press('BracketRight')
  expect(await marked.pickedQuote()).toBe('کامران نیازی')
})

test('a touch chooses a word, a sideways drag several', async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, viewport: { width: 1366, height: 768 } })
  const marked = new MarkedTextPage(await context.newPage())
  await marked.open()
  const at = await marked.pointOf('افتتاح')
  await marked.page.touchscreen.tap(at.x, at.y)
  expect(await marked.chosen()).toBe('افتتاح')
  const to = await marked.pointOf('کیا')
  const session = await context.newCDPSession(marked.page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  await touch('touchStart', [at])
  for (let step = 1; step <= 10; step += 1) {
    await touch('touchMove', [{ x: at.x + ((to.x - at.x) * step) / 10, y: at.y }])
  }
  await touch('touchEnd', [])
  expect(await marked.chosen()).toBe('افتتاح کیا')
  await context.close()
})

test('spans are a list for those who hear the screen, the picked one marked', async ({ marked }) => {
  const list = marked.page.locator('.marked-text-page ~ ul li')
  await expect(list).toHaveCount(17)
  await expect(list.first()).toHaveText('ادارہ: ملتان ضلع کونسل')
  const mark = markOf(NEWS, 'بچوں', 'person')
  await marked.set({ marks: [...newsMarks('ur'), mark], pickedId: mark.id })
  await expect(list).toHaveCount(18)
  await expect(marked.page.locator('li[aria-current=true]')).toHaveText('شخص: بچوں')
  await expect(marked.page.locator('[aria-live=polite]')).toHaveCount(1)
  // In the order of the text wherever spans come and go, and with their new names.
  const [first, ...others] = newsMarks('ur')
  await marked.set({ marks: [...others, mark, { ...first!, name: 'جگہ' }], pickedId: null })
  await expect(list.first()).toHaveText('جگہ: ملتان ضلع کونسل')
  await marked.set({ marks: [mark, ...others] })
  await expect(list).toHaveCount(17)
  const names = [...others, mark].toSorted((a, b) => a.start - b.start || b.end - a.end).map(({ name }) => name)
  expect((await list.allTextContents()).map((text) => text.slice(0, text.indexOf(':')))).toEqual(names)
  await expect(marked.page.locator('li[aria-current=true]')).toHaveCount(0)
})
