import { createHash } from 'node:crypto'
import { expect, test, type AppPage, type Locale } from '#tests/support/app-page.ts'

const TEMPLATE = { ur: /^چیزوں پر رائے/, en: /^Product reviews/ }
const ANSWERED = 20

/** Thirty rows with what breaks careless tables: quotes, line breaks, emoji, aerab, joiners, bidi marks, formulas. */
function sheet(): string {
  const odd = [
    'کپڑا "نرم" ہے، رنگ پکا نکلا',
    'پہلی سطر\nدوسری سطر بھی ہے',
    'بہت اچھا 👩🏽‍🌾 😊 سامان',
    'کِتَابٌ کی چھپائی صاف ہے',
    'می‌خواہم یہ دوبارہ لوں',
    '\u200f12.5\u200f کلو آٹا Hope Store سے',
    '=SUM(A1:A9) لکھا ہوا آیا',
    "'واوین والا متن",
    '-5 ڈگری پر بھی چلا',
    '@دکان نے فون نہیں اٹھایا',
  ]
  const rows = Array.from({ length: 30 }, (_, index) => {
    const text = `${odd[index % odd.length]} ${index + 1}`
    return [`${1001 + index}`, `"${text.replaceAll('"', '""')}"`, index % 2 === 0 ? 'لاہور' : '"سکھر, سندھ"'].join(',')
  })
  return `﻿id,text,city\r\n${rows.join('\r\n')}\r\n`
}

async function answerSome(app: AppPage): Promise<void> {
  const { keyboard } = app.page
  for (let index = 0; index < ANSWERED; index += 1) {
    const before = await app.sheetText()
    await keyboard.press(`Digit${(index % 3) + 1}`)
    if (index % 2 === 0) {
      for (const key of ['ArrowLeft', 'Shift+ArrowLeft', `Digit${4 + (index % 3)}`, 'Escape']) await keyboard.press(key)
    }
    if (index % 5 === 0) await keyboard.press('KeyF')
    await keyboard.press(index % 7 === 6 ? 'KeyD' : 'Enter')
    await app.textAfter(before)
  }
  await app.saved()
}

type Row = Record<string, unknown>

/** What an export carries of a project, by source id: item ids and people are made anew. */
async function content(app: AppPage, projectId: string) {
  const items = await app.rowsOf('items', projectId)
  const sources = new Map(items.map((row) => [row['id'], String(row['sourceId'])]))
  const bySource = (a: Row, b: Row) => String(a['source']).localeCompare(String(b['source']))
  const texts = items
    .map((row) => {
      const fields = row['texts'] as Record<string, { text: string; tokens: number[] }>
      return { source: row['sourceId'], fields, metadata: row['metadata'] }
    })
    .sort(bySource)
  const values = (registers: unknown): unknown =>
    JSON.parse(JSON.stringify(registers, (key, value: unknown) => (key === 'stamp' ? undefined : value)))
  const annotations = (await app.rowsOf('annotations', projectId))
    .filter((row) => row['status'] !== 'open')
    .map((row) => ({
      source: sources.get(row['itemId']),
      status: row['status'],
      answers: values(row['answers']),
      spans: values(row['spans']),
      flagged: (row['flag'] as { value: boolean } | null)?.value ?? false,
      activeMs: row['activeMs'],
      updatedAt: row['updatedAt'],
    }))
    .sort(bySource)
  return { texts, annotations }
}

for (const locale of ['ur', 'en'] as const satisfies Locale[]) {
  test(`a CSV is imported, 20 texts answered, exported and imported again: equal, ${locale}`, async ({ app }) => {
    test.setTimeout(120_000)
    await app.startSample(locale, locale === 'ur' ? 'عائشہ' : 'Ayesha')
    const project = await app.createProject(TEMPLATE[locale], 'پہلا')
    await app.chooseFile('reviews.csv', sheet())
    await app.addTexts()
    await app.open(`/p/${project}/label`)
    await app.page.locator('.sheet').waitFor()
    await answerSome(app)
    const whole = await content(app, project)
    expect(whole.annotations).toHaveLength(ANSWERED)
    expect(whole.texts).toHaveLength(30)

    for (const format of ['CSV', 'JSONL']) {
      await app.open(`/p/${project}/export`)
      await app.page.getByRole('radio', { name: format, exact: true }).click()
      // All thirty texts are to come back, not only the answered ones.
      await app.chooseWhich()
      const file = await app.exportFile()
      expect(file.name).toMatch(new RegExp(`\\.${format.toLowerCase()}$`))
      const hash = createHash('sha256').update(file.bytes).digest('hex')
      await expect(app.page.locator('.export-report')).toContainText(hash)

      const second = await app.createProject(TEMPLATE[locale], `دوسرا ${format}`)
      await app.chooseFile(file.name, file.bytes)
      await app.addTexts()
      expect(await content(app, second)).toEqual(whole)
    }
  })
}
