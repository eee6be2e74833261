import { chromium, type Browser, type Page } from '@playwright/test'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BlobFiles } from '#electron/main/services/blob-files.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { BLOB_STORE_CASES } from '#tests/support/blob-store-contract.ts'
import { memoryBlobStore } from '#tests/support/memory-blob-store.ts'
import { SEVEN_ZEROS } from '#tests/support/pages/platform/opfs-cases.ts'
import type { OpfsOutcome, PlatformTestPage } from '#tests/support/pages/platform/page.ts'
import { servePages, type ServedPages } from '#tests/support/serve-pages.ts'

type Scope = { testPage: PlatformTestPage }

describe('a blob store in memory', () => {
  it.each(BLOB_STORE_CASES)('$name', ({ run }) => run(memoryBlobStore()))
})

describe('a blob store in the private file system of Chromium', () => {
  let pages: ServedPages
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    pages = await servePages(join(import.meta.dirname, '../support/pages/platform'), 24303, ['index.html'])
    browser = await chromium.launch({ executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] })
    page = await browser.newPage()
    await page.goto(pages.url)
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await pages?.close()
  })

  describe.each(['inWindow', 'inWorker'] as const)('%s', (place) => {
    let outcome: OpfsOutcome

    beforeAll(async () => {
      outcome = await page.evaluate((place) => (globalThis as unknown as Scope).testPage[place](), place)
    }, 60_000)

    it.each(BLOB_STORE_CASES.map(({ name }) => name))('%s', (name) => {
      expect(outcome.cases.find((one) => one.name === name)).toEqual({ name, error: null })
    })

    it('takes an empty file, as a crash can leave it, for no blob, and leaves no half-written file', () => {
      expect(outcome.crash).toEqual({ names: [SEVEN_ZEROS], has: false, bytes: 7 })
    })
  })
})

describe('a blob store in files of the main process', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nishan-blobs-'))
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it.each(BLOB_STORE_CASES)('$name', ({ run }) => run(new BlobFiles(join(folder, 'blobs'))))

  it('takes an empty file for no blob, removes half-written ones, and goes nowhere else', async () => {
    const name = 'a'.repeat(64)
    writeFileSync(join(folder, name), '')
    writeFileSync(join(folder, `${name}.1234.part`), 'آدھا')
    const store = new BlobFiles(folder)
    expect(await store.has(name)).toBe(false)
    await store.put(name, Uint8Array.of(1, 2))
    expect(readdirSync(folder)).toEqual([name])
    await expect(store.get('../settings.json')).rejects.toThrow(/hexadecimal/)
  })
})
