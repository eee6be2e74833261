import type { Page } from '@playwright/test'
import { test, expect, type AppPage } from '#tests/support/app-page.ts'
import { faultsOf } from '#tests/support/axe.ts'
import { addProfile, workAs } from '#tests/support/profile-steps.ts'

type Row = Record<string, unknown>
type Gold = { answer: unknown; outcome?: string; from: unknown[]; section?: string }

/** A person's answers to the first texts: words with their label's key, then the key of the whole text's label. */
async function answerAll(app: AppPage, texts: { spans: [string, string][]; opinion: string }[]): Promise<void> {
  await app.page.locator('.sheet .marked-text-blocks').first().waitFor()
  for (const { spans, opinion } of texts) {
    for (const [words, key] of spans) {
      await app.chooseWords(words)
      await app.page.keyboard.press(key)
      await app.page.keyboard.press('Escape')
    }
    await app.answer(opinion, 'Enter')
  }
  await app.saved()
}

/** Which number decides for the answer that says this at the marked difference. */
async function keyOf(page: Page, test: (said: string) => boolean): Promise<string> {
  const cells = await page.locator('.adj-line-marked td').allTextContents()
  const at = cells.slice(1, 3).findIndex(test)
  expect(at).toBeGreaterThanOrEqual(0)
  return `Digit${at + 1}`
}

async function goldOf(app: AppPage, text: number): Promise<Record<string, Gold>> {
  const items = await app.rows('items')
  const id = items.find((item) => item['order'] === text - 1)?.['id']
  const row = (await app.rows('gold')).find(({ itemId }) => itemId === id)
  const answers = (row?.['answers'] ?? {}) as Record<string, { value: Gold }>
  return Object.fromEntries(Object.entries(answers).map(([question, { value }]) => [question, value]))
}

const quotes = (gold: Gold | undefined) => ((gold?.answer ?? []) as Row[]).map(({ quote, label }) => [quote, label])

/** Two people have answered two texts differently; the lead stands before their differences. */
async function openDecisions(app: AppPage): Promise<void> {
  const { page } = app
  await app.startSample()
  const project = await app.projectId()
  await addProfile(app, 'بلال')
  await addProfile(app, 'حنا')
  await workAs(app, 'بلال')
  await app.open(`/p/${project}/label`)
  await answerAll(app, [
    { spans: [['پریشر ککر', 'Digit4']], opinion: 'Digit1' },
    { spans: [['تلوا', 'Digit4']], opinion: 'Digit2' },
  ])
  await workAs(app, 'حنا')
  await answerAll(app, [
    {
      spans: [
        ['پریشر ککر', 'Digit4'],
        ['دال', 'Digit4'],
      ],
      opinion: 'Digit3',
    },
    { spans: [['جوتے کا تلوا', 'Digit4']], opinion: 'Digit2' },
  ])
  await workAs(app, 'عائشہ')
  await app.open(`/p/${project}/adjudicate`)
  await expect(page.locator('.adj-row')).toHaveCount(2)
  await page.locator('.adj-sheet:not(.adj-skeleton)').nth(1).waitFor()
}

test('the lead adjudicates by keyboard: decides, writes, takes back, opens again, and all of it is kept', async ({
  app,
}) => {
  const { page } = app
  const keys = page.keyboard
  await openDecisions(app)
  // Names are hidden, the way there says how much waits.
  await expect(page.locator('.adj-sheets')).not.toContainText('بلال')
  await expect(page.locator('.rail-count')).toHaveText('۲')
  expect(await faultsOf(page)).toEqual([])

  // The second text is more disagreed. The longer span is taken, by its number.
  await expect(page.locator('.adj-row-current')).toContainText('متن ۲')
  await expect(page.locator('.adj-line')).toHaveCount(1)
  await keys.press('Enter')
  await expect(page.getByText('ابھی ایک فرق طے ہونا باقی ہے').first()).toBeVisible()
  await keys.press(await keyOf(page, (said) => said.includes('جوتے')))
  await keys.press('Enter')
  await expect(page.locator('.adj-row-current')).toContainText('متن ۱')
  const second = await goldOf(app, 2)
  expect(quotes(second['parts'])).toEqual([['جوتے کا تلوا', 'thing']])
  // What both said alike is settled with it, from both.
  expect(second['opinion']).toMatchObject({ answer: ['bad'], outcome: 'settled' })
  expect(second['parts']?.from).toHaveLength(2)

  // The first one: neither label, but another; and the span that only one marked is left out.
  await expect(page.locator('.adj-line')).toHaveCount(2)
  await keys.press('Digit3')
  await keys.press('Digit2')
  await keys.press(await keyOf(page, (said) => !said.includes('دال')))
  await keys.press('Enter')
  await expect(page.getByText('کوئی فیصلہ باقی نہیں').first()).toBeVisible()
  const first = await goldOf(app, 1)
  expect(first['opinion']).toMatchObject({ answer: ['bad'] })
  expect(quotes(first['parts'])).toEqual([['پریشر ککر', 'thing']])

  // Taken back, and written by hand: the next span is picked and gets another label.
  await keys.press('Control+KeyZ')
  await expect(page.locator('.adj-line')).toHaveCount(2)
  expect((await goldOf(app, 1))['opinion']).toMatchObject({ outcome: 'reopened', answer: null })
  await keys.press('KeyA')
  await keys.press('KeyE')
  await keys.press('Period')
  await keys.press('Digit5')
  await keys.press('Enter')
  await keys.press('Enter')
  await expect.poll(async () => quotes((await goldOf(app, 1))['parts'])[0]).toEqual(['پریشر ککر', 'merit'])

  // Settled texts are opened again; the history has every step.
  await page.locator('.adj-tab').nth(1).focus()
  await keys.press('Enter')
  await page.locator('.adj-tab').nth(1).blur()
  await expect(page.locator('.adj-row')).toHaveCount(2)
  await expect(page.locator('.adj-row-current')).toContainText('متن ۱')
  await expect(page.getByRole('button', { name: 'دوبارہ کھولیں' })).toBeEnabled()
  await keys.press('KeyR')
  await expect(page.locator('.toast', { hasText: 'متن ۱ دوبارہ کھل گیا' })).toBeVisible()
  await expect(page.locator('.adj-line')).toHaveCount(2)
  await keys.press('KeyH')
  const steps = page.locator('.adj-step')
  await expect(steps.filter({ hasText: 'طے' }).filter({ hasText: 'رائے کیسی ہے؟' })).toHaveCount(2)
  await expect(steps.filter({ hasText: 'دوبارہ کھلا' }).filter({ hasText: 'رائے کیسی ہے؟' })).toHaveCount(2)
  await expect(steps.first()).toContainText('عائشہ')
  await keys.press('Escape')
})

test('an answer that changed since it was shown is not settled over: the text is shown again', async ({ app }) => {
  const { page } = app
  await openDecisions(app)
  await page.keyboard.press('KeyA')
  // As a pull by another part of the app would change it: the page is told nothing.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const open = indexedDB.open('nishan')
        open.addEventListener('success', () => {
          const store = open.result.transaction('annotations', 'readwrite').objectStore('annotations')
          const all = store.getAll()
          all.addEventListener('success', () => {
            for (const row of all.result as { statusStamp: unknown[] | null }[]) {
              if (row.statusStamp !== null) store.put({ ...row, statusStamp: [9_999, ...row.statusStamp.slice(1)] })
            }
            store.transaction.addEventListener('complete', () => resolve())
          })
        })
      }),
  )
  await page.keyboard.press('Enter')
  await expect(page.getByText('اس دوران ایک جواب بدل گیا')).toBeVisible()
  expect(await app.rows('gold')).toEqual([])
})

test('a guideline that is unclear leads to its section and back, and those who answered are told', async ({ app }) => {
  const { page } = app
  const keys = page.keyboard
  await openDecisions(app)
  // Going on to another text and back loses nothing that was decided.
  await keys.press('KeyA')
  await keys.press('PageDown')
  await expect(page.locator('.adj-row-current')).toContainText('متن ۱')
  await keys.press('PageUp')
  await expect(page.locator('.adj-decide .btn-primary')).toHaveCount(1)
  // Nor does the power going out.
  await app.saved()
  await page.reload()
  await expect(page.locator('.adj-decide .btn-primary')).toHaveCount(1)
  await keys.press('KeyC')
  await page.getByRole('dialog').waitFor()
  await keys.type('مثال دوبارہ دیکھ لیں')
  await keys.press('Control+Enter')
  await expect.poll(async () => (await app.rows('comments')).length).toBe(2)
  await keys.press('KeyG')
  await page.getByRole('dialog').waitFor()
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('option', { name: 'کس بات پر ہے؟' }).focus()
  await keys.press('Enter')
  await keys.press('Control+Enter')
  await expect(page.locator('.adj-row')).toHaveCount(1)
  await expect.poll(async () => (await goldOf(app, 2))['parts']).toMatchObject({ outcome: 'unclear', answer: null })
  expect((await goldOf(app, 2))['parts']?.section).toBe('کس بات پر ہے؟')
  await expect.poll(() => app.rows('drafts')).toEqual([])

  await page.locator('.adj-tab').nth(2).focus()
  await keys.press('Enter')
  await page.getByRole('link', { name: 'ہدایت دیکھیں' }).focus()
  await keys.press('Enter')
  await expect(page.locator('.guidelines-wanted')).toHaveText('کس بات پر ہے؟')
  await expect(page.locator('.guidelines-unclear')).toContainText('جوتے کا تلوا')
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('link', { name: 'متن ۲' }).focus()
  await keys.press('Enter')
  await expect(page.locator('.adj-row-current')).toHaveCount(0)
  await expect(page.locator('.adj-line')).toHaveCount(1)
})
