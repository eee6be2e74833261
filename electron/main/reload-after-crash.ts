import type { WebContents } from 'electron'
import type { Log } from './services/log.ts'

/** A page that dies again this soon is not started a second time. */
const CALM_MS = 60_000

/** Starts the page again when its process dies (out of memory, mostly): every answer is on the disk already. */
export function reloadAfterCrash(contents: WebContents, log: Log): void {
  let last = -CALM_MS
  contents.on('render-process-gone', (_event, { reason }) => {
    log('page-gone', { reason })
    const now = performance.now()
    if (reason !== 'clean-exit' && now - last >= CALM_MS) contents.reload()
    last = now
  })
}
