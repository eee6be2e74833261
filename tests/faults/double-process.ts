import { DatabaseSync } from 'node:sqlite'
import { launchElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'
import { Annotator } from './annotator.ts'
import { RELAXED_IDB } from './relaxed-idb.ts'

/*
 * The whole app on the double of Electron in a process of its own, which the fault test kills: node double-process.ts
 * <app folder> <user data> <project or ''> [relaxed]. Says what happens in lines of JSON: begun, opened, saved.
 * 'relaxed' takes the flushes out of both stores, to show what would be lost without them.
 */
const [appDir = '', userData = '', projectId = '', durability = 'strict'] = process.argv.slice(2)
const relaxed = durability === 'relaxed'
if (relaxed) {
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function relax(sql) {
    exec.call(this, sql.replace('synchronous=full', 'synchronous=off'))
  }
}
const say = (event: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(event)}\n`)

const double = await launchElectronDouble({ appDir, userData, pageScripts: relaxed ? [RELAXED_IDB] : [] })
const page = await double.page()
const home = page.url().replace(/#.*$/, '')
if (projectId === '') {
  say({ begun: await new Annotator(page, home).begin() })
  await double.close()
  process.exit(0)
}
await page.locator('.page-title, .sheet').first().waitFor()
const annotator = new Annotator(page, home, projectId)
const shown = await annotator.open()
// What came back is told over the sheet, which takes no keys until the dialog is closed.
const news = page.getByRole('dialog')
const recovered = await news.isVisible()
if (recovered) await page.keyboard.press('Escape')
await news.waitFor({ state: 'detached' })
const journal = await page.evaluate(async () => {
  const { writers } = await window.api['journal.open']()
  return writers.map(({ id, upTo }) => [id, upTo] as const)
})
say({ opened: shown, recovered, journal, ...(await annotator.stored()) })
await annotator.work((number) => say({ saved: number, at: Date.now() })).catch(() => undefined)
// Its pages were killed: the app has nothing to show any more.
process.exit(0)
