import { expect, test } from '@playwright/test'
import { openSample, problemsOf } from '#tests/support/open-sample.ts'

test('the guide reads in both languages and leads to its sections', async ({ page }) => {
  const problems = problemsOf(page)
  await openSample(page)
  await page.goto('/#/learn')
  await expect(page.locator('.guide-section')).toHaveCount(10)
  await expect(page.locator('.guide-text').first()).toHaveCSS('font-family', /Nastaliq/)
  await expect(page.locator('.guide-text .kbd', { hasText: 'Enter' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'فائل نکالیں' }).click()
  await expect(page.locator('#learn-export-title')).toBeInViewport()
  await expect(page.locator('#learn-export-title')).toBeFocused()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.locator('#learn-export-title')).toHaveText('Export')
  // Nothing of the texts is left unfilled.
  await expect(page.locator('.guide')).not.toContainText(/<k>|\{\{|learn\./)
  expect(problems).toEqual([])
})

test('the sample opens from the guide, and comes back when it was deleted', async ({ page }) => {
  await openSample(page)
  const address = page.url()
  await page.goto('/#/learn')
  await page.getByRole('button', { name: 'نمونہ کھولیں' }).click()
  await expect(page.locator('.work')).toBeVisible()
  expect(page.url()).toBe(address)

  await page.goto('/#/')
  await page.getByRole('button', { name: /نمونہ.* کے کام/ }).click()
  await page.getByRole('menuitem', { name: 'مٹائیں' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'مٹائیں' }).click()
  await page.goto('/#/learn')
  await page.getByRole('button', { name: 'نمونہ کھولیں' }).click()
  await expect(page.locator('.work .marked-text').first()).toBeVisible()
  expect(page.url()).not.toBe(address)
})
