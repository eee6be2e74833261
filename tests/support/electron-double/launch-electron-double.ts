import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { DoubleState } from './double-state.ts'
import { electronModules } from './electron-modules.ts'
import { doubledUrl, provideElectron } from './module-hooks.ts'
import { toAppUrl } from './origins.ts'
import { preloadScript } from './preload-runner.ts'
import { servePages } from './serve-pages.ts'

const nativeImport = createRequire(import.meta.url)('./native-import.cjs') as (url: string) => Promise<unknown>

export type LaunchOptions = {
  /** Holds `electron/main.js`, `electron/preload.cjs` and `renderer/`, as dist/ and the package do. */
  appDir: string
  userData: string
  /** Changes the machine before the app starts: displays, dark mode, prepared answers. */
  prepare?: (state: DoubleState) => void
  /** Run in every page before its own: what the app must stand, not what it needs. */
  pageScripts?: readonly string[]
}

export type ElectronDouble = {
  state: DoubleState
  /** The page of the first window, once it has loaded. */
  page: () => Promise<Page>
  /** Closes the first window as a person does, and waits until the app has ended. */
  close: () => Promise<number>
  /** The processes are gone at once, nothing is asked. */
  kill: () => Promise<void>
}

type IpcMessage = { channel: string; args: unknown[] }

async function exposeIpc(state: DoubleState, context: BrowserContext, binding: string): Promise<void> {
  await context.exposeBinding(binding, async ({ page, frame }, { channel, args }: IpcMessage) => {
    const window = state.windows.find((one) => one.contents.page === page)
    const handler = state.invokeHandlers.get(channel)
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      const senderFrame = { url: toAppUrl(frame.url()), parent: frame.parentFrame() }
      const value = await handler({ sender: { id: window?.contents.id ?? -1 }, senderFrame }, ...args)
      return { ok: true, value: structuredClone(value) }
    } catch (error) {
      return { ok: false, value: String(error) }
    }
  })
}

type PageParts = { binding: string; eventsKey: string; pageScripts: readonly string[] }

async function openChromium(
  state: DoubleState,
  { binding, eventsKey, pageScripts }: PageParts,
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(join(state.userData, 'chromium'), {
    executablePath: chromiumPath(),
    args: [...CHROMIUM_ARGS],
    viewport: { width: 1366, height: 728 },
    acceptDownloads: true,
  })
  await exposeIpc(state, context, binding)
  await context.addInitScript({ content: preloadScript({ binding, events: eventsKey }, state.preloadText) })
  for (const content of pageScripts) await context.addInitScript({ content })
  await servePages(state, context)
  return context
}

async function firstPage(state: DoubleState): Promise<Page> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = state.windows[0]?.contents.page
    if (page && page.url() !== 'about:blank') {
      await page.waitForLoadState('load')
      return page
    }
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
  }
  throw new Error('electron double: the app opened no window within 10 s')
}

/**
 * Starts the built app on a double of Electron: its main module in this Node, its pages in real Chromium.
 * As in Electron, the app is ready only after the main module has been evaluated.
 */
export async function launchElectronDouble({
  appDir,
  userData,
  prepare,
  pageScripts = [],
}: LaunchOptions): Promise<ElectronDouble> {
  const id = randomUUID()
  const eventsKey = `events-${randomUUID()}`
  const state = new DoubleState(userData, readFileSync(join(appDir, 'electron/preload.cjs'), 'utf8'))
  prepare?.(state)
  provideElectron(id, electronModules(state, eventsKey))
  await nativeImport(doubledUrl(pathToFileURL(join(appDir, 'electron/main.js')), id))
  const binding = `ipc${id.replaceAll('-', '')}`
  if (!state.quitting) state.becomeReady(await openChromium(state, { binding, eventsKey, pageScripts }))
  return {
    state,
    page: () => firstPage(state),
    close: () => {
      state.windows[0]?.close()
      return state.exited
    },
    kill: () => state.exit(137),
  }
}
