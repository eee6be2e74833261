import { expect, test, type Page } from '@playwright/test'
import { faultsOf } from '#tests/support/axe.ts'
import { openSample } from '#tests/support/open-sample.ts'
import { walkByTab } from '#tests/support/tab-order.ts'

/** Every manage page, and the heading by which it is known to be there. */
async function placesOf(page: Page): Promise<[path: string, sign: string][]> {
  const project = page
    .url()
    .replace(/^.*#/, '')
    .replace(/\/label$/, '')
  return [
    ['/', '.project-row'],
    ['/new', '.template-grid'],
    [`${project}/import`, '.drop-zone'],
    [`${project}/export`, '.export-fields'],
    ['/settings', '.storage-figure'],
    ['/profiles', '.profile-row'],
    ['/profiles?new', '.colour-grid'],
    ['/learn', '.guide'],
  ]
}

async function use(page: Page, settings: { locale: string; theme: string }): Promise<void> {
  await page.addInitScript((change) => {
    const old = JSON.parse(localStorage.getItem('nishan.settings') ?? '{}') as Record<string, unknown>
    localStorage.setItem('nishan.settings', JSON.stringify({ ...old, ...change }))
  }, settings)
}

/** A list of one hides what rows have only beside others. */
async function secondProfile(page: Page): Promise<void> {
  await page.goto('/#/profiles?new')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('بلال')
  await dialog.locator('.check-row').click()
  await dialog.locator('form button[type="submit"]').click()
  await expect(page.locator('.profile-row')).toHaveCount(2)
}

/** Colours follow the theme and all else the language, so two runs see every rule in both of each. */
const LOOKS = [
  ['ur', 'light'],
  ['en', 'dark'],
] as const

for (const [locale, theme] of LOOKS) {
  test(`no page breaks a rule of WCAG AA: ${locale}, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000)
    await page.goto('/')
    await page.getByRole('textbox').first().waitFor()
    await use(page, { locale, theme })
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await page.getByRole('textbox').first().waitFor()
    expect(await faultsOf(page), 'first start').toEqual([])
    await page.getByRole('textbox').first().fill('عائشہ')
    await page.keyboard.press('Enter')
    await expect(page.locator('.work')).toBeVisible()
    const places = await placesOf(page)
    await secondProfile(page)
    for (const [path, sign] of places) {
      await page.goto(`/#${path}`)
      await page.locator(sign).first().waitFor()
      expect(await faultsOf(page), path).toEqual([])
    }
    await page.goto(`/#${places.find(([path]) => path.endsWith('/import'))?.[0] ?? ''}`)
    const csv = Buffer.from('متن,رائے\nچائے اچھی تھی,اچھی\nچائے اچھی تھی,بُری\n"ادھورا')
    await page.locator('input[type="file"]').first().setInputFiles({ name: 'r.csv', mimeType: 'text/csv', buffer: csv })
    await page.locator('.check-card').first().waitFor()
    expect(await faultsOf(page), 'columns of a file').toEqual([])
    await page.goto('/#/learn')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await faultsOf(page), 'help').toEqual([])
  })
}

test('Tab reaches every control in reading order, and its focus shows', async ({ page }) => {
  test.setTimeout(180_000)
  await page.goto('/')
  await page.getByRole('textbox').first().waitFor()
  expect(await walkByTab(page), 'first start').toEqual({ missed: [], unseen: [], backwards: [] })
  await openSample(page)
  for (const [path, sign] of await placesOf(page)) {
    if (path.includes('?')) continue
    await page.goto(`/#${path}`)
    await page.locator(sign).first().waitFor()
    expect(await walkByTab(page), path).toEqual({ missed: [], unseen: [], backwards: [] })
  }
})
