import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import type { PlatformTestPage } from '#tests/support/pages/platform/page.ts'
import { servePages, type ServedPages } from '#tests/support/serve-pages.ts'

type Scope = { testPage: PlatformTestPage; calls: string[] }

let pages: ServedPages
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  pages = await servePages(join(import.meta.dirname, '../support/pages/platform'), 24302, ['index.html'])
  browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await pages?.close()
})

beforeEach(async () => {
  context = await browser.newContext({ acceptDownloads: true })
  page = await context.newPage()
  await page.goto(pages.url)
})

afterEach(() => context.close())

describe('the browser platform', () => {
  it('keeps settings over a reload and tells other tabs', async () => {
    const other = await context.newPage()
    await other.goto(pages.url)
    await other.evaluate(() => {
      const scope = globalThis as unknown as Scope
      scope.calls = []
      scope.testPage.platform.settings.subscribe(() =>
        scope.calls.push(scope.testPage.platform.settings.current().theme),
      )
    })
    await page.evaluate(() => (globalThis as unknown as Scope).testPage.platform.settings.update({ theme: 'dark' }))
    await vi.waitFor(async () =>
      expect(await other.evaluate(() => (globalThis as unknown as Scope).calls)).toEqual(['dark']),
    )
    await page.reload()
    const theme = await page.evaluate(() => (globalThis as unknown as Scope).testPage.platform.settings.current().theme)
    expect(theme).toBe('dark')
  })

  it('starts with defaults where the stored settings are broken', async () => {
    await page.evaluate(() => globalThis.localStorage.setItem('nishan.settings', '{"locale":"fr","zoom":1.5'))
    await page.reload()
    const settings = await page.evaluate(() => (globalThis as unknown as Scope).testPage.platform.settings.current())
    expect(settings).toMatchObject({ locale: 'ur', zoom: 1 })
  })

  it('downloads a whole file under its name where there is no save dialog', async () => {
    await page.evaluate(() => delete (window as { showSaveFilePicker?: unknown }).showSaveFilePicker)
    await page.evaluate(() => {
      Object.defineProperty(window, 'showSaveFilePicker', { value: undefined })
    })
    const downloading = page.waitForEvent('download')
    const reveal = await page.evaluate(async () => {
      const { platform } = (globalThis as unknown as Scope).testPage
      const sink = (await platform.files.createSink('جواب.csv'))!
      const text = new TextEncoder()
      await sink.write(text.encode('نام,'))
      await sink.write(text.encode('لیبل\r\n'))
      await sink.close()
      return [sink.name, sink.reveal]
    })
    expect(reveal).toEqual(['جواب.csv', null])
    const download = await downloading
    expect(download.suggestedFilename()).toBe('جواب.csv')
    expect(readFileSync(await download.path(), 'utf8')).toBe('نام,لیبل\r\n')
  })

  it('leaves nothing of an aborted file', async () => {
    const left = await page.evaluate(async () => {
      Object.defineProperty(window, 'showSaveFilePicker', { value: undefined })
      const { platform } = (globalThis as unknown as Scope).testPage
      const sink = (await platform.files.createSink('a.csv'))!
      await sink.write(new Uint8Array(1000))
      await sink.abort()
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('downloads')
      const names: string[] = []
      for await (const entry of folder.values()) names.push(entry.name)
      return names
    })
    expect(left).toEqual([])
  })

  it('writes to the file of the save dialog only when it is closed, and gives null when it is cancelled', async () => {
    const outcome = await page.evaluate(async () => {
      const { platform } = (globalThis as unknown as Scope).testPage
      const root = await navigator.storage.getDirectory()
      const file = await root.getFileHandle('picked.csv', { create: true })
      const answers: (() => Promise<unknown>)[] = [
        () => Promise.resolve(file),
        () => Promise.reject(new DOMException('cancelled', 'AbortError')),
      ]
      Object.defineProperty(window, 'showSaveFilePicker', { value: () => answers.shift()!() })
      const sink = (await platform.files.createSink('suggested.csv'))!
      await sink.write(new TextEncoder().encode('متن'))
      const before = (await file.getFile()).size
      await sink.close()
      return {
        name: sink.name,
        before,
        after: await (await file.getFile()).text(),
        cancelled: await platform.files.createSink('b.csv'),
      }
    })
    expect(outcome).toEqual({ name: 'picked.csv', before: 0, after: 'متن', cancelled: null })
  })

  it.each([
    ['QuotaExceededError', 'disk-full'],
    ['NoModificationAllowedError', 'file-in-use'],
    ['NotAllowedError', 'file-denied'],
    ['NotFoundError', 'file-gone'],
    ['SomethingElse', 'platform-failed'],
  ])('tells %s as %s', async (name, code) => {
    const told = await page.evaluate((name) => {
      const { platform, codeOf } = (globalThis as unknown as Scope).testPage
      const pick = () => Promise.reject(new DOMException('why', name))
      Object.defineProperty(window, 'showSaveFilePicker', { value: pick })
      return codeOf(() => platform.files.createSink('a.csv'))
    }, name)
    expect(told).toBe(code)
  })

  it('opens web addresses in a new tab that knows nothing of us, and refuses others', async () => {
    const opened = context.waitForEvent('page')
    await context.route('https://example.org/**', (route) =>
      route.fulfill({ body: 'outside', contentType: 'text/html' }),
    )
    await page.click('#act')
    await page.evaluate(() => (globalThis as unknown as Scope).testPage.platform.openExternal('https://example.org/a'))
    const tab = await opened
    await tab.waitForURL('https://example.org/a')
    expect(await tab.evaluate(() => globalThis.opener)).toBeNull()
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'no address']) {
      const code = await page.evaluate((url) => {
        const { platform, codeOf } = (globalThis as unknown as Scope).testPage
        return codeOf(() => platform.openExternal(url))
      }, url)
      expect([url, code]).toEqual([url, 'platform-failed'])
    }
  })

  it('asks before it leaves only while work is unsaved', async () => {
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    await page.click('#act')
    await page.evaluate(() => (globalThis as unknown as Scope).testPage.platform.setUnsavedWork(['answers']))
    await page.reload()
    expect(asked).toEqual(['beforeunload'])
    await page.click('#act')
    await page.evaluate(() => {
      const { platform } = (globalThis as unknown as Scope).testPage
      platform.setUnsavedWork(['answers'])
      platform.setUnsavedWork([])
    })
    await page.reload()
    expect(asked).toEqual(['beforeunload'])
  })
})
