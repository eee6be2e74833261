import { expectNoFault } from '#tests/support/axe.ts'
import { test, expect } from '#tests/support/import-page.ts'

test.beforeEach(async ({ importPage, page }) => {
  const [project] = await importPage.rows('projects')
  await page.goto(`/#/p/${String(project?.['id'])}/guidelines`)
  await page.getByRole('textbox', { name: 'ہدایات لکھیں' }).waitFor()
})

test('guidelines are written with buttons, seen beside, searched, and applied as a new version', async ({
  importPage,
  page,
}) => {
  const field = page.getByRole('textbox', { name: 'ہدایات لکھیں' })
  const read = page.getByRole('region', { name: 'یوں نظر آئے گا' })
  await field.press('Control+End')
  await page.getByRole('button', { name: 'عنوان' }).click()
  await page.keyboard.type('مثالیں')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'درست مثال' }).click()
  await page.keyboard.type('«کپڑا نرم ہے» ')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('خوبی')
  await expect(read.getByRole('heading', { name: 'مثالیں' })).toBeVisible()
  await expect(read.getByRole('listitem').last()).toHaveText('✓ درست: «کپڑا نرم ہے» خوبی')
  await page.getByRole('searchbox', { name: 'ہدایات میں تلاش' }).fill('مثاليں')
  await expect(page.getByText('ایک حصہ')).toBeVisible()
  await expect(read.getByRole('heading')).toHaveText(['مثالیں'])
  await expect.poll(async () => JSON.stringify(await importPage.rows('drafts'))).toContain('**خوبی**')
  await page.reload()
  await expect(field).toHaveValue(/\*\*خوبی\*\*$/)
  await page.keyboard.press('Control+s')
  await expect(page.getByText('کام کا ورژن ۲', { exact: true })).toBeVisible()
  const [first, second] = await importPage.rows('taskVersions')
  expect(second?.['guidelines']).toMatch(/# مثالیں\n- ✓ درست: «کپڑا نرم ہے» \*\*خوبی\*\*$/)
  expect(second?.['questions']).toEqual(first?.['questions'])
  await page.getByRole('button', { name: 'پرانے ورژن' }).click()
  await expect(page.getByRole('option', { name: 'ورژن ۲' })).toContainText('ہدایات بدلیں')
})

test('the field takes a button back with its own undo; an empty page begins from the labels', async ({ page }) => {
  const field = page.getByRole('textbox', { name: 'ہدایات لکھیں' })
  const before = await field.inputValue()
  await field.press('Control+End')
  await page.getByRole('button', { name: 'غلط مثال' }).click()
  await expect(field).not.toHaveValue(before)
  await page.keyboard.press('Control+z')
  await expect(field).toHaveValue(before)
  await field.fill('')
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'لیبلوں کے مطلب سے بنائیں' }).click()
  await expect(field).toBeFocused()
  await expect(field).toHaveValue(/^# رائے کیسی ہے؟\n\n- \*\*اچھی\*\*: /)
  await expectNoFault(page, 'guidelines', '.page')
})
