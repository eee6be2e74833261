import type { CallErrorCode } from '#shared/ipc/contract.ts'
import { fileErrorCode } from '../services/file-error-code.ts'
import { sqliteCode } from '../services/journal/sqlite-code.ts'
import { CallError } from './call-error.ts'

/** SQLite's result codes that a person can do something about: full, read-only, cannot open, no permission. */
const SQLITE_CODES: ReadonlyMap<number, CallErrorCode> = new Map([
  [13, 'disk-full'],
  [8, 'file-denied'],
  [14, 'file-denied'],
  [3, 'file-denied'],
])

function storeErrorCode(error: unknown): CallErrorCode {
  const code = sqliteCode(error)
  const known = code === null ? undefined : SQLITE_CODES.get(code)
  return known ?? fileErrorCode(error, process.platform)
}

/** Runs work of the journal or of the blob files; what fails there travels as our code. */
export async function storeCall<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw new CallError(storeErrorCode(error))
  }
}
