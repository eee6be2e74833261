import type { Browser } from '@playwright/test'
import { AppPage, expect, test } from '#tests/support/app-page.ts'

type Row = Record<string, unknown>
type Work = { annotations: unknown[]; counters: unknown; operations: unknown[]; place: unknown; exported: string[] }

const AT_1970 = new Date(1000)
const AT_2099 = new Date('2099-12-31T23:59:50Z')
const AT_2026 = new Date('2026-11-26T09:00:00Z')

/** Labels, skips, flags, changes an answer, undoes; the clock is set before each act, if at all. */
async function workUnder(browser: Browser, clock: readonly (Date | null)[]): Promise<Work> {
  const context = await browser.newContext({ baseURL: test.info().project.use.baseURL ?? '', acceptDownloads: true })
  const page = await context.newPage()
  const app = new AppPage(page)
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'))
  const set = async (place: number): Promise<void> => {
    const time = clock[place % clock.length]
    if (time) await page.clock.setSystemTime(time)
  }
  await set(0)
  await app.startSample('en')
  const acts = [['1', 'Enter'], ['2', 'Enter'], ['s'], ['3', 'Enter'], ['f', '1', 'Enter'], ['2', 'Enter']]
  let last = ''
  for (const [place, keys] of acts.entries()) {
    await set(place)
    last = await app.sheetText()
    await app.answer(...keys)
  }
  await set(7)
  await page.keyboard.press('Control+z')
  await expect.poll(() => app.sheetText()).toBe(last)
  await page.keyboard.press('Control+z')
  await expect(page.locator('.label-button-chosen')).toHaveCount(0)
  await set(8)
  await app.answer('3', 'Enter')
  await app.saved()
  const place = await app.sheetText()
  await page.reload()
  await page.locator('.sheet .marked-text-blocks').first().waitFor()
  expect(await app.sheetText()).toBe(place)
  expect(app.problems).toEqual([])
  const work = await stored(app, place)
  await app.open(`/p/${await app.projectId()}/export`)
  const { bytes } = await app.exportFile()
  await context.close()
  return { ...work, exported: withoutTimes(bytes.toString('utf8')) }
}

/** What lies in the store, without ids that are random and without times. */
async function stored(app: AppPage, place: string): Promise<Omit<Work, 'exported'>> {
  const [annotations, operations, counters] = await Promise.all(
    ['annotations', 'operations', 'counters'].map((table) => app.rows(table)),
  )
  const own = counters?.find((row) => row['annotatorId'] !== '') ?? {}
  const { byStatus, flagged, commented, byLabel } = own
  return {
    annotations: (annotations ?? []).map(({ order, status, flag, answers }) => ({
      order,
      status,
      flag: (flag as Row | undefined)?.['value'],
      answers: Object.values(answers as Record<string, Row>).map(({ value }) => value),
    })),
    operations: (operations ?? [])
      .map(({ seq, lamport, kind, item }) => [seq, lamport, kind, String(item).split(':')[1]])
      .toSorted((a, b) => Number(a[0]) - Number(b[0])),
    counters: { byStatus, flagged, commented, labels: Object.values(byLabel as Row) },
    place,
  }
}

/** Rows of the CSV without the columns that are times. */
function withoutTimes(csv: string): string[] {
  const [head = '', ...rows] = csv.trim().split(/\r?\n/)
  const times = head.split(',').flatMap((name, place) => (/^(updated_at|active_ms|item_id)$/.test(name) ? [place] : []))
  const clean = (row: string): string =>
    row
      .split(',')
      .filter((_cell, place) => !times.includes(place))
      .join(',')
  return [head, ...rows].map(clean)
}

test('a clock at 1970, at 2099 or jumping back changes nothing but the times that are shown', async ({ browser }) => {
  test.slow()
  const right = await workUnder(browser, [null])
  expect(right.annotations).toHaveLength(6)
  for (const clock of [[AT_1970], [AT_2099], [AT_2099, AT_1970, AT_2026]]) {
    expect(await workUnder(browser, clock)).toEqual(right)
  }
})
