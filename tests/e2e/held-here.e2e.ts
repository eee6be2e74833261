import { expect, test, type Page } from '@playwright/test'
import type { WriterId } from '#shared/base/ids.ts'
import { heldOperation } from '#shared/sync/held-operation.ts'
import { operationHash } from '#shared/sync/operation.ts'
import { faultsOf } from '#tests/support/axe.ts'
import { openSample, problemsOf } from '#tests/support/open-sample.ts'

const WRITER = 'wwwwwwwwwwwwwwww' as WriterId
const PERSON = 'bbbbbbbbbbbbbbbb'

const place = { item: '', taskVersion: 1, at: Date.UTC(2026, 9, 2) }
const HELD = [
  heldOperation({ ...place, seq: 1, lamport: 50, kind: 'project.set', key: 'name', value: 'کپاس کی فصل' }, 'role'),
  heldOperation({ ...place, seq: 2, lamport: 51, kind: 'item.status', item: 'x', value: '؟' }, 'invalid-value'),
]

/** As a merged file leaves them: in their place, counting for nothing. No screen makes an odd change. */
async function keepAside(page: Page, projectId: string): Promise<void> {
  const of = { writerId: WRITER, projectId, authorId: PERSON }
  const rows = HELD.map((operation) => ({ ...operation, ...of, hash: operationHash(operation) }))
  const writer = { id: WRITER, projectId, annotatorId: PERSON, nextSeq: 3, remote: true }
  const person = { id: PERSON, name: 'بلال', colour: 3, pin: null, createdAt: 1, imported: true }
  await page.evaluate(
    ({ rows: operations, writer: row, person: annotator }) =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open('nishan')
        asked.addEventListener('success', () => {
          const stores = asked.result.transaction(['operations', 'writers', 'annotators'], 'readwrite')
          stores.objectStore('writers').put({ ...row, publicKey: new Uint8Array(32) })
          stores.objectStore('annotators').put(annotator)
          for (const one of operations) stores.objectStore('operations').put(one)
          stores.addEventListener('complete', () => (asked.result.close(), resolve()))
          stores.addEventListener('abort', () => reject(new Error('not written')))
        })
      }),
    { rows, writer, person },
  )
}

test('a lead without a hub decides on changes that came in files and were kept back', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  const problems = problemsOf(page)
  await openSample(page)
  const projectId = /#\/p\/([^/]+)\//.exec(page.url())?.[1] ?? ''
  await keepAside(page, projectId)
  await page.goto(page.url().replace(/label$/, 'people'))
  await page.reload()
  await expect(page.getByText('فائلوں میں آئی ۲ تبدیلیاں روکی ہوئی ہیں')).toBeVisible()
  await page.getByRole('button', { name: 'دیکھیں', exact: true }).click()
  const rows = page.locator('.held-row')
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(0)).toContainText('بلال')
  await expect(rows.nth(0)).toContainText('منصوبے میں تبدیلی')
  expect(await faultsOf(page)).toEqual([])
  // What cannot be read can only be put aside.
  await expect(rows.nth(1).getByRole('button', { name: 'کام میں لائیں' })).toBeDisabled()
  await rows.nth(1).getByRole('button', { name: 'الگ رکھ دیں' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'الگ رکھ دیں' }).click()
  await expect(rows).toHaveCount(1)
  await rows.nth(0).getByRole('button', { name: 'کام میں لائیں' }).click()
  await expect(page.getByText('کچھ روکا نہیں گیا۔', { exact: false })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('کپاس کی فصل')
  await page.reload()
  await expect(page.getByText('کچھ روکا نہیں گیا۔', { exact: false })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText('کپاس کی فصل')
  expect(problems).toEqual([])
})
