import { PlatformError } from '#renderer/platform/platform-port.ts'
import type { ImportFailure } from './import-protocol.ts'

/** Ends an import with a code the screen translates. */
export class ImportError extends Error {
  readonly failure: ImportFailure
  readonly file: string
  readonly detail: string

  constructor(failure: ImportFailure, file: string, detail = '') {
    super(`${failure} ${detail}`)
    this.name = 'ImportError'
    this.failure = failure
    this.file = file
    this.detail = detail
  }
}

const BY_NAME: Record<string, ImportFailure> = {
  NotFoundError: 'file-gone',
  NotReadableError: 'file-gone',
  QuotaExceededError: 'disk-full',
  InvalidStateError: 'storage-refused',
  DatabaseClosedError: 'storage-refused',
}

/** The code of anything thrown while reading or storing. Dexie wraps the browser's error as `inner`. */
export function importFailureOf(error: unknown): { failure: ImportFailure; file: string; detail: string } {
  if (error instanceof ImportError) return error
  if (error instanceof PlatformError) {
    const known = error.code === 'disk-full' || error.code === 'file-gone' || error.code === 'storage-refused'
    return { failure: known ? error.code : 'failed', file: '', detail: error.code }
  }
  const inner = error instanceof Error && 'inner' in error && error.inner instanceof Error ? error.inner : error
  const name = inner instanceof Error || inner instanceof DOMException ? inner.name : 'unknown'
  return { failure: BY_NAME[name] ?? 'failed', file: '', detail: name }
}
