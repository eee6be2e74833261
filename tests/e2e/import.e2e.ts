import { readFile } from 'node:fs/promises'
import { test, expect, type ImportPage } from '#tests/support/import-page.ts'

/** Texts that no template and no other test has. */
const text = (number: number) => `یہ متن نمبر ${number} ہے، دکان سے چیز وقت پر ملی`

const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).join('\n')

/** What Windows wrote before Unicode: one byte a letter. */
function windows1256(written: string): Buffer {
  const decoder = new TextDecoder('windows-1256')
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from(
    Array.from(written, (letter) => {
      const byte = bytes.get(letter)
      if (byte === undefined) throw new Error(`${letter} is not in Windows-1256`)
      return byte
    }),
  )
}

async function imported(importPage: ImportPage): Promise<Record<string, unknown>> {
  const rows = await importPage.rows('imports')
  return rows.toSorted((a, b) => Number(b['startedAt']) - Number(a['startedAt']))[0] ?? {}
}

test.describe('files of every kind', () => {
  test('rows with broken quotes are listed with line, column, reason and content, and saved', async ({
    importPage,
  }) => {
    const { page } = importPage
    await importPage.choose({
      name: 'ٹوٹی فائل.csv',
      text: [
        'متن,شہر',
        `"${text(1)}",ملتان`,
        `"${text(2)}" ٹوٹا,لاہور`,
        `${text(3)},سکھر,فالتو`,
        ',کوئٹہ',
        ...Array.from({ length: 12 }, (_, n) => `"${text(20 + n)}","پشاور"`),
        `"${text(4)}`,
      ].join('\n'),
    })
    const card = importPage.card('سطریں پڑھی نہ گئیں')
    await expect(card).toContainText('۴ سطریں پڑھی نہ گئیں')
    await card.getByRole('button', { name: 'سب دیکھیں' }).click()
    const rows = page.getByRole('dialog').getByRole('row')
    await expect(rows).toHaveText([
      /سطر.*کالم.*وجہ.*کیا آیا/,
      /^۳.*واوین کے بعد اور حروف ہیں.*متن نمبر 2.*ٹوٹا/,
      /^۴.*کالم ۲ سے زیادہ ہیں.*فالتو/,
      /^۵متن.*متن خالی ہے/,
      /^۱۸.*واوین بند نہیں ہوئے.*متن نمبر 4/,
    ])
    await page.keyboard.press('Escape')
    await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
    const download = page.waitForEvent('download')
    await card.getByRole('button', { name: 'یہ سطریں الگ فائل میں رکھیں' }).click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('ٹوٹی فائل-rejected.csv')
    const written = await readFile(await saved.path(), 'utf8')
    expect(written.startsWith('\uFEFF"فائل","سطر","کالم","وجہ","کیا آیا"\r\n')).toBe(true)
    expect(written.trimEnd().split('\r\n')).toHaveLength(5)
    await importPage.add()
    expect((await importPage.importedTexts())[0]).toBe(text(1))
    expect(await imported(importPage)).toMatchObject({ items: 13, rejected: 4, state: 'done' })
  })

  test('UTF-16 with tabs and Windows-1256 are read as their letters', async ({ importPage }) => {
    const table = `متن\tشہر\n${text(1)}\tملتان\n${text(2)}\tلاہور\n`
    await importPage.choose({ name: 'a.txt', bytes: Buffer.from(`\uFEFF${table}`, 'utf16le') })
    await expect(importPage.page.getByText('UTF-16LE').first()).toBeVisible()
    await importPage.add()
    expect(await importPage.importedTexts()).toEqual([text(1), text(2)])
    await importPage.page.getByRole('button', { name: 'ایک اور فائل لائیں' }).click()
    // The Urdu yeh is not in Windows-1256.
    const old = (number: number) => `دکان سے مال وقت پر ملا، شمار ${number}`
    const lines = Array.from({ length: 30 }, (_, n) => `${old(n)},ملتان`)
    await importPage.choose({ name: 'b.csv', bytes: windows1256(`متن,شہر\n${lines.join('\n')}\n`) })
    await expect(importPage.page.getByText('Windows-1256').first()).toBeVisible()
    await importPage.add()
    expect((await importPage.importedTexts())[0]).toBe(old(0))
  })

  test('JSONL, lines of text and tasks of Label Studio bring their texts', async ({ importPage }) => {
    const another = () => importPage.page.getByRole('button', { name: 'ایک اور فائل لائیں' }).click()
    await importPage.choose({
      name: 'a.jsonl',
      text: `${JSON.stringify({ text: text(1), city: 'ملتان' })}\n{"text": "ٹوٹا\n${JSON.stringify({ text: text(2), city: 'سکھر' })}\n`,
    })
    await expect(importPage.card('ایک سطر پڑھی نہ گئی')).toContainText('JSON ٹوٹا ہوا ہے')
    await importPage.add()
    expect(await importPage.importedTexts()).toEqual([text(1), text(2)])
    await another()
    await importPage.choose({ name: 'lines.txt', text: `${text(3)}\n\n${text(4)}\n` })
    await importPage.add()
    expect(await importPage.importedTexts()).toEqual([text(3), text(4)])
    await another()
    const task = (number: number) => ({
      id: number,
      data: { text: text(number) },
      annotations: [
        {
          completed_by: { email: 'a@example.org' },
          result: [{ from_name: 'رائے کیسی ہے؟', to_name: 'text', type: 'choices', value: { choices: ['اچھی'] } }],
        },
      ],
    })
    await importPage.choose({ name: 'tasks.json', text: JSON.stringify([task(5), task(6)]) })
    await expect(importPage.page.getByText('موجودہ جواب کو')).toBeVisible()
    await importPage.add()
    expect(await importPage.importedTexts()).toEqual([text(5), text(6)])
    expect(await importPage.count('suggestions')).toBe(2)
  })

  test('what holds no text says so and changes nothing', async ({ importPage }) => {
    const before = await importPage.count('imports')
    const note = importPage.page.getByRole('alert')
    await importPage.choose({ name: 'empty.csv', text: '' })
    await expect(note).toContainText('خالی ہے')
    await importPage.choose({ name: 'blank.csv', text: '\n \n' })
    await expect(note).toContainText('خالی ہے')
    await importPage.choose({ name: 'x.bin', bytes: Buffer.from(Array.from({ length: 4_000 }, (_, n) => n % 7)) })
    await expect(note).toContainText('پڑھنے کا متن نہیں ملا')
    await importPage.choose({ name: 'x.xlsx', bytes: Buffer.from('504b0304140006000800000021', 'hex') })
    await expect(note).toContainText('ایکسل')
    expect(await importPage.count('imports')).toBe(before)
    // The screen goes on as if nothing had been.
    await importPage.choose({ name: 'one.csv', text: `متن\n${text(1)}\n${text(2)}` })
    await expect(importPage.page.locator('.preview-table th')).toHaveCount(1)
    await importPage.add()
    expect(await importPage.importedTexts()).toEqual([text(1), text(2)])
  })
})

test.describe('what is there already', () => {
  test('duplicates are counted, in the file and in the project, and the choice is honoured', async ({ importPage }) => {
    const rows = [['متن'], [text(1)], [text(2)], [` ${text(1)} `], [text(1)]].map(([cell = '']) => [`"${cell}"`])
    await importPage.choose({ name: 'd.csv', text: csv(rows) })
    const card = importPage.card('متن دہرائے گئے')
    await expect(card).toContainText('۲ متن دہرائے گئے')
    await expect(importPage.addButton('۲ متن شامل کریں')).toBeVisible()
    await importPage.add()
    expect(await importPage.importedTexts()).toHaveLength(2)
    await importPage.page.getByRole('button', { name: 'ایک اور فائل لائیں' }).click()

    await importPage.choose({ name: 'd.csv', text: csv(rows) })
    await expect(card).toContainText('۴ متن دہرائے گئے')
    await expect(importPage.addButton('کوئی نیا متن نہیں')).toBeDisabled()
    await card.locator('.radio-row', { hasText: 'سب رکھیں' }).click()
    await expect(importPage.addButton('۴ متن شامل کریں')).toBeVisible()
    await importPage.add()
    expect(await importPage.importedTexts()).toHaveLength(4)
  })

  test('an import is undone after a question, and can come back', async ({ importPage }) => {
    const { page } = importPage
    await importPage.choose({ name: 'u.csv', text: csv([['متن'], [text(1)], [text(2)], [text(3)]]) })
    await importPage.add()
    await page.getByRole('button', { name: 'یہ فائل واپس کریں' }).click()
    const question = page.getByRole('alertdialog')
    await expect(question).toContainText('اس کے ۳ متن منصوبے سے ہٹ جائیں گے')
    await expect(question).toContainText('ان پر کسی کا جواب نہیں')
    await question.getByRole('button', { name: 'رہنے دیں' }).last().click()
    expect(await imported(importPage)).toMatchObject({ removed: false })
    await page.getByRole('button', { name: 'یہ فائل واپس کریں' }).click()
    await question.getByRole('button', { name: 'واپس کریں' }).click()
    await expect(page.getByText('یہ فائل واپس کر دی گئی')).toBeVisible()
    expect(await imported(importPage)).toMatchObject({ removed: true })
    await page.getByRole('button', { name: 'ایک اور فائل لائیں' }).click()
    const past = page.locator('.past-row', { hasText: 'u.csv' })
    await past.getByRole('button', { name: 'واپس لائیں' }).click()
    await expect(past.getByRole('button', { name: 'واپس کریں' })).toBeVisible()
    expect(await imported(importPage)).toMatchObject({ removed: false })
  })

  test('stopping keeps whole chunks', async ({ importPage }) => {
    test.setTimeout(120_000)
    const sample = await importPage.count('items')
    const rows = Array.from({ length: 20_000 }, (_, number) => [text(number)])
    await importPage.choose({ name: 'big.csv', text: csv([['متن'], ...rows]) })
    await importPage.addButton().click()
    const stop = importPage.page.getByRole('button', { name: /^روک دیں، .* متن رہیں گے/ })
    await stop.click()
    await importPage.page.getByRole('button', { name: 'ایک اور فائل لائیں' }).waitFor()
    await expect(importPage.page.getByText(/^روک دیا گیا۔ .* متن شامل ہو چکے ہیں۔$/)).toBeVisible()
    const record = await imported(importPage)
    expect(record).toMatchObject({ state: 'cancelled' })
    expect(Number(record['items'])).toBeGreaterThan(0)
    expect(Number(record['items']) % 1_000).toBe(0)
    expect((await importPage.count('items')) - sample).toBe(record['items'])
  })
})

test.describe('answers in the file', () => {
  const table = csv([
    ['متن', 'رائے'],
    [text(1), 'اچھی'],
    [text(2), 'بُری'],
    [text(3), ''],
  ])

  test('become suggestions unless said otherwise', async ({ importPage }) => {
    await importPage.choose({ name: 'a.csv', text: table })
    await importPage.add()
    expect(await importPage.count('suggestions')).toBe(2)
    expect(await importPage.count('annotations')).toBe(0)
  })

  test('become the answers of a named person', async ({ importPage }) => {
    await importPage.choose({ name: 'a.csv', text: table })
    await importPage.page.locator('.radio-row', { hasText: /^جواب سمجھیں/ }).click()
    await importPage.page.getByRole('textbox', { name: 'جن کے جواب ہیں' }).fill('بلال')
    await importPage.add()
    const people = await importPage.rows('annotators')
    const bilal = people.find((person) => person['name'] === 'بلال')
    expect(bilal).toMatchObject({ imported: true })
    const annotations = await importPage.rows('annotations')
    expect(annotations.map((one) => one['annotatorId'])).toEqual([bilal?.['id'], bilal?.['id']])
    expect(annotations.map((one) => one['status'])).toEqual(['done', 'done'])
    // A person from a file is no profile of this laptop.
    await importPage.page.goto('/#/profiles')
    await expect(importPage.page.locator('.profile-row')).toHaveCount(1)
  })

  test('become settled answers', async ({ importPage }) => {
    await importPage.choose({ name: 'a.csv', text: table })
    await importPage.page.locator('.radio-row', { hasText: 'پکا جواب سمجھیں' }).click()
    await importPage.add()
    expect(await importPage.count('gold')).toBe(2)
    expect(await importPage.count('annotations')).toBe(0)
  })
})
