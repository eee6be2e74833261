import { chromium, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startHub } from '#hub/start.ts'
import { appVersion } from '#scripts/tasks/app-version.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { AppPage, type Locale } from '#tests/support/app-page.ts'
import { madeAnswers } from '#tests/support/made-answers.ts'
import { NEWS_CSV, NEWS_SPANS, REVIEWS_CSV } from './news-texts.ts'

const PORT = 47396
const FOLDER = join(PROJECT_ROOT, 'docs/screenshots')
type Theme = 'light' | 'dark'

const TEMPLATE = { ur: /^نام اور جگہیں/, en: /^Named entities/ }
const NAME = { ur: 'خبروں میں نام اور جگہیں', en: 'Names and places in news' }

/** One picture. Animations stay on: the fade at a text's end is one. */
async function shoot(page: Page, name: string, look: { locale: Locale; theme: Theme }): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(250)
  await page.screenshot({
    path: join(FOLDER, `${name}-${look.locale}-${look.theme}.png`),
    caret: 'hide',
  })
}

async function takeAnnotate(app: AppPage, project: string, look: { locale: Locale; theme: Theme }): Promise<void> {
  const { page } = app
  await app.open(`/p/${project}/label`)
  await page.locator('.sheet').waitFor()
  for (const [quote, key] of NEWS_SPANS) {
    await app.chooseWords(quote)
    await page.keyboard.press(key)
    await page.keyboard.press('Escape')
  }
  await app.chooseWords('چیچہ وطنی')
  await shoot(page, 'annotate', look)
  await page.keyboard.press('Escape')
  await app.clickWords('زرعی')
  await shoot(page, 'annotate-picked', look)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Slash')
  await shoot(page, 'keys', look)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Slash')
  await page.locator('.search-row').first().waitFor()
  await shoot(page, 'search', look)
  await page.keyboard.press('Escape')
  for (let index = 0; index < 5; index += 1) {
    await page.keyboard.press('Enter')
    await page.waitForTimeout(150)
  }
  await page.locator('.finished').waitFor()
  await shoot(page, 'finished', look)
}

/** Several people's answers to the sample's own texts: how far they agree, and what is to be settled. */
async function takeAgreement(app: AppPage, project: string, look: { locale: Locale; theme: Theme }): Promise<void> {
  const { page } = app
  // The file of the picture before is let go.
  await page.reload()
  await page.getByRole('button', { name: app.words.chooseFile }).waitFor()
  await app.chooseFile('answers.jsonl', madeAnswers({ texts: 40 }))
  await app.addTexts()
  await app.open(`/p/${project}/agreement`)
  await page.locator('.agreement-range', { hasText: look.locale === 'ur' ? 'سے' : 'to' }).waitFor()
  await shoot(page, 'agreement', look)
  await app.open(`/p/${project}/adjudicate`)
  await page.locator('.adj-sheet:not(.adj-skeleton)').nth(1).waitFor()
  await shoot(page, 'adjudicate', look)
}

async function takeManage(app: AppPage, project: string, look: { locale: Locale; theme: Theme }): Promise<void> {
  const { page } = app
  await app.open('/')
  await page.locator('.page-title').waitFor()
  await shoot(page, 'projects', look)
  await app.open('/new')
  await page.getByRole('textbox').first().waitFor()
  await shoot(page, 'new-project', look)
  for (const place of ['labels', 'guidelines', 'export'] as const) {
    await app.open(`/p/${project}/${place}`)
    await page.locator('.page-title').waitFor()
    await page.waitForTimeout(400)
    await shoot(page, place, look)
  }
  const sample = String((await app.rows('projects')).find((row) => row['sample'] === true)?.['id'])
  await app.open(`/p/${sample}/import`)
  await page.getByRole('button', { name: app.words.chooseFile }).waitFor()
  await shoot(page, 'import', look)
  await app.chooseFile('reviews-2026.csv', REVIEWS_CSV)
  await page.waitForTimeout(900)
  await shoot(page, 'import-columns', look)
  await takeAgreement(app, sample, look)
  for (const place of ['settings', 'profiles', 'learn'] as const) {
    await app.open(`/${place}`)
    await page.locator('.page-title').waitFor()
    await page.waitForTimeout(400)
    await shoot(page, place, look)
  }
  await app.open('/backups')
  const download = page.waitForEvent('download')
  await page.locator('main .btn-primary').click()
  await download
  await page.locator('.backups-facts').waitFor()
  await shoot(page, 'backups', look)
}

/** How much room the browser tells, from now on. */
async function setRoom(page: Page, bytes: number): Promise<void> {
  await page.evaluate((room) => {
    localStorage.setItem('room', String(room))
    dispatchEvent(new Event('focus'))
  }, bytes)
}

/** From «all done» back to the last text: the second of its buttons. */
async function lookAgain(page: Page): Promise<void> {
  await page.locator('.finished button').nth(1).click()
}

/** What holds for the whole window: another tab writes, little room, hardly any. */
async function takeGuards(app: AppPage, project: string, look: { locale: Locale; theme: Theme }): Promise<void> {
  const { page } = app
  const second = await page.context().newPage()
  await second.goto(`/#/p/${project}/label`)
  await lookAgain(second)
  await second.locator('.sheet').waitFor()
  await shoot(second, 'read-only-tab', look)
  await second.goto(`/#/p/${project}/import`)
  await second.locator('.empty-state').waitFor()
  await shoot(second, 'read-only-tab-import', look)
  await second.close()
  await setRoom(page, 312_000_000)
  await app.open('/')
  await page.locator('.notice-bar').waitFor()
  await shoot(page, 'storage-low', look)
  await setRoom(page, 64_000_000)
  await app.open(`/p/${project}/label`)
  await lookAgain(page)
  await page.locator('.sheet').waitFor()
  await shoot(page, 'storage-paused', look)
}

/** Every page in both languages, light and dark, as PNGs in docs/screenshots, 1366×768. */
async function takeScreenshots(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  const hub = await startHub({ staticDir: join(PROJECT_ROOT, 'dist/renderer'), port: PORT, version: appVersion() })
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
  try {
    for (const locale of ['ur', 'en'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          baseURL: `http://127.0.0.1:${PORT}`,
          viewport: { width: 1366, height: 768 },
          locale: locale === 'ur' ? 'ur-PK' : 'en-GB',
          colorScheme: theme,
        })
        // Where there is a save dialog no script can press it: without one the browser downloads.
        await context.addInitScript(() => void Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
        await context.addInitScript(() => {
          const told = navigator.storage.estimate.bind(navigator.storage)
          navigator.storage.estimate = async () => {
            const room = localStorage.getItem('room')
            return room === null ? told() : { usage: 0, quota: Number(room) }
          }
        })
        const page = await context.newPage()
        const app = new AppPage(page)
        const look = { locale, theme }
        await page.goto('/')
        await app.speak(locale)
        await page
          .getByRole('textbox')
          .first()
          .fill(locale === 'ur' ? 'عائشہ' : 'Ayesha')
        await shoot(page, 'first-start', look)
        await page.keyboard.press('Enter')
        await page.locator('.sheet').waitFor()
        await shoot(page, 'annotate-sample', look)
        const project = await app.createProject(TEMPLATE[locale], NAME[locale])
        await app.chooseFile('news.csv', NEWS_CSV)
        await app.addTexts()
        await takeAnnotate(app, project, look)
        await takeManage(app, project, look)
        await takeGuards(app, project, look)
        for (const problem of app.problems) console.log(`${locale} ${theme}: ${problem}`)
        await context.close()
      }
    }
  } finally {
    await browser.close()
    await hub.close()
  }
}

await takeScreenshots()
