import { spawn } from 'node:child_process'
import { downloadElectron } from './download-electron.ts'
import { electronRuntime } from './electron-runtime.ts'
import { PROJECT_ROOT } from './project-root.ts'

const DOWNLOAD_LIMIT_MS = 60_000

const WHY_NOT = {
  downloaded: '',
  failed: 'could not be downloaded',
  'timed-out': 'could not be downloaded within a minute',
  skipped: 'download was skipped',
} as const

/** Writes over one line of a terminal; says a line only now and then where the output is a file. */
function showProgress(seconds: number): void {
  const text = `Downloading the Electron runtime: ${seconds} s of at most 60 s (Ctrl+C skips)`
  if (process.stdout.isTTY) process.stdout.write(`\r${text}`)
  else if (seconds % 15 === 0) console.log(text)
}

/** The runtime that is here, or one downloaded now. Null, after one line that says why, where there is none. */
export async function findElectron(): Promise<string | null> {
  const present = electronRuntime()
  if (present !== null) return present
  if (process.env['NISHAN_SKIP_ELECTRON_DOWNLOAD'] !== undefined) {
    console.log('The Electron runtime is not here (download switched off): Nishan runs in the browser.')
    return null
  }
  const controller = new AbortController()
  const skip = () => controller.abort()
  process.once('SIGINT', skip)
  showProgress(0)
  const outcome = await downloadElectron({
    timeoutMs: DOWNLOAD_LIMIT_MS,
    onProgress: showProgress,
    signal: controller.signal,
  })
  process.removeListener('SIGINT', skip)
  if (process.stdout.isTTY) process.stdout.write('\n')
  if (outcome !== 'downloaded') console.log(`The Electron runtime ${WHY_NOT[outcome]}: Nishan runs in the browser.`)
  return electronRuntime()
}

/** Runs the built app in Electron to its end; the result is its exit code. */
export function runElectron(program: string): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, [PROJECT_ROOT], { stdio: 'inherit' })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
