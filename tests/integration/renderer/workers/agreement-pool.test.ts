import { chromium, type Browser, type Page } from '@playwright/test'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { bootstrap } from '#shared/agreement/bootstrap.ts'
import { resampledOf } from '#shared/agreement/interval-job.ts'
import type { AgreementTestPage } from '#tests/support/pages/agreement/page.ts'
import { madeTable } from '#tests/support/pages/agreement/made-work.ts'
import { servePages, type ServedPages } from '#tests/support/serve-pages.ts'

type Scope = { testPage: AgreementTestPage }

const CHOICE = { seed: 5, replicates: 330 }

let pages: ServedPages
let browser: Browser
let page: Page

beforeAll(async () => {
  pages = await servePages(join(import.meta.dirname, '../../../support/pages/agreement'), 24_371, ['index.html'])
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
  page = await browser.newPage()
  await page.goto(pages.url)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await pages?.close()
})

describe('The agreement workers in Chromium', () => {
  it('give the interval that is had without them, on one and on three', async () => {
    const here = bootstrap(resampledOf({ kind: 'alpha', table: madeTable(), metric: { name: 'ordinal' } }), CHOICE)
    for (const workers of [1, 3]) {
      const there = await page.evaluate(
        ([choice, count]) => (globalThis as unknown as Scope).testPage.interval(choice, count),
        [CHOICE, workers] as const,
      )
      expect(there).toEqual(here)
    }
  })

  it('end at once when cancelled, and report nothing more', async () => {
    const choice = { seed: 5, replicates: 50_000 }
    const { ended, done } = await page.evaluate(
      (given) => (globalThis as unknown as Scope).testPage.cancelled(given),
      choice,
    )
    expect(ended).toBe('cancelled by the person')
    expect(done).toBeLessThan(choice.replicates / 10)
  })

  it('give γ of each document, the same on one and on two', async () => {
    const one = await page.evaluate(() => (globalThis as unknown as Scope).testPage.gamma(1))
    const two = await page.evaluate(() => (globalThis as unknown as Scope).testPage.gamma(2))
    expect(two).toEqual(one)
    expect(one.byDocument[1]).toEqual({ value: 1 })
    expect(one.byDocument[0]?.value).toBeGreaterThan(0.5)
    expect(one.byDocument[0]?.value).toBeLessThan(1)
  })

  it('a job that cannot be made ready fails, and is not waited for', async () => {
    expect(await page.evaluate(() => (globalThis as unknown as Scope).testPage.broken())).toBe('failed')
  })
})
