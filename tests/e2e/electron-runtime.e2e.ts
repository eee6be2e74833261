import { _electron, expect, test, type ElectronApplication } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { electronRuntime } from '#scripts/tasks/electron-runtime.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import type { NishanApi } from '#shared/ipc/contract.ts'

const WHY =
  'THE ELECTRON RUNTIME IS NOT INSTALLED: what only it can show stays unproven on this machine (docs/testing.md)'

const program = electronRuntime()
if (program === null) console.log(WHY)

test.describe('in the real Electron runtime', () => {
  test.skip(program === null, WHY)

  let profile: string
  let app: ElectronApplication

  const launch = () =>
    _electron.launch({
      executablePath: program ?? '',
      args: [PROJECT_ROOT, `--user-data-dir=${profile}`, ...(process.platform === 'linux' ? ['--no-sandbox'] : [])],
    })

  test.beforeEach(async () => {
    profile = mkdtempSync(join(tmpdir(), 'nishan-runtime-'))
    app = await launch()
  })

  test.afterEach(async () => {
    await app.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  test('the page lives on the private scheme, isolated from Node', async () => {
    const page = await app.firstWindow()
    await page.waitForLoadState('load')
    expect(new URL(page.url()).protocol).toBe('app:')
    const seen = await page.evaluate(async () => ({
      secure: isSecureContext,
      node: 'require' in globalThis || 'process' in globalThis,
      started: await (globalThis as unknown as { api: NishanApi }).api['app.start'](),
      policy: (await fetch('app://nishan/')).headers.get('content-security-policy'),
    }))
    expect(seen).toMatchObject({ secure: true, node: false, started: { settings: { locale: 'ur' } } })
    expect(seen.policy).toContain("default-src 'none'")
    await expect(page.locator('#root > *').first()).toBeVisible()
  })

  test('no page navigates away or opens a window', async () => {
    const page = await app.firstWindow()
    const before = page.url()
    const opened = await page.evaluate(() => {
      globalThis.location.href = 'https://example.org/'
      return globalThis.open('https://example.org/')
    })
    await page.waitForTimeout(500)
    expect([opened, page.url(), app.windows().length]).toEqual([null, before, 1])
  })

  test('settings and IndexedDB are there again after a restart', async () => {
    const page = await app.firstWindow()
    await page.evaluate(async () => {
      await (globalThis as unknown as { api: NishanApi }).api['settings.update']({ locale: 'en' })
      await new Promise<void>((resolve) => {
        indexedDB.open('kept', 1).addEventListener('success', () => resolve())
      })
    })
    await app.close()
    app = await launch()
    const again = await app.firstWindow()
    const kept = await again.evaluate(async () => {
      const { settings } = await (globalThis as unknown as { api: NishanApi }).api['app.start']()
      return [settings.locale, (await indexedDB.databases()).some(({ name }) => name === 'kept')]
    })
    expect(kept).toEqual(['en', true])
  })
})
