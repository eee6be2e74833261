import { faultsOf } from '#tests/support/axe.ts'
import { expect, test, type AppPage } from '#tests/support/app-page.ts'
import { addProfile, workAs } from '#tests/support/profile-steps.ts'

/** Thirty texts of our own; of every third the answer is known, and it is always that they are positive. */
const TEXTS = Array.from({ length: 30 }, (_, n) => `گاؤں کی خبر نمبر ${n + 1}: آج کا دن اچھا گزرا`)
const FILE = ['متن,جواب', ...TEXTS.map((text, n) => `${text},${n % 3 === 0 ? 'مثبت' : ''}`)].join('\n')

/** A project whose texts come with some known answers, and two more profiles on the laptop. */
async function prepare(app: AppPage): Promise<string> {
  await app.startSample()
  const project = await app.createProject(/جذبات/, 'گاؤں کی خبریں')
  await app.chooseFile('khabrein.csv', FILE)
  await app.page.locator('.radio-row', { hasText: 'پکا جواب سمجھیں' }).click()
  await app.addTexts()
  expect(await app.rowsOf('gold', project)).toHaveLength(10)
  await addProfile(app, 'بلال')
  await addProfile(app, 'زرینہ')
  return project
}

async function giveTraining({ page }: AppPage): Promise<void> {
  await expect(page.getByText('ابھی کام نہیں بانٹا گیا')).toBeVisible()
  await page.keyboard.press('KeyT')
  const dialog = page.getByRole('dialog')
  for (const name of ['بلال', 'زرینہ']) await dialog.locator('.check-row', { hasText: name }).click()
  await dialog.getByLabel('کتنے متن').fill('۳')
  await expect(dialog).toContainText('۳ متن، ۲ لوگوں کے لیے')
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.batch-card')).toContainText('پکے جواب والے ۳ متن')
}

async function giveWork({ page }: AppPage): Promise<void> {
  await page.keyboard.press('KeyN')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('کتنے متن').fill('۱۰')
  await dialog.locator('.radio-row', { hasText: 'کچھ متن زیادہ کو' }).click()
  await dialog.getByLabel('سو میں سے کتنے متن').fill('۴۰')
  await dialog.locator('.check-row', { hasText: 'جانچ والے متن بھی ملائیں' }).click()
  await dialog.getByLabel('کتنے، سب کے لیے وہی').fill('۲')
  const preview = page.getByRole('region', { name: 'کیا بانٹا جائے گا' })
  await expect(preview).toContainText('ان میں سے ۴ متن ۲ لوگوں کو ملیں گے')
  await expect(preview).toContainText('ساتھ سب کو جانچ والے ۲ متن ملیں گے')
  await expect(preview.locator('.give-each li')).toHaveText([/۹ متن/, /۹ متن/])
  await expect(preview).toContainText('ہر دو لوگوں کے پاس ۶ متن مشترک ہوں گے')
  await expect(preview).toContainText('کم از کم ۲۰ مشترک متن چاہییں')
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.batch-card').first()).toContainText('جانچ والے ۲ متن')
}

/** One text of the round: answered, then shown. */
async function practise({ page }: AppPage, key: string, verdict: string): Promise<void> {
  await expect(page.locator('.sheet')).toBeVisible()
  await expect(page.locator('.feedback')).toHaveCount(0)
  await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  await expect(page.locator('.feedback')).toContainText(verdict)
  await expect(page.locator('.feedback')).toContainText('مثبت')
}

test('a share of the work overlaps, checks are mixed in unmarked, and a training round shows what is settled', async ({
  app,
}) => {
  test.setTimeout(120_000)
  const { page } = app
  const project = await prepare(app)
  await app.open(`/p/${project}/hand-out`)
  await giveTraining(app)
  await giveWork(app)

  await page.locator('.profile-button').click()
  await expect(page.locator('.profile-trust')).toContainText('بھروسے')
  await page.keyboard.press('Escape')
  await workAs(app, 'بلال')
  await app.open(`/p/${project}/label`)
  await practise(app, 'Digit2', 'تھوڑا فرق ہے')
  expect(await faultsOf(page)).toEqual([])
  // The answer stays as it is, and says why.
  await page.keyboard.press('Digit1')
  await expect(page.getByText('اس متن کا پکا جواب دکھا دیا گیا ہے')).toBeVisible()
  await page.keyboard.press('Enter')
  await practise(app, 'Digit1', 'بالکل ٹھیک')
  await page.keyboard.press('Enter')
  await practise(app, 'Digit1', 'بالکل ٹھیک')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '۳ میں سے ۲ ٹھیک' })).toBeVisible()
  await page.keyboard.press('Enter')

  // The work: nine texts, the checks among them, and nothing on the screen that tells them.
  const seen: string[] = []
  for (let n = 0; n < 9; n += 1) {
    await expect(page.locator('.sheet')).toBeVisible()
    seen.push(await app.sheetText())
    await expect(page.locator('main')).not.toContainText(/جانچ|پکا|مشق/)
    await page.keyboard.press('Digit2')
    await page.keyboard.press('Enter')
    await expect(page.locator('.feedback')).toHaveCount(0)
    if (n < 8) await app.textAfter(seen.at(-1) ?? '')
  }
  const known = seen.filter((text) => TEXTS.findIndex((one) => text.includes(one)) % 3 === 0)
  expect(known).toHaveLength(2)
  await expect(page.locator('.finished')).toContainText('۳ میں سے ۲ ٹھیک')

  // Whoever labels cannot read another's answers on this laptop, nor take them out.
  await app.open(`/p/${project}/export`)
  await expect(page.getByText('صرف آپ کے اپنے جواب')).toBeVisible()
  await expect(page.getByRole('button', { name: /کس کے جواب/ })).toHaveCount(0)
  const rows = (await app.exportFile()).bytes.toString('utf8').trim().split('\n')
  expect(rows).toHaveLength(1 + 9)
  await expect(page.getByText('مشق کے ۳ جواب اس فائل میں نہیں')).toBeVisible()
  const lead = (await app.rows('annotators')).find((row) => row['name'] === 'عائشہ')
  await app.open(`/p/${project}/people/${String(lead?.['id'])}`)
  await expect(page.locator('.answers')).toHaveCount(0)
  await app.open(`/p/${project}/hand-out`)
  await expect(page.locator('.batch-card')).toHaveCount(0)

  await workAs(app, 'عائشہ')
  await app.open(`/p/${project}/hand-out`)
  const training = page.locator('.batch-card', { hasText: 'مشق ۱' })
  await expect(training.locator('.batch-row', { hasText: 'بلال' })).toContainText('۳ میں سے ۲')
  await expect(training.locator('.batch-row', { hasText: 'زرینہ' })).toContainText('ابھی شروع نہیں ہوا')
  expect(await faultsOf(page)).toEqual([])
})
