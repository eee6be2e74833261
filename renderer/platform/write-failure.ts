import { PlatformError } from './platform-port.ts'

/** Errors of a full disk, by IndexedDB and by the private file system. */
const FULL = 'QuotaExceededError'

/** What lies inside: Dexie wraps the browser's error as `inner`, more than once where a transaction was aborted. */
export function innermost(error: unknown): unknown {
  let at = error
  for (let depth = 0; depth < 5 && at instanceof Error && 'inner' in at && at.inner instanceof Error; depth += 1) {
    at = at.inner
  }
  return at
}

/** Why a write failed: a stable code of ours where there is one, otherwise the name of what was thrown. */
export function writeFailureCode(error: unknown): string {
  const inner = innermost(error)
  if (inner instanceof PlatformError) return inner.code
  if (!(inner instanceof Error) && !(inner instanceof DOMException)) return 'UnknownError'
  if (inner.name === FULL) return 'disk-full'
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.name
}
