import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { expect, test, type AppPage } from '#tests/support/app-page.ts'
import { faultsOf } from '#tests/support/axe.ts'
import { madeAnswers } from '#tests/support/made-answers.ts'
import { addProfile, workAs } from '#tests/support/profile-steps.ts'

type Printed = {
  question: string
  shared: number
  headline: { id: string; value: { value: number | null } }
  beside: { id: string; value: { value: number | null } }[]
  more: { id: string; value: { value: number | null } }[]
  interval: { lower: number; upper: number } | null
}

/** What scripts/agreement.ts prints of an exported file. */
function printed(bytes: Buffer): Printed[] {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-agreement-'))
  try {
    const file = join(folder, 'export.jsonl')
    writeFileSync(file, bytes)
    const script = join(PROJECT_ROOT, 'scripts/agreement.ts')
    const text = execFileSync(process.execPath, [script, file, '--json'], { encoding: 'utf8', cwd: PROJECT_ROOT })
    return JSON.parse(text) as Printed[]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Every figure that the page shows of the question it stands on. */
async function shownFigures({ page }: AppPage): Promise<Record<string, number | null>> {
  await page.getByRole('button', { name: 'اور عدد', exact: true }).click()
  const rows = page.locator('[data-measure]')
  await rows.first().waitFor()
  const figures = await rows.evaluateAll((all) =>
    all.map((row): [string, string] => [row.getAttribute('data-measure') ?? '', row.getAttribute('data-value') ?? '']),
  )
  const kept = figures.filter(([id]) => id !== 'gamma')
  return Object.fromEntries(kept.map(([id, value]) => [id, value === '' ? null : Number(value)]))
}

function figuresOf({ headline, beside, more }: Printed): Record<string, number | null> {
  return Object.fromEntries([headline, ...beside, ...more].map(({ id, value }) => [id, value.value]))
}

/** What a person answers to the first texts: the key of each text's opinion. */
async function label(app: AppPage, keys: string): Promise<void> {
  await app.page.locator('.sheet .marked-text-blocks').first().waitFor()
  for (const key of keys) await app.answer(`Digit${key}`, 'Enter')
  await app.saved()
}

async function exportJsonl(app: AppPage, project: string, gold: boolean): Promise<Buffer> {
  const { page } = app
  await app.open(`/p/${project}/export`)
  await page.getByRole('radio', { name: /JSONL/ }).click()
  if (gold) await page.locator('.check-row', { hasText: 'پکے جواب' }).click()
  return (await app.exportFile()).bytes
}

test('three people label the sample, the page shows what the script prints, and the lead settles what differs', async ({
  app,
}) => {
  test.setTimeout(120_000)
  const { page } = app
  await app.startSample()
  const project = await app.projectId()
  await addProfile(app, 'بلال')
  await addProfile(app, 'زرینہ')
  await app.open(`/p/${project}/label`)
  await label(app, '1211321211321121231213')
  await workAs(app, 'بلال')
  await label(app, '1211321211321121231213'.replaceAll('3', '2'))
  await workAs(app, 'زرینہ')
  // One of the first texts is marked by one person alone.
  await page.locator('.sheet .marked-text-blocks').first().waitFor()
  await app.chooseWords('دال')
  await page.keyboard.press('Digit4')
  await page.keyboard.press('Escape')
  await label(app, '2211321211321121231212')
  // Whoever labels does not see how others answered.
  await app.open(`/p/${project}/agreement`)
  await expect(page.getByText('یہ صفحہ ٹیم سنبھالنے اور فیصلہ کرنے والوں کے لیے ہے')).toBeVisible()

  await workAs(app, 'عائشہ')
  await app.open(`/p/${project}/agreement`)
  await expect(page.locator('.agreement-range')).toContainText('سے')
  await expect(page.locator('.agreement-sentence')).toContainText('سو میں سے')
  expect(await faultsOf(page)).toEqual([])
  const shown = await shownFigures(app)
  const range = await page.locator('.agreement-range').textContent()
  const [opinion, parts] = printed(await exportJsonl(app, project, false))
  if (opinion === undefined || parts === undefined) throw new Error('the export has two questions')
  expect(opinion).toMatchObject({ shared: 22, headline: { id: 'alpha-nominal' } })
  expect(shown).toEqual(figuresOf(opinion))
  const urdu = (value = 0) =>
    new Intl.NumberFormat('ur-u-nu-arabext', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)
  expect(range).toBe(`${urdu(opinion.interval?.lower)} سے ${urdu(opinion.interval?.upper)}`)

  // The question of marks has other figures, of the same file.
  await app.open(`/p/${project}/agreement`)
  await page.getByRole('button', { name: /رائے کیسی ہے/ }).click()
  await page.getByRole('option', { name: /کس بات پر ہے/ }).click()
  await expect(page.locator('.agreement-headline')).toContainText('F1')
  await expect(page.locator('.agreement-sentence')).toContainText('سو میں سے')
  expect(await shownFigures(app)).toEqual(figuresOf(parts))

  // By keyboard alone: the most disagreed text, the first answer taken whole, settled.
  await app.open(`/p/${project}/adjudicate`)
  await page.locator('.adj-sheet:not(.adj-skeleton)').nth(1).waitFor()
  const waiting = await page.locator('.adj-row').count()
  expect(waiting).toBeGreaterThan(3)
  await page.keyboard.press('KeyA')
  await page.keyboard.press('Enter')
  await expect(page.locator('.adj-row')).toHaveCount(waiting - 1)
  const lines = (await exportJsonl(app, project, true)).toString('utf8').trim().split('\n')
  const gold = lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ annotator }) => annotator === 'gold')
  expect(gold).toHaveLength(1)
  expect(gold[0]?.['رائے کیسی ہے؟']).toMatch(/اچھی|بُری|ملی جلی/)
  expect(lines).toHaveLength(67)
})

test('figures follow answers, a cell opens its texts, filters and pairs narrow them, and plots are saved', async ({
  app,
}) => {
  test.setTimeout(90_000)
  const { page } = app
  await app.startSample()
  const project = await app.projectId()
  await app.open(`/p/${project}/import`)
  await app.chooseFile('jawab.jsonl', madeAnswers({ from: 40, texts: 60 }))
  await page.locator('.radio-row', { hasText: /^جواب سمجھیں/ }).click()
  await app.addTexts()
  await app.open(`/p/${project}/agreement`)
  await expect(page.locator('.agreement-range')).toContainText('سے')
  const cells = page.locator('.agreement-card', { hasText: 'کہاں الجھتے ہیں' }).locator('.plot-cell')
  await expect(cells).toHaveCount(6)

  // By keyboard through the cells, into the texts of one and out again.
  await cells.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: /اچھی.*اور.*بُری/ })
  await expect(dialog.getByRole('listitem').first()).toContainText('بلال')
  expect(await faultsOf(page)).toEqual([])
  await page.keyboard.press('Escape')

  // One pair alone, and back to all.
  const figure = page.locator('.agreement-value')
  const all = await figure.textContent()
  const pairs = page.locator('.agreement-card', { hasText: 'کون کس سے ملتا ہے' })
  await pairs.locator('.plot-cell').last().click()
  await expect(pairs.getByRole('button', { name: 'سب جوڑے' })).toBeVisible()
  await expect(figure).not.toHaveText(all ?? '')
  await pairs.getByRole('button', { name: 'سب جوڑے' }).click()
  await expect(figure).toHaveText(all ?? '')

  // A column of the file.
  await page.getByRole('button', { name: 'اور فلٹر' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /فائل کا کالم/ })
    .click()
  await page.getByRole('option', { name: 'city' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'ہو گیا' }).click()
  await expect(page.locator('.agreement-beside').first()).toContainText('۲۰')

  const download = page.waitForEvent('download')
  await pairs.getByRole('button', { name: /تصویر، CSV/ }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  expect((await download).suggestedFilename()).toBe('agreement-pairs.csv')

  await page.getByRole('button', { name: 'مقالے کے لیے پیراگراف اور جدول' }).click()
  await page.getByRole('radio', { name: 'English' }).click()
  await expect(page.getByRole('dialog')).toContainText('Krippendorff’s α')
  await expect(page.getByRole('dialog')).toContainText('95% percentile bootstrap interval')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /اور فلٹر/ }).click()
  await page.getByRole('button', { name: 'فلٹر ہٹائیں' }).click()
  await expect(figure).toHaveText(all ?? '')

  // Answers that come in while the page is open in another window are counted by themselves.
  const other = await page.context().newPage()
  await other.goto(`/#/p/${project}/agreement`)
  const shared = other.locator('.agreement-beside').first()
  await expect(shared).toContainText('۶۰')
  await app.open(`/p/${project}/import`)
  await app.chooseFile('aur.jsonl', madeAnswers({ from: 100, texts: 20 }))
  await page.locator('.radio-row', { hasText: /^جواب سمجھیں/ }).click()
  await app.addTexts()
  await expect(shared).toContainText('۸۰')
  await other.close()
  await app.open(`/p/${project}/people`)
  await expect(page.locator('[data-person="حمزہ"]')).toContainText('سیکنڈ فی متن')
})
