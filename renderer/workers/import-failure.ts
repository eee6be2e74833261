import { PlatformError } from '#renderer/platform/platform-port.ts'
import { innermost } from '#renderer/platform/write-failure.ts'
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

/** The code of anything thrown while reading or storing. */
export function importFailureOf(error: unknown): { failure: ImportFailure; file: string; detail: string } {
  if (error instanceof ImportError) return error
  const inner = innermost(error)
  if (inner instanceof PlatformError) {
    const known = inner.code === 'disk-full' || inner.code === 'file-gone' || inner.code === 'storage-refused'
    return { failure: known ? inner.code : 'failed', file: '', detail: inner.code }
  }
  const name = inner instanceof Error || inner instanceof DOMException ? inner.name : 'unknown'
  return { failure: BY_NAME[name] ?? 'failed', file: '', detail: name }
}
