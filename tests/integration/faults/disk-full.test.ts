import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHub } from '#hub/start.ts'
import { appVersion } from '#scripts/tasks/app-version.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { Annotator } from '#tests/faults/annotator.ts'
import { ChromiumProcess } from '#tests/faults/chromium-process.ts'
import { PowerCutDisk } from '#tests/faults/power-cut-disk.ts'
import { until } from '#tests/faults/until.ts'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { ANSWERS, LabeledApp } from '#tests/support/labeled-app.ts'

const TIME_OUT_MS = 180_000
const DISK_MEGABYTES = 400
const PORT = 24_304
const PIECE = Buffer.alloc(1024 * 1024, 7)

const whyNot = PowerCutDisk.whyNot()
if (whyNot !== null) console.warn(`SKIPPED: A FULL DISK WAS NOT TRIED, ${whyNot} (docs/reliability.md)`)

const roomOn = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Something else takes the room on the disk, but for `leave` bytes. */
function fill(folder: string, leave: number): void {
  const file = openSync(join(folder, 'ballast'), 'a')
  try {
    while (roomOn(folder) > leave) {
      writeSync(file, PIECE, 0, Math.min(PIECE.length, Math.max(1, roomOn(folder) - leave)))
    }
  } catch (error) {
    // Not a byte more.
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

const free = (folder: string): void => rmSync(join(folder, 'ballast'), { force: true })

let built: BuiltApp

beforeAll(async () => {
  built = await buildWholeApp()
}, TIME_OUT_MS)

afterAll(() => built?.remove())

describe.skipIf(whyNot !== null)('a disk that is full', { timeout: TIME_OUT_MS }, () => {
  it('stops the app from taking answers, loses none, and lets work go on when there is room', async () => {
    const app = new LabeledApp(built)
    const disk = PowerCutDisk.make(app.userData, DISK_MEGABYTES)
    try {
      let page = await app.launch()
      await app.labelSample()
      const before = await app.kept()
      // Little room: labeling pauses before anything can fail, and goes on by itself.
      fill(app.userData, 60 * 1024 * 1024)
      await page.evaluate(() => dispatchEvent(new Event('focus')))
      await page.getByText('لیبل لگانا رکا ہوا ہے').first().waitFor()
      await page.keyboard.press('1')
      await page.keyboard.press('Enter')
      expect((await app.kept()).annotations).toEqual(before.annotations)
      free(app.userData)
      await page.evaluate(() => dispatchEvent(new Event('focus')))
      await page.getByText('لیبل لگانا رکا ہوا ہے').first().waitFor({ state: 'detached' })
      await app.answer(1)
      // No room at all, from one moment to the next: the answer is refused aloud, and stays on the screen.
      fill(app.userData, 0)
      await page.keyboard.press('1')
      await page.getByRole('alert').first().waitFor()
      expect(await page.locator('[data-saved="true"]').count()).toBe(0)
      free(app.userData)
      await page.getByRole('button', { name: 'دوبارہ کوشش کریں' }).first().click()
      await app.untilSaved()
      await page.keyboard.press('Enter')
      await app.untilSaved()
      const after = await app.kept()
      expect(after.annotations.filter((row) => row['status'] === 'done')).toHaveLength(ANSWERS + 2)
      expect(await app.inJournal()).toBe(after.operations)
      await app.kill()
      page = await app.launch()
      await page.locator('.project-row').first().waitFor()
      expect((await app.kept()).annotations).toEqual(after.annotations)
    } finally {
      await app.kill()
      await disk.remove()
    }
  })

  it('loses nothing that the browser build has shown as saved', async () => {
    const home = `http://127.0.0.1:${PORT}/`
    const hub = await startHub({ staticDir: join(PROJECT_ROOT, 'dist/renderer'), port: PORT, version: appVersion() })
    const folder = mkdtempSync(join(tmpdir(), 'nishan-full-'))
    const disk = PowerCutDisk.make(folder, DISK_MEGABYTES)
    let browser = await ChromiumProcess.start(folder)
    try {
      const annotator = new Annotator(await browser.newPage(), home)
      const projectId = await annotator.begin()
      await annotator.open()
      const saved = new Set<number>()
      const work = annotator.work((number) => saved.add(number)).catch(() => undefined)
      await until(() => saved.size >= 3, 60_000)
      fill(folder, 0)
      // It answers on until the disk refuses; Chromium may well end there.
      await new Promise((resolve) => setTimeout(resolve, 4000))
      const shown = new Set(saved)
      await browser.killBrowser()
      await work
      free(folder)
      browser = await ChromiumProcess.start(folder)
      const again = new Annotator(await browser.newPage(), home, projectId)
      const opened = await again.open()
      const { done, faults } = await again.stored()
      expect([...shown].filter((number) => !done.includes(number))).toEqual([])
      expect(faults).toEqual([])
      expect(opened).toBe(done.length + 1)
      const more = again.work((number) => saved.add(number)).catch(() => undefined)
      await until(() => saved.size > shown.size, 60_000)
      await browser.killBrowser()
      await more
    } finally {
      await browser.killBrowser()
      await hub.close()
      await disk.remove()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
