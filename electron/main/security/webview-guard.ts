import type { WebContents } from 'electron'

/** No <webview>, even if a preference should ever allow the tag. */
export function guardWebview(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
