import { expect, test, type Page } from '@playwright/test'
import { openSample, problemsOf } from '#tests/support/open-sample.ts'

async function addProfile(page: Page, name: string, switchNow = false): Promise<void> {
  await page.keyboard.press('n')
  const dialog = page.getByRole('dialog', { name: 'نیا پروفائل' })
  await dialog.getByRole('textbox', { name: 'نام' }).fill(name)
  if (!switchNow) await dialog.locator('.check-row').click()
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'پروفائل بنائیں' }).click()
}

const rowOf = (page: Page, name: string) => page.getByRole('row', { name })

async function menu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `«${name}» کے کام` }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

test('profiles are made, named once, given a PIN, switched to, and deleted only when unused', async ({ page }) => {
  const problems = problemsOf(page)
  await openSample(page)
  await page.keyboard.press('s')
  await page.goto('/#/profiles')
  await expect(rowOf(page, 'عائشہ')).toContainText('ایک جواب')
  await expect(page.getByText('تالا نہیں')).toBeVisible()

  await addProfile(page, 'عائشہ')
  await expect(page.getByText('اس نام کا پروفائل پہلے سے ہے')).toBeVisible()
  await page.getByRole('dialog').getByRole('textbox').fill('بلال')
  await page.getByRole('radio', { name: 'رنگ ۷' }).click({ force: true })
  await page.getByRole('button', { name: 'پروفائل بنائیں' }).click()
  await expect(rowOf(page, 'بلال')).toContainText('ابھی کوئی جواب نہیں')
  await expect(rowOf(page, 'بلال').locator('.avatar')).toHaveClass(/label-colour-7/)
  await expect(page).toHaveURL(/#\/profiles$/)

  await menu(page, 'بلال', 'PIN لگائیں')
  await page.getByLabel('نیا PIN').fill('12')
  await page.getByRole('dialog').getByRole('button', { name: 'PIN لگائیں' }).click()
  await expect(page.getByText('PIN میں ۴ سے ۱۲ ہندسے ہوں۔')).toBeVisible()
  await page.getByLabel('نیا PIN').fill('۱۲۳۴')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'بلال')).toContainText('PIN لگا ہے')

  await page.getByRole('button', { name: /«بلال» پر جائیں/ }).click()
  await page.getByLabel('PIN', { exact: true }).fill('9999')
  await page.keyboard.press('Enter')
  await expect(page.getByText('یہ PIN نہیں ملا')).toBeVisible()
  await page.getByLabel('PIN', { exact: true }).fill('1234')
  await page.keyboard.press('Enter')
  await expect(page.locator('.profile-button')).toContainText('بلال')
  await expect(rowOf(page, 'بلال')).toContainText('ابھی یہی ہے')

  await menu(page, 'عائشہ', 'مٹائیں')
  await expect(page.getByRole('dialog')).toContainText('اس پروفائل کے جواب اس لیپ ٹاپ پر ہیں')
  await page.getByRole('button', { name: 'ٹھیک ہے' }).click()
  await menu(page, 'بلال', 'مٹائیں')
  await expect(page.getByRole('dialog')).toContainText('ابھی اسی پروفائل میں کام ہو رہا ہے')
  await page.getByRole('button', { name: 'ٹھیک ہے' }).click()

  await menu(page, 'بلال', 'PIN ہٹائیں')
  await page.getByLabel('ابھی والا PIN').fill('1234')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'بلال')).not.toContainText('PIN لگا ہے')
  await page.getByRole('button', { name: /«عائشہ» پر جائیں/ }).click()
  await menu(page, 'بلال', 'مٹائیں')
  await page.getByRole('alertdialog').getByRole('button', { name: 'مٹائیں' }).click()
  await expect(rowOf(page, 'بلال')).toHaveCount(0)
  expect(problems).toEqual([])
})

test('the menu of the top bar opens the form, and its place does not stick to later pages', async ({ page }) => {
  await openSample(page)
  await page.locator('.profile-button').click()
  await page.getByRole('menuitem', { name: 'نیا پروفائل' }).click()
  const dialog = page.getByRole('dialog', { name: 'نیا پروفائل' })
  await dialog.getByRole('textbox', { name: 'نام' }).fill('زرینہ')
  await dialog.getByRole('button', { name: 'پروفائل بنائیں' }).click()
  await expect(page.locator('.profile-button')).toContainText('زرینہ')
  await page.getByRole('link', { name: 'منصوبے' }).click()
  await page.getByRole('link', { name: 'پروفائل' }).click()
  await expect(page.getByRole('row', { name: 'زرینہ' })).toBeVisible()
  await expect(dialog).toHaveCount(0)
})

test('a profile with a PIN is asked for it at each start, and not when the PIN is set at work', async ({ page }) => {
  await openSample(page)
  await page.goto('/#/profiles')
  await menu(page, 'عائشہ', 'PIN لگائیں')
  await page.getByLabel('نیا PIN').fill('2468')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'عائشہ')).toContainText('PIN لگا ہے')
  await page.reload()
  await page.getByRole('button', { name: 'عائشہ' }).click()
  await page.getByLabel('PIN', { exact: true }).fill('1111')
  await page.keyboard.press('Enter')
  await expect(page.getByText('یہ PIN نہیں ملا')).toBeVisible()
  await page.getByLabel('PIN', { exact: true }).fill('2468')
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'عائشہ')).toContainText('ابھی یہی ہے')
})

test('who goes on to another place while a new profile is being saved stays there', async ({ page }) => {
  await openSample(page)
  await page.goto('/#/profiles?new')
  const dialog = page.getByRole('dialog', { name: 'نیا پروفائل' })
  await dialog.getByRole('textbox', { name: 'نام' }).fill('بلال')
  await dialog.locator('form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit()
    location.hash = '#/'
  })
  // The new profile is chosen right after its dialog closes.
  await expect(page.locator('.profile-button')).toContainText('بلال')
  await expect(page.locator('.project-row').first()).toBeVisible()
  await expect(page).toHaveURL(/#\/$/)
})
