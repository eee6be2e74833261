import type { Page } from '@playwright/test'
import { expect, test } from '#tests/support/app-page.ts'

type Word = readonly [form: string, tag: string]

/** Two sentences; «وہ» stands in both. */
function conllu(tagOfBright: string): string {
  const sentences: readonly (readonly Word[])[] = [
    [
      ['وہ', 'PRON'],
      ['صاف', tagOfBright],
      ['لکھتی', 'VERB'],
      ['ہے', 'AUX'],
    ],
    [
      ['وہ', 'DET'],
      ['پانی', 'NOUN'],
      ['صاف', 'ADJ'],
      ['ہے', 'AUX'],
    ],
  ]
  return sentences
    .map((words, place) => {
      const head = `# sent_id = gaon-${place + 1}\n# text = ${words.map(([form]) => form).join(' ')}`
      const lines = words.map(([form, tag], at) => `${at + 1}\t${form}\t_\t${tag}\t_\t_\t0\tdep\t_\t_`)
      return `${head}\n${lines.join('\n')}\n`
    })
    .join('\n')
}

async function choose(page: Page, ...files: (readonly [name: string, text: string])[]): Promise<void> {
  const payload = files.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }))
  await page.locator('input[type="file"]').first().setInputFiles(payload)
}

test('two people’s words come in one file after the other, and their answers lie on the same words', async ({
  app,
}) => {
  const { page } = app
  await app.startSample()
  const project = await app.createProject(/^جذبات/, 'لفظوں کی قسمیں')
  await choose(page, ['گاؤں.annotator-saba.conllu', conllu('ADV')])
  // No question of the project fits: one is made of the column, its labels with it.
  await page.getByRole('button', { name: 'اس کالم سے سوال بنائیں' }).click()
  await expect(page.getByRole('textbox', { name: 'سوال' })).toHaveValue('یہ لفظ کس قسم کا ہے؟')
  await expect(page.getByRole('textbox', { name: 'جن کے جواب ہیں' })).toHaveValue('saba')
  await page.getByRole('button', { name: '۸ متن شامل کریں' }).click()
  await page.getByRole('button', { name: app.words.anotherFile }).click()

  await choose(page, ['گاؤں.annotator-sana.conllu', conllu('ADJ')])
  await expect(page.locator('.check-card', { hasText: '۸ متن پہلے سے یہاں ہیں' })).toBeVisible()
  await page.getByRole('button', { name: '۸ متن میں جواب جوڑیں' }).click()
  await expect(page.getByText('۸ متن میں جواب جڑ گئے')).toBeVisible()

  const people = new Map((await app.rows('annotators')).map((row) => [row['id'], row['name']]))
  const items = await app.rowsOf('items', project)
  expect(items).toHaveLength(8)
  const answers = await app.rowsOf('annotations', project)
  const said = items
    .toSorted((a, b) => Number(a['order']) - Number(b['order']))
    .map(({ id, sourceId }) => {
      const ofItem = answers.filter((one) => one['itemId'] === id)
      const told = ofItem.map((one) => {
        const values = Object.values(one['answers'] as Record<string, { value: string[] }>)
        return `${String(people.get(one['annotatorId']))} ${values.map(({ value }) => value.join()).join()}`
      })
      return [sourceId, ...told.toSorted()].join(' · ')
    })
  expect(said).toEqual([
    'gaon-1:1 · saba PRON · sana PRON',
    'gaon-1:2 · saba ADV · sana ADJ',
    'gaon-1:3 · saba VERB · sana VERB',
    'gaon-1:4 · saba AUX · sana AUX',
    'gaon-2:1 · saba DET · sana DET',
    'gaon-2:2 · saba NOUN · sana NOUN',
    'gaon-2:3 · saba ADJ · sana ADJ',
    'gaon-2:4 · saba AUX · sana AUX',
  ])
})

test('files that are chosen together are each the answers of the person in its name', async ({ app }) => {
  const { page } = app
  await app.startSample()
  const project = await app.createProject(/^لفظ کی قسم/, 'دو فائلیں')
  await choose(page, ['p1-saba.conllu', conllu('ADV')], ['p1-sana.conllu', conllu('ADJ')])
  await expect(page.getByRole('textbox', { name: 'p1-saba.conllu' })).toHaveValue('saba')
  await page.getByRole('textbox', { name: 'p1-sana.conllu' }).fill('ثنا')
  await page.getByRole('button', { name: '۸ متن شامل کریں' }).click()
  await page.getByRole('button', { name: app.words.anotherFile }).waitFor()
  const people = new Map((await app.rows('annotators')).map((row) => [row['id'], row['name']]))
  const answers = await app.rowsOf('annotations', project)
  const names = answers.map((one) => people.get(one['annotatorId']))
  expect([names.filter((name) => name === 'saba').length, names.filter((name) => name === 'ثنا').length]).toEqual([
    8, 8,
  ])
  expect(new Set(answers.map((one) => one['itemId'])).size).toBe(8)
})
