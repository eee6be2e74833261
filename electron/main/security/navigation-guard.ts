import type { WebContents } from 'electron'
import { APP_ORIGIN } from '../app-origin.ts'

/** Keeps every frame on our own origin, also through redirects. */
export function guardNavigation(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
  })
}
