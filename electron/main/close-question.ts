import { dialog, type BrowserWindow } from 'electron'
import type { InterfaceLocale } from '#shared/domain/settings.ts'
import { MENU_STRINGS } from './menu/menu-strings.ts'
import type { OpenWindows } from './services/open-windows.ts'

/** How long a page may work after it was told that it closes. */
const FINISH_LIMIT_MS = 5000

const KEEP_WORKING = 0
const CLOSE = 1

async function mayClose(window: BrowserWindow, locale: InterfaceLocale): Promise<boolean> {
  const words = MENU_STRINGS[locale]
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.unsavedQuestion,
    detail: words.unsavedDetail,
    buttons: [words.keepWorking, words.closeAnyway],
    defaultId: KEEP_WORKING,
    cancelId: KEEP_WORKING,
    noLink: true,
  })
  return response === CLOSE
}

function limit(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}

/** Asks before unsaved work is left, then lets the page finish within a time limit, then closes. */
export function questionClosing(window: BrowserWindow, windows: OpenWindows, locale: () => InterfaceLocale): void {
  const id = window.webContents.id
  let closing = false

  const close = async () => {
    if (windows.hasUnsavedWork(id) && !(await mayClose(window, locale()))) {
      closing = false
      return
    }
    const finished = windows.waitForFinish(id)
    window.webContents.send('app.closing')
    await Promise.race([finished, limit(FINISH_LIMIT_MS)])
    if (!window.isDestroyed()) window.destroy()
  }

  window.on('close', (event) => {
    // A page that has crashed or never loaded cannot answer.
    if (window.webContents.isCrashed() || window.webContents.getURL() === '') return
    event.preventDefault()
    if (closing) return
    closing = true
    void close()
  })
}
