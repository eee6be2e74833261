import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import { writeFailureCode } from '#renderer/platform/write-failure.ts'
import { WriteRefused } from '#renderer/data/write-guard.ts'

const full = new DOMException('full', 'QuotaExceededError')
const aborted = (inner: unknown) => Object.assign(new Dexie.AbortError('aborted'), { inner })

test.each([
  ['IndexedDB', full, 'disk-full'],
  ['IndexedDB, wrapped by an aborted transaction', aborted(full), 'disk-full'],
  ['IndexedDB, wrapped twice', aborted(aborted(full)), 'disk-full'],
  ['the journal', new PlatformError('disk-full', 'disk-full'), 'disk-full'],
  ['the journal, refused by the system', new PlatformError('file-denied', 'x'), 'file-denied'],
  ['a tab that only reads', new WriteRefused(), 'read-only'],
  ['another error', new TypeError('x'), 'TypeError'],
  ['no error at all', 'x', 'UnknownError'],
])('tells what %s says by a stable code', (_what, error, code) => {
  expect(writeFailureCode(error)).toBe(code)
})
