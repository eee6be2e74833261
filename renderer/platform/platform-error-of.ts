import { PlatformError, type PlatformErrorCode } from './platform-port.ts'

/** DOMException names of storage and files. */
const CODES: Readonly<Record<string, PlatformErrorCode>> = {
  QuotaExceededError: 'disk-full',
  NoModificationAllowedError: 'file-in-use',
  NotAllowedError: 'file-denied',
  NotFoundError: 'file-gone',
  SecurityError: 'storage-refused',
}

/** Our error for what a browser's storage or file API threw. */
export function platformErrorOf(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  return new PlatformError(CODES[name] ?? 'platform-failed', String(error))
}

/** Runs `work`, and turns what the browser throws into a PlatformError. */
export async function guardPlatform<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw platformErrorOf(error)
  }
}
