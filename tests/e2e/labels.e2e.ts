import type { Locator, Page } from '@playwright/test'
import { faultsOf } from '#tests/support/axe.ts'
import { test as base, expect, type ImportPage } from '#tests/support/import-page.ts'

/** Drives the labels page of the sample project. */
class LabelsPage {
  readonly page: Page
  readonly rows: Locator
  readonly stored: ImportPage

  constructor(importPage: ImportPage) {
    this.stored = importPage
    this.page = importPage.page
    this.rows = this.page.locator('.label-row')
  }

  async open(): Promise<void> {
    await this.goTo('labels')
    await this.rows.first().waitFor()
  }

  async goTo(place: 'label' | 'labels'): Promise<void> {
    const [project] = await this.stored.rows('projects')
    await this.page.goto(`/#/p/${String(project?.['id'])}/${place}`)
  }

  /** Gives the label of a key to so many texts. */
  async answer(key: string, times: number): Promise<void> {
    await this.goTo('label')
    await this.page.locator('.label-button').first().waitFor()
    for (let n = 1; n <= times; n += 1) {
      await this.page.keyboard.press(key)
      await expect(this.page.locator('.label-button-chosen')).toHaveCount(1)
      await this.page.keyboard.press('Enter')
      await expect(this.page.locator('.label-button-chosen')).toHaveCount(0)
    }
    await expect.poll(() => this.stored.count('annotations')).toBe(times)
  }

  row(name: string): Locator {
    return this.page.getByRole('row', { name: new RegExp(`^${name}[،,]`) })
  }

  /** Names as they stand, `>` for each level inside. */
  async names(): Promise<string[]> {
    return this.rows.evaluateAll((rows) =>
      rows.map(
        (row) => '>'.repeat(Number(row.ariaLevel) - 1) + (row.querySelector('.label-name bdi')?.textContent ?? ''),
      ),
    )
  }

  async apply(version: string): Promise<void> {
    await this.page.keyboard.press('Control+s')
    await expect(this.page.getByText(version, { exact: true })).toBeVisible()
    await expect(this.page.getByText('تبدیلی ابھی لاگو نہیں ہوئی')).toHaveCount(0)
  }

  async english(): Promise<void> {
    await this.page.getByRole('button', { name: 'English' }).click()
    await expect(this.page.locator('html')).toHaveAttribute('dir', 'ltr')
  }

  async violations(): Promise<string[]> {
    return faultsOf(this.page, '.page')
  }
}

const test = base.extend<{ labels: LabelsPage }>({
  labels: async ({ importPage }, provide) => {
    const labels = new LabelsPage(importPage)
    await labels.open()
    await provide(labels)
  },
})

test('labels are ordered and nested by keys, mirrored, with the focus on the moved one', async ({ labels, page }) => {
  await labels.row('خوبی').click()
  await page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => labels.names()).toEqual(['اچھی', 'بُری', 'ملی جلی', 'خوبی', 'چیز', 'خامی'])
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => labels.names()).toEqual(['اچھی', 'بُری', 'ملی جلی', 'چیز', '>خوبی', 'خامی'])
  await expect(labels.row('خوبی')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(labels.row('خامی')).toBeFocused()
  await expect(page.getByRole('textbox', { name: 'نام', exact: true })).toHaveValue('خامی')
  await labels.english()
  await labels.row('Merit').click()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect.poll(() => labels.names()).toEqual(['Good', 'Bad', 'Mixed', 'Thing', 'Merit', 'Fault'])
  await page.keyboard.press('Alt+ArrowRight')
  await expect.poll(() => labels.names()).toEqual(['Good', 'Bad', 'Mixed', 'Thing', '>Merit', 'Fault'])
  await page.keyboard.press('Control+z')
  await expect.poll(() => labels.names()).toEqual(['Good', 'Bad', 'Mixed', 'Thing', 'Merit', 'Fault'])
})

test('labels are ordered and nested by dragging', async ({ labels }) => {
  const edge = { targetPosition: { x: 300, y: 4 } }
  await labels.row('ملی جلی').dragTo(labels.row('اچھی'), edge)
  await expect.poll(() => labels.names()).toEqual(['ملی جلی', 'اچھی', 'بُری', 'چیز', 'خوبی', 'خامی'])
  await labels.row('خامی').dragTo(labels.row('چیز'), { targetPosition: { x: 300, y: 24 } })
  await expect.poll(() => labels.names()).toEqual(['ملی جلی', 'اچھی', 'بُری', 'چیز', '>خامی', 'خوبی'])
})

test('a key that is taken or reserved is refused at the field, and can be taken over', async ({ labels, page }) => {
  await labels.row('بُری').click()
  const field = page.getByRole('textbox', { name: 'شارٹ کٹ 2' })
  await field.focus()
  await page.keyboard.press('1')
  await expect(page.getByRole('alert')).toHaveText('یہ شارٹ کٹ «اچھی» کے پاس ہے، کوئی اور چُنیں')
  await page.keyboard.press('s')
  await expect(page.getByRole('alert')).toContainText('یہ شارٹ کٹ لیبل کے لیے نہیں')
  await page.keyboard.press('q')
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(labels.row('بُری')).toHaveAccessibleName('بُری، شارٹ کٹ Q، کسی جواب میں نہیں')
  await page.keyboard.press('3')
  await page.getByRole('button', { name: 'پھر بھی اِسی لیبل کو دیں' }).click()
  await expect(labels.row('بُری')).toHaveAccessibleName('بُری، شارٹ کٹ 3، کسی جواب میں نہیں')
  await expect(labels.row('ملی جلی')).toHaveAccessibleName('ملی جلی، شارٹ کٹ 2، کسی جواب میں نہیں')
  await page.getByRole('textbox', { name: 'شارٹ کٹ 3' }).press('Backspace')
  await expect(labels.row('بُری')).toHaveAccessibleName('بُری، شارٹ کٹ 2، کسی جواب میں نہیں')
})

test('a name used twice stands at the field and stops applying', async ({ labels, page }) => {
  await labels.row('خامی').click()
  await page.getByRole('textbox', { name: 'نام', exact: true }).fill('چیز')
  await labels.row('اچھی').click()
  await page.keyboard.press('Control+s')
  const name = page.getByRole('textbox', { name: 'نام', exact: true })
  await expect(name).toHaveValue('چیز')
  await expect(name).toBeFocused()
  await expect(page.getByRole('alert')).toHaveText('یہ نام ایک اور لیبل کا ہے، کوئی اور لکھیں')
  expect(await labels.stored.count('taskVersions')).toBe(1)
})

test('renaming after work began makes a new version and keeps the answers', async ({ labels, page }) => {
  await labels.answer('1', 2)
  await labels.open()
  await labels.row('اچھی').click()
  await expect(page.getByText('یہ لیبل ۲ جوابوں میں ہے۔')).toBeVisible()
  await page.getByRole('textbox', { name: 'نام', exact: true }).fill('بہت اچھی')
  await labels.apply('کام کا ورژن ۲')
  const versions = await labels.stored.rows('taskVersions')
  expect(versions.map(({ version }) => version)).toEqual([1, 2])
  await expect(labels.row('بہت اچھی')).toHaveAccessibleName('بہت اچھی، شارٹ کٹ 1، ۲ جوابوں میں')
  await page.keyboard.press('Control+s')
  expect(await labels.stored.count('taskVersions')).toBe(2)
})

test('deleting a used label says how many answers it touches, keeps them, and can be taken back', async ({
  labels,
  page,
}) => {
  await labels.answer('2', 3)
  await labels.open()
  await labels.row('بُری').click()
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog', { name: 'لیبل «بُری» مٹا دیں؟' })
  await expect(question).toContainText('یہ لیبل ۳ جوابوں میں ہے۔')
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(labels.row('بُری')).toBeFocused()
  await page.keyboard.press('Delete')
  await question.getByRole('button', { name: 'مٹائیں' }).click()
  await expect(labels.row('بُری')).toHaveCount(0)
  await expect(labels.row('ملی جلی')).toBeFocused()
  await labels.apply('کام کا ورژن ۲')
  await page.getByRole('button', { name: 'ہٹایا ہوا ایک لیبل، جواب محفوظ ہیں' }).click()
  await page.getByRole('button', { name: '«بُری» واپس لائیں' }).click()
  await labels.apply('کام کا ورژن ۳')
  await expect(labels.row('بُری')).toHaveAccessibleName(/۳ جوابوں میں$/)
})

test('an unused label goes at once, and the toast brings it back; a parent lets go of what is inside', async ({
  labels,
  page,
}) => {
  await labels.row('خامی').click()
  await page.keyboard.press('Delete')
  await expect(labels.row('خامی')).toHaveCount(0)
  await page.locator('.toast').getByRole('button', { name: 'واپس کریں' }).click()
  await expect(labels.row('خامی')).toBeVisible()
  await labels.row('خوبی').click()
  await page.keyboard.press('Alt+ArrowLeft')
  await labels.row('چیز').click()
  await page.keyboard.press('Delete')
  const question = page.getByRole('alertdialog', { name: 'لیبل «چیز» مٹا دیں؟' })
  await expect(question).toContainText('اس کے اندر کا ایک لیبل باہر آ جائے گا، مٹے گا نہیں۔')
  await question.getByRole('button', { name: 'مٹائیں' }).click()
  await expect.poll(() => labels.names()).toEqual(['اچھی', 'بُری', 'ملی جلی', 'خوبی', 'خامی'])
  await labels.row('خامی').click()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.locator('.toast')).toHaveCount(0)
})

test('from nothing: a question, labels one after another, pasted lines, a file', async ({ labels, page }) => {
  for (const title of ['رائے کیسی ہے؟', 'کس بات پر ہے؟']) {
    await page.getByRole('button', { name: `«${title}» کے کام` }).click()
    await page.getByRole('menuitem', { name: 'سوال مٹائیں…' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'مٹائیں' }).click()
  }
  await page.getByRole('button', { name: 'پورے متن کا سوال بنائیں' }).click()
  await expect(page.getByRole('textbox', { name: 'سوال کے لفظ' })).toBeFocused()
  await page.keyboard.type('خبر کس بارے میں ہے؟')
  await page.getByText('ایک سے زیادہ ہو سکتے ہیں').click()
  const name = page.getByRole('textbox', { name: 'نئے لیبل کا نام' })
  await name.fill('کھیل')
  await name.press('Enter')
  await expect(name).toBeFocused()
  await page.keyboard.type('موسم')
  await page.keyboard.press('Enter')
  await expect.poll(() => labels.names()).toEqual(['کھیل', 'موسم'])
  await page.evaluate(() => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', 'صحت\nکھیل\nتعلیم\n')
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  })
  await expect.poll(() => labels.names()).toEqual(['کھیل', 'موسم', 'صحت', 'تعلیم'])
  await name.press('Escape')
  await expect(labels.row('تعلیم')).toBeFocused()
  const file = { name: 'labels.csv', mimeType: 'text/csv', buffer: Buffer.from('نام,english\nمعیشت,Economy\n') }
  await page.locator('input[type="file"]').setInputFiles(file)
  await expect.poll(() => labels.names()).toEqual(['کھیل', 'موسم', 'صحت', 'تعلیم', 'معیشت'])
  await labels.apply('کام کا ورژن ۲')
  const [, task] = await labels.stored.rows('taskVersions')
  expect(task?.['questions']).toMatchObject([{ kind: 'choice', multiple: true, title: 'خبر کس بارے میں ہے؟' }])
})

test('what was not applied is found again, and an old version is brought back as a new one', async ({
  labels,
  page,
}) => {
  await labels.row('چیز').click()
  await page.keyboard.press('n')
  await page.keyboard.type('قیمت')
  await page.keyboard.press('Enter')
  await expect(labels.row('قیمت')).toBeVisible()
  await labels.goTo('label')
  await page.locator('.label-button').first().waitFor()
  await page.reload()
  await labels.open()
  await expect(labels.row('قیمت')).toBeVisible()
  await expect(page.getByText('پچھلی بار کی تبدیلی یہیں ہے، ابھی لاگو نہیں ہوئی')).toBeVisible()
  await labels.apply('کام کا ورژن ۲')
  await page.getByRole('button', { name: 'پرانے ورژن' }).click()
  const newest = page.getByRole('option', { name: 'ورژن ۲' })
  await expect(newest).toContainText('نیا لیبل: قیمت')
  await expect(newest).toContainText('عائشہ')
  await page.getByRole('option', { name: 'ورژن ۱' }).click()
  await page.getByRole('button', { name: 'یہ ورژن واپس لائیں' }).click()
  await expect(page.getByText('کام کا ورژن ۳', { exact: true })).toBeVisible()
  await expect(labels.row('قیمت')).toHaveCount(0)
})

for (const { language, theme } of [
  { language: 'ur', theme: 'light' },
  { language: 'en', theme: 'dark' },
]) {
  test(`nothing stands in the way of those who do not see or use a mouse (${language}, ${theme})`, async ({
    labels,
    page,
  }) => {
    if (language === 'en') await labels.english()
    if (theme === 'dark') await page.getByRole('button', { name: 'Dark colours' }).click()
    await page.keyboard.press('n')
    expect(await labels.violations()).toEqual([])
    await page.locator('.question-pick').last().click()
    expect(await labels.violations()).toEqual([])
  })
}
