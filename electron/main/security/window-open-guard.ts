import type { WebContents } from 'electron'

/** No page opens a window. Links to the outside go through `shell.openExternal`, after a question. */
export function guardWindowOpen(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
