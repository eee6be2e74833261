import { expect, type AppPage } from './app-page.ts'

/** Makes another profile of this laptop; the first one works on. In Urdu. */
export async function addProfile({ page }: AppPage, name: string): Promise<void> {
  await page.goto('/#/profiles?new')
  const dialog = page.getByRole('dialog', { name: 'نیا پروفائل' })
  await dialog.getByRole('textbox', { name: 'نام' }).fill(name)
  await dialog.locator('.check-row').click()
  await dialog.getByRole('button', { name: 'پروفائل بنائیں' }).click()
  await expect(page.getByRole('row', { name })).toBeVisible()
}

/** From now on this person works. */
export async function workAs({ page }: AppPage, name: string): Promise<void> {
  await page.locator('.profile-button').click()
  await page.getByRole('menuitem', { name }).click()
  // The work screens show the first letter only.
  await expect(page.locator('.profile-button')).toHaveAccessibleName(`پروفائل: ${name}`)
}
