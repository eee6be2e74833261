import { existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppProcess } from '#tests/faults/app-process.ts'
import { isWhole, judge, newOutcome } from '#tests/faults/outcome.ts'
import { PowerCutDisk } from '#tests/faults/power-cut-disk.ts'
import { until } from '#tests/faults/until.ts'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { LabeledApp } from '#tests/support/labeled-app.ts'

const TIME_OUT_MS = 120_000
const SAVED_MS = 60_000

const whyNot = PowerCutDisk.whyNot()
if (whyNot !== null) console.warn(`SKIPPED: A READ-ONLY FOLDER WAS NOT TRIED, ${whyNot} (docs/reliability.md)`)

let built: BuiltApp

beforeAll(async () => {
  built = await buildWholeApp()
}, TIME_OUT_MS)

afterAll(() => built?.remove())

describe('the files of the journal', () => {
  it(
    'may lose the WAL after a kill: what it held comes from IndexedDB',
    async () => {
      const place = { appDir: built.appDir, userData: built.newProfile() }
      const projectId = await AppProcess.begin(place)
      const saved = new Set<number>()
      let app = AppProcess.goOn(place, projectId, (number) => saved.add(number))
      await app.opened()
      await until(() => saved.size >= 3, SAVED_MS)
      await app.kill('both')
      const journal = join(place.userData, 'journal', 'journal.sqlite')
      expect(existsSync(`${journal}-wal`)).toBe(true)
      for (const ending of ['-wal', '-shm']) rmSync(journal + ending, { force: true })
      app = AppProcess.goOn(place, projectId, (number) => saved.add(number))
      const outcome = newOutcome()
      judge(outcome, new Set(saved), await app.opened())
      await app.kill('both')
      expect(outcome).toSatisfy(isWhole)
      expect(outcome).toMatchObject({ recoveries: 1 })
    },
    TIME_OUT_MS,
  )

  it.skipIf(whyNot !== null)(
    'may lie in a folder that is read-only: earlier work is shown, new answers wait until it can be written',
    async () => {
      const app = new LabeledApp(built)
      const disk = PowerCutDisk.make(dirname(app.journal), 32)
      try {
        await app.launch()
        await app.labelSample()
        const before = await app.kept()
        expect(await app.close()).toBe(0)
        disk.readOnly()
        const page = await app.launch()
        await page.getByRole('dialog', { name: 'نئے جواب ابھی محفوظ نہیں ہو سکتے' }).waitFor()
        await page.keyboard.press('Escape')
        expect(await app.kept()).toEqual(before)
        await app.openSheet(before)
        await page.keyboard.press('1')
        await page.getByRole('alert').filter({ hasText: 'محفوظ نہیں ہوا' }).first().waitFor()
        expect((await app.kept()).annotations).toEqual(before.annotations)
        disk.readOnly(false)
        await page.getByRole('button', { name: 'دوبارہ کوشش کریں' }).click()
        await app.untilSaved()
        const after = await app.kept()
        expect(after.operations).toBeGreaterThan(before.operations)
        expect(await app.inJournal()).toBe(after.operations)
      } finally {
        await app.kill()
        await disk.remove()
      }
    },
    TIME_OUT_MS,
  )
})
