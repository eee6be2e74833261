import type { Page } from '@playwright/test'
import { readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALL_CHANNELS, EVENT_CHANNELS } from '#shared/ipc/channels.ts'
import type { NishanApi } from '#shared/ipc/contract.ts'
import { buildAppFixture, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

declare global {
  interface Window {
    api: NishanApi
  }
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'"

let built: BuiltApp
let double: ElectronDouble
let page: Page
let profile: string

beforeAll(async () => {
  built = await buildAppFixture()
  profile = built.newProfile()
  double = await launchElectronDouble({ appDir: built.appDir, userData: profile })
  page = await double.page()
}, 60_000)

afterAll(async () => {
  await double?.kill()
  built?.remove()
})

/** What a call gives, or `refused: <code>`. Text of an expression in the page, so that wrong types can be tried. */
function call(expression: string): Promise<unknown> {
  return page.evaluate(
    `(async () => { try { return await ${expression} } catch (error) { return 'refused: ' + error.message } })()`,
  )
}

describe('the window', () => {
  it('opens at 1366×768 at most, hidden until the page has painted, in the colour of the theme', () => {
    const window = double.state.windows[0]!
    expect(window.bounds).toEqual({ x: 0, y: 0, width: 1366, height: 728 })
    expect(window.options.show).toBe(false)
    expect(window.shown).toBe(true)
    expect(window.options.backgroundColor).toBe('#f1f3f7')
  })

  it('is isolated and sandboxed, without Node, webview or spell checker', () => {
    expect(double.state.sandboxEnabled).toBe(true)
    expect(double.state.windows[0]!.options.webPreferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      preload: join(built.appDir, 'electron/preload.cjs'),
    })
  })

  it('shows the page with its style and script, without an error', async () => {
    expect(await page.title()).toBe('نشان')
    expect(await page.evaluate(() => document.body.dataset['ready'])).toBe('yes')
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('p')!).fontSize)).toBe('21px')
    expect(double.state.pageErrors).toEqual([])
  })
})

describe('the private scheme', () => {
  it('is standard and secure', () => {
    expect(double.state.privilegedSchemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ])
  })

  it.each([
    ['/', 200, 'text/html; charset=utf-8'],
    ['/assets/page.js', 200, 'text/javascript; charset=utf-8'],
    ['/nothing.js', 404, null],
    ['/assets', 404, null],
  ])('answers %s with %i and the policy', async (path, status, type) => {
    const answer = await page.evaluate(async (path) => {
      const reply = await fetch(path)
      return [reply.status, reply.headers.get('content-type'), reply.headers.get('content-security-policy')]
    }, path)
    expect(answer).toEqual([status, type, POLICY])
  })

  it.each([
    'app://nishan/../../secret.txt',
    'app://nishan/..%2f..%2fsecret.txt',
    'app://nishan/%2e%2e/%2e%2e/secret.txt',
    'app://nishan/..%5c..%5csecret.txt',
    'app://nishan/%00',
    'app://nishan/%zz',
    'app://elsewhere/index.html',
  ])('refuses %s, with the policy', async (url) => {
    const reply = await double.state.protocolHandlers.get('app')!(new Request(url))
    expect(reply.status).toBe(404)
    expect(await reply.text()).toBe('')
    expect(reply.headers.get('content-security-policy')).toBe(POLICY)
  })

  it('reads only', async () => {
    const reply = await double.state.protocolHandlers.get('app')!(new Request('app://nishan/', { method: 'POST' }))
    expect(reply.status).toBe(405)
  })

  it('has its policy put over any other answer of the session', async () => {
    const headers = await new Promise((resolve) => {
      double.state.headersListener!(
        {
          url: 'https://else.example/',
          responseHeaders: { 'Content-Security-Policy': ['default-src *'], 'X-Kept': ['1'] },
        },
        ({ responseHeaders }) => resolve(responseHeaders),
      )
    })
    expect(headers).toMatchObject({ 'content-security-policy': POLICY, 'X-Kept': ['1'] })
    expect(headers).not.toHaveProperty('Content-Security-Policy')
  })

  it('stops inline scripts, eval and other origins', async () => {
    const before = double.state.foreignRequests.length
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.inlineRan = true'
      document.head.append(script)
      const fetched = await fetch('https://outside.example/').then(
        () => true,
        () => false,
      )
      return { inline: 'inlineRan' in globalThis, fetched }
    })
    expect(outcome).toEqual({ inline: false, fetched: false })
    // As text, because eval is a lint error even where it is tried on purpose. The page's own timer runs it.
    await page.evaluate(`setTimeout(() => { try { eval('globalThis.evalRan = true') } catch {} }, 0)`)
    await page.waitForTimeout(100)
    expect(await page.evaluate(() => 'evalRan' in globalThis)).toBe(false)
    expect(double.state.foreignRequests).toHaveLength(before)
    double.state.pageErrors.length = 0
  })
})

describe('the disk', () => {
  it('is measured where our data lies', async () => {
    const { bavail, bsize } = statfsSync(profile)
    const free = Number(await call(`window.api['storage.freeBytes']()`))
    // Other programs write meanwhile.
    expect(Math.abs(free - bavail * bsize)).toBeLessThan(1_000_000_000)
  })

  it('tells how much the journal and the blobs have taken', async () => {
    const before = Number(await call(`window.api['storage.usedBytes']()`))
    await call(`window.api['blobs.put']('${'ab'.repeat(32)}', new Uint8Array(5000).fill(1))`)
    expect(Number(await call(`window.api['storage.usedBytes']()`)) - before).toBe(5000)
  })

  it('has the answer about never being cleared in the log', async () => {
    await call(`window.api['storage.persistence']('refused')`)
    expect(readFileSync(join(profile, 'logs/nishan.log'), 'utf8')).toContain('"event":"persistence","answer":"refused"')
  })
})

describe('the contract', () => {
  it('gives the page one function for each channel and nothing else', async () => {
    const members = await page.evaluate(() => Object.entries(window.api).map(([name, value]) => [name, typeof value]))
    const expected = [...CALL_CHANNELS, ...EVENT_CHANNELS].map((name) => [name, 'function'])
    expect(members).toEqual(expected)
    expect([...double.state.invokeHandlers.keys()]).toEqual([...CALL_CHANNELS])
  })

  it('cannot be changed by the page, and leaves nothing of Node or Electron in it', async () => {
    const outcome = await page.evaluate(() => {
      const scope = globalThis as unknown as Record<string, unknown>
      let replaced = true
      try {
        Object.defineProperty(window, 'api', { value: 1 })
      } catch {
        replaced = false
      }
      const leaked = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
        (name) => name in scope,
      )
      return { replaced, frozen: Object.isFrozen(window.api), leaked }
    })
    expect(outcome).toEqual({ replaced: false, frozen: true, leaked: [] })
  })

  it('tells version and settings at the start', async () => {
    expect(await call(`window.api['app.start']()`)).toMatchObject({
      version: '9.9.9',
      settings: { locale: 'ur', zoom: 1 },
    })
  })

  it.each([
    `window.api['app.start'](1)`,
    `window.api['app.setUnsavedWork']('yes')`,
    `window.api['app.setUnsavedWork']()`,
    `window.api['app.setUnsavedWork'](['a secret'])`,
    `window.api['storage.persistence'](true)`,
    `window.api['storage.freeBytes']('/etc')`,
    `window.api['files.createSink']('')`,
    `window.api['files.createSink']({ path: '/etc/passwd' })`,
    `window.api['files.write']('handle', 'text')`,
    `window.api['files.write']('handle', new Uint8Array(16 * 1024 * 1024 + 1))`,
    `window.api['files.close'](3)`,
    `window.api['settings.update']({ zoom: 99 })`,
    `window.api['settings.update']({ locale: 'fr' })`,
    `window.api['settings.update']({ unknown: true })`,
    `window.api['settings.update'](null)`,
    `window.api['shell.openExternal']('file:///etc/passwd')`,
    `window.api['shell.openExternal']('javascript:alert(1)')`,
    `window.api['shell.openExternal']('smb://host/share')`,
    `window.api['shell.openExternal']('not an address')`,
  ])('refuses a bad argument with a code: %s', async (expression) => {
    expect(await call(expression)).toBe('refused: bad-arguments')
  })

  it.each([
    ['another window', { sender: { id: 999 }, senderFrame: { url: 'app://nishan/', parent: null } }],
    ['a frame inside the page', { senderFrame: { url: 'app://nishan/', parent: {} } }],
    ['another origin', { senderFrame: { url: 'https://evil.example/', parent: null } }],
    ['an origin that only begins like ours', { senderFrame: { url: 'app://nishan.evil.example/', parent: null } }],
    ['a frame that is gone', { senderFrame: null }],
  ])('refuses %s with a code', async (_name, event) => {
    const ours = {
      sender: { id: double.state.windows[0]!.contents.id },
      senderFrame: { url: 'app://nishan/', parent: null },
    }
    const start = double.state.invokeHandlers.get('app.start')!
    expect(await start(ours)).toMatchObject({ ok: true })
    expect(await start({ ...ours, ...event })).toEqual({ ok: false, code: 'bad-sender' })
  })

  it('logs a refused call with channel and code, and nothing that was sent', async () => {
    await call(`window.api['files.createSink']('')`)
    const lines = readFileSync(join(profile, 'logs/nishan.log'), 'utf8').trim().split('\n')
    expect(JSON.parse(lines.at(-1)!)).toEqual({
      at: expect.any(String),
      event: 'call-failed',
      channel: 'files.createSink',
      code: 'bad-arguments',
    })
    expect(lines.join()).not.toContain('passwd')
  })

  it('opens web addresses outside', async () => {
    expect(await call(`window.api['shell.openExternal']('https://example.org/a?b=c')`)).toBeUndefined()
    expect(double.state.openedExternally).toEqual(['https://example.org/a?b=c'])
  })
})

describe('the guards', () => {
  it('keep the page where it is when it wants to go elsewhere', async () => {
    await page.evaluate(() => {
      globalThis.location.href = 'https://outside.example/'
    })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(await page.title()).toBe('نشان')
    expect(double.state.foreignRequests).toEqual([])
  })

  it('stop a redirect to another origin, and let our own pages pass', () => {
    const { contents } = double.state.windows[0]!
    const tried = (event: string, url: string) => {
      let prevented = false
      contents.emit(event, { url, isMainFrame: true, preventDefault: () => (prevented = true) })
      return prevented
    }
    for (const event of ['will-redirect', 'will-frame-navigate']) {
      expect(tried(event, 'https://outside.example/')).toBe(true)
      expect(tried(event, 'app://nishan.evil.example/')).toBe(true)
      expect(tried(event, 'file:///etc/passwd')).toBe(true)
      expect(tried(event, 'app://nishan/#/settings')).toBe(false)
    }
    expect(tried('will-attach-webview', '')).toBe(true)
  })

  it('close any window that the page opens', async () => {
    const opened = page.context().waitForEvent('page')
    await page.evaluate(() => void window.open('https://outside.example/', '_blank'))
    const popup = await opened
    if (!popup.isClosed()) await popup.waitForEvent('close')
    expect(double.state.windows).toHaveLength(1)
    expect(double.state.foreignRequests).toEqual([])
    expect(double.state.windows[0]!.contents.openHandler!({ url: 'app://nishan/' })).toEqual({ action: 'deny' })
  })

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'midi',
    'hid',
    'usb',
    'serial',
    'openExternal',
    'unknown',
  ])('deny the permission %s, asked or checked', (permission) => {
    const details = { requestingUrl: 'app://nishan/' }
    let granted: boolean | null = null
    double.state.permissionRequest!({}, permission, (answer) => (granted = answer), details)
    expect(granted).toBe(false)
    expect(double.state.permissionCheck!({}, permission, 'app://nishan/')).toBe(false)
    expect(double.state.devicePermission!({ deviceType: permission })).toBe(false)
  })

  it('let our own page ask that its storage is kept, and nobody else', () => {
    expect(double.state.permissionCheck!({}, 'persistent-storage', 'app://nishan/')).toBe(true)
    expect(double.state.permissionCheck!({}, 'persistent-storage', 'https://evil.example/')).toBe(false)
  })
})
