import { expect, test } from '@playwright/test'
import { openSample, problemsOf } from '#tests/support/open-sample.ts'

test('? opens the keys of the page that is open, under any layout, and not while one types', async ({ page }) => {
  const problems = problemsOf(page)
  await page.goto('/')
  const help = page.getByRole('dialog', { name: 'مدد' })
  await page.getByRole('textbox').first().press('?')
  await expect(help).toHaveCount(0)
  await page.getByRole('textbox').first().fill('')
  await page.getByRole('textbox').first().blur()
  await page.keyboard.press('?')
  await expect(help).toContainText('نمونے سے شروع کریں')
  await expect(help.getByRole('button', { name: 'سیکھیں' })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await openSample(page)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'شارٹ کٹ' })).toBeVisible()
  await expect(help).toHaveCount(0)
  await page.keyboard.press('Escape')

  await page.goto('/#/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('منصوبے')
  // The Urdu layout writes another sign with the same key.
  await page.evaluate(() =>
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: '؟', code: 'Slash', shiftKey: true, bubbles: true, cancelable: true }),
    ),
  )
  await expect(help).toContainText('نیا منصوبہ')
  await expect(help).toContainText('جواب ڈسک پر لکھا جا چکا ہے')
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/#\/$/)
  await page.keyboard.press('Escape')

  await page.goto('/#/settings')
  await page.getByRole('button', { name: 'مدد اور شارٹ کٹ' }).click()
  await expect(help).toContainText('اس صفحے کا اپنا کوئی شارٹ کٹ نہیں')
  await help.getByRole('button', { name: 'سیکھیں' }).click()
  await expect(page).toHaveURL(/#\/learn$/)
  await expect(help).toHaveCount(0)
  expect(problems).toEqual([])
})

test('the keys that help names do what it says', async ({ page }) => {
  await openSample(page)
  await page.goto('/#/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('n')
  await expect(page).toHaveURL(/#\/new$/)
  await page.goto('/#/')
  await page.getByRole('heading', { name: 'منصوبے' }).waitFor()
  await page.keyboard.press('Enter')
  await expect(page.locator('.work')).toBeVisible()
  await page.goBack()
  const project = await page.getByRole('link', { name: /نمونہ/ }).getAttribute('href')
  await page.goto(`/${project?.replace('/label', '/export') ?? ''}`)
  await page.getByRole('heading', { name: 'فائل نکالیں' }).waitFor()
  const download = page.waitForEvent('download')
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.keyboard.press('Control+Enter')
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})
