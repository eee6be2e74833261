import { dialog, type BrowserWindow } from 'electron'
import { basename, extname } from 'node:path'

/** Removes what no file system takes, and the folders that a page might try to name. */
export function safeFileName(name: string): string {
  const clean = name
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
    .replace(/[. ]+$/, '')
    .trim()
  return clean === '' || /^\.+$/.test(clean) ? 'nishan' : clean
}

/** The system's own save dialog. The chosen path, or null when the person cancels. */
export async function askWhereToSave(window: BrowserWindow, suggestedName: string): Promise<string | null> {
  const name = safeFileName(suggestedName)
  const extension = extname(name).slice(1)
  const answer = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters: extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  })
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}

/** The name that the person chose, without its folder. */
export function nameOf(path: string): string {
  return basename(path)
}

/** The system's own dialog for a folder. Its path, or null when the person cancels. */
export async function askForFolder(window: BrowserWindow): Promise<string | null> {
  const answer = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] })
  return answer.canceled ? null : (answer.filePaths[0] ?? null)
}
