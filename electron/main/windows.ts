import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { InterfaceLocale } from '#shared/domain/settings.ts'
import type { OwnHubState } from '#shared/ipc/own-hub-contract.ts'
import { APP_ORIGIN } from './app-origin.ts'
import { questionClosing } from './close-question.ts'
import { reloadAfterCrash } from './reload-after-crash.ts'
import { guardNavigation } from './security/navigation-guard.ts'
import { assertSafeWebPreferences, guardedWebPreferences } from './security/web-preferences-guard.ts'
import { guardWebview } from './security/webview-guard.ts'
import { guardWindowOpen } from './security/window-open-guard.ts'
import type { Log } from './services/log.ts'
import type { OpenWindows } from './services/open-windows.ts'
import { MIN_SIZE, readWindowState, visibleBounds, writeWindowState } from './services/window-state.ts'

export type WindowDeps = {
  windows: OpenWindows
  /** The built preload. */
  preload: string
  /** Where place and size are remembered. */
  stateFile: string
  locale: () => InterfaceLocale
  zoom: () => number
  /** The hub on this laptop, which stops with the app. */
  ownHub: () => OwnHubState
  log: Log
  /** Runs when the page starts anew: what the one before had begun is over. */
  onReload: (id: number) => void
  /** Runs when the window is gone. */
  onClosed: (id: number) => void
}

/** `--color-canvas` of the tokens: shown until the page has painted. */
const CANVAS = { light: '#f1f3f7', dark: '#0f141b' } as const

export function canvasColor(): string {
  return nativeTheme.shouldUseDarkColors ? CANVAS.dark : CANVAS.light
}

function rememberPlace(window: BrowserWindow, stateFile: string): void {
  window.on('close', () => {
    try {
      writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    } catch {
      // Only the place of the window is lost.
    }
  })
}

/** Opens the window, guarded, where it stood last time. */
export async function openMainWindow(deps: WindowDeps): Promise<BrowserWindow> {
  const state = readWindowState(deps.stateFile)
  const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()]
  const bounds = visibleBounds(
    state?.bounds ?? null,
    displays.map((display) => display.workArea),
  )
  const webPreferences = guardedWebPreferences(deps.preload)
  assertSafeWebPreferences(webPreferences)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    backgroundColor: canvasColor(),
    webPreferences,
  })
  const { webContents } = window
  const { id } = webContents
  guardNavigation(webContents)
  guardWindowOpen(webContents)
  guardWebview(webContents)
  deps.windows.add(window)
  rememberPlace(window, deps.stateFile)
  questionClosing(window, deps)
  window.once('ready-to-show', () => {
    if (state?.maximized) window.maximize()
    window.show()
  })
  webContents.on('did-navigate', () => {
    deps.windows.setUnsavedWork(id, [])
    deps.onReload(id)
  })
  webContents.on('did-finish-load', () => webContents.setZoomFactor(deps.zoom()))
  reloadAfterCrash(webContents, deps.log)
  window.on('closed', () => {
    deps.windows.remove(id)
    deps.onClosed(id)
  })
  await window.loadURL(`${APP_ORIGIN}/`)
  return window
}
