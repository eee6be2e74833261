import { spawn } from 'node:child_process'
import { downloadElectron } from './download-electron.ts'
import { electronRuntime } from './electron-runtime.ts'
import { PROJECT_ROOT } from './project-root.ts'

const DOWNLOAD_LIMIT_MS = 60_000

/** A runtime that ends this soon with an error could not open its window. */
const EARLY_END_MS = 5000

const WHY_NOT = {
  downloaded: '',
  failed: 'The Electron runtime could not be downloaded',
  'timed-out': 'The Electron runtime could not be downloaded within a minute',
  skipped: 'The download of the Electron runtime was skipped',
} as const

const IN_BROWSER = ': Nishan runs in the browser.'

/** Why Electron cannot open a window here whatever is installed; null where it can. */
export function whyNoWindow(
  platform: NodeJS.Platform,
  environment: Record<string, string | undefined>,
  isRoot: boolean,
): string | null {
  if (platform !== 'linux') return null
  if (!environment['DISPLAY'] && !environment['WAYLAND_DISPLAY']) return 'There is no display'
  return isRoot ? 'Electron does not run as root' : null
}

/** Writes over one line of a terminal; says a line only now and then where the output is a file. */
function showProgress(seconds: number): void {
  const text = `Downloading the Electron runtime: ${seconds} s of at most 60 s (Ctrl+C skips)`
  if (process.stdout.isTTY) process.stdout.write(`\r${text}`)
  else if (seconds % 15 === 0) console.log(text)
}

async function download(): Promise<string | null> {
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
  if (outcome !== 'downloaded') console.log(WHY_NOT[outcome] + IN_BROWSER)
  return electronRuntime()
}

/** The runtime that is here, or one downloaded now. Null, after one line that says why, where there is none. */
export async function findElectron(): Promise<string | null> {
  const noWindow = whyNoWindow(process.platform, process.env, process.getuid?.() === 0)
  if (noWindow !== null) {
    console.log(noWindow + IN_BROWSER)
    return null
  }
  const present = electronRuntime()
  if (present !== null) return present
  if (process.env['NISHAN_SKIP_ELECTRON_DOWNLOAD'] !== undefined) {
    console.log(`The Electron runtime is not here (its download is switched off)${IN_BROWSER}`)
    return null
  }
  return download()
}

/** Runs the built app in Electron to its end. Null, after one line, where it could not open a window. */
export function runElectron(program: string, earlyEndMs = EARLY_END_MS): Promise<number | null> {
  const started = performance.now()
  return new Promise((resolve) => {
    const end = (code: number) => {
      const early = code !== 0 && performance.now() - started < earlyEndMs
      if (early) console.log(`Electron could not start${IN_BROWSER}`)
      resolve(early ? null : code)
    }
    const child = spawn(program, [PROJECT_ROOT], { stdio: 'inherit' })
    child.on('error', () => end(1))
    child.on('exit', (code) => end(code ?? 1))
  })
}
