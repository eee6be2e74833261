import { spawn } from 'node:child_process'
import { electronInstaller, electronRuntime } from './electron-runtime.ts'

export type DownloadOutcome = 'downloaded' | 'failed' | 'timed-out' | 'skipped'

export type DownloadOptions = {
  timeoutMs: number
  /** Told about every second; never called after the end. */
  onProgress: (seconds: number) => void
  /** Aborted when the person does not want to wait. */
  signal: AbortSignal
  /** The script that downloads; the one of the electron package unless a test gives another. */
  installer?: string
}

/** Tries once to download the Electron runtime. Whatever happens, it ends within the time limit. */
export function downloadElectron(options: DownloadOptions): Promise<DownloadOutcome> {
  const { timeoutMs, onProgress, signal, installer = electronInstaller() } = options
  return new Promise((resolve) => {
    let reason: DownloadOutcome = 'failed'
    const child = spawn(process.execPath, [installer], { stdio: 'ignore' })
    const stop = (why: DownloadOutcome) => {
      reason = why
      child.kill('SIGKILL')
    }
    const skip = () => stop('skipped')
    const timer = setTimeout(() => stop('timed-out'), timeoutMs)
    const started = performance.now()
    const ticker = setInterval(() => onProgress(Math.round((performance.now() - started) / 1000)), 1000)
    signal.addEventListener('abort', skip, { once: true })
    const finish = (code: number | null) => {
      clearTimeout(timer)
      clearInterval(ticker)
      signal.removeEventListener('abort', skip)
      resolve(code === 0 && (options.installer !== undefined || electronRuntime() !== null) ? 'downloaded' : reason)
    }
    child.on('error', () => finish(1))
    child.on('exit', finish)
  })
}
