import { startHub } from '#hub/start.ts'
import { askPort } from './ask-port.ts'
import { openBrowser } from './open-browser.ts'

/** Fixed for ever: another port is another origin, and there the browser keeps an empty database. */
export const APP_PORT = 47300

export type StartBrowserOptions = {
  staticDir: string
  version: string
  /** APP_PORT, unless a test says otherwise. */
  port: number
  say: (line: string) => void
}

/** Serves the app and opens it in the browser. The result is the exit code, or 'serving' while the hub runs. */
export async function startInBrowser({
  staticDir,
  version,
  port,
  say,
}: StartBrowserOptions): Promise<'serving' | 0 | 1> {
  const address = `http://127.0.0.1:${port}`
  const holder = await askPort(port)
  if (holder === 'someone') {
    say(
      `Another program uses port ${port}, and Nishan keeps your work under that port. Close that program, then start again.`,
    )
    return 1
  }
  if (holder === 'nishan') {
    const opened = await openBrowser(address)
    say(opened ? `Nishan is already running: opened ${address}` : `Nishan is already running. Open ${address}`)
    return 0
  }
  await startHub({ staticDir, port, version })
  const opened = await openBrowser(address)
  say(opened ? `Nishan is open in your browser: ${address}` : `Nishan is ready. Open ${address}`)
  say('Press Ctrl+C to stop.')
  return 'serving'
}
