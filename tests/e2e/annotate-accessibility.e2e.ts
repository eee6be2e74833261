import { expect, test, type AppPage, type Locale } from '#tests/support/app-page.ts'
import { expectNoFault } from '#tests/support/axe.ts'

const TEMPLATE = { ur: /^نام اور جگہیں/, en: /^Named entities/ }
const TEXT = 'نسرین اختر نے کل ملتان میں نئی تجربہ گاہ کا افتتاح کیا۔'

const THEME_BUTTONS = { light: ['ہلکے رنگ', 'Light colours'], dark: ['گہرے رنگ', 'Dark colours'] }

async function useTheme(app: AppPage, theme: 'light' | 'dark'): Promise<void> {
  const html = app.page.locator('html')
  if ((await html.getAttribute('data-theme')) !== theme) {
    const [urdu = '', english = ''] = THEME_BUTTONS[theme]
    await app.page.getByRole('button', { name: app.locale === 'ur' ? urdu : english }).click()
  }
  await expect(html).toHaveAttribute('data-theme', theme)
}

/** The screen with its panels, one after the other, each closed again. */
async function walkPanels(app: AppPage, what: string): Promise<void> {
  const { page } = app
  await expectNoFault(app.page, what)
  const tabs = page.locator('aside [role="tab"]')
  for (let place = 0; place < (await tabs.count()); place += 1) {
    await tabs.nth(place).click()
    await expectNoFault(app.page, `${what}, panel ${place + 1}`)
  }
  await page.keyboard.press('Escape')
  await page.locator('.sheet').click({ position: { x: 8, y: 8 } })
  await page.keyboard.press('Slash')
  await page.locator('.search-row').first().waitFor()
  await expectNoFault(app.page, `${what}, search`)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Slash')
  await page.getByRole('dialog').waitFor()
  await expectNoFault(app.page, `${what}, keys`)
  await page.keyboard.press('Escape')
}

const LOOKS: readonly { locale: Locale; theme: 'light' | 'dark' }[] = [
  { locale: 'ur', theme: 'light' },
  { locale: 'en', theme: 'dark' },
]

for (const { locale, theme } of LOOKS) {
  test(`labeling breaks no rule of WCAG AA: ${locale}, ${theme}`, async ({ app }) => {
    test.setTimeout(180_000)
    const { page } = app
    await app.startSample(locale)
    await useTheme(app, theme)
    await page.locator('.sheet').waitFor()
    await walkPanels(app, 'choice')
    const project = await app.createProject(TEMPLATE[locale], 'news')
    await app.chooseFile('news.txt', TEXT)
    await app.addTexts()
    await app.open(`/p/${project}/label`)
    await expect(page.locator('.sheet .marked-text')).toContainText('نسرین')
    await app.chooseWords('نسرین اختر')
    await page.keyboard.press('1')
    await page.keyboard.press('Escape')
    await app.chooseWords('ملتان')
    await walkPanels(app, 'spans')
    await app.clickWords('اختر')
    await expectNoFault(app.page, 'a picked span')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.locator('.finished').waitFor()
    await expectNoFault(app.page, 'all done')
  })
}
