import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'

export type FailureReply = { status: number; code: ErrorCode; retryAfter?: number }

/** SQLite: SQLITE_FULL; the file system's; PostgreSQL: disk_full. */
const FULL = new Set<unknown>([13, 'ENOSPC', '53100'])
/** SQLite: SQLITE_BUSY; PostgreSQL: starting up, shut down, too many connections, no connection. */
const BUSY = new Set<unknown>([5, '57P01', '57P02', '57P03', '53300', '08006', '08001', 'ECONNREFUSED', 'ECONNRESET'])
const RETRY_S = 5

/** What a laptop is told of an error: what the server could not read, a full disk, a database that is away, or a bug. */
export function refusalOf(error: unknown): FailureReply {
  const { statusCode, code, errcode } = (error ?? {}) as { statusCode?: number; code?: unknown; errcode?: number }
  // node:sqlite gives extended codes; the primary one is the low byte.
  const primary = errcode === undefined ? code : errcode & 0xff
  if (FULL.has(primary)) return { status: 507, code: 'disk-full' }
  if (BUSY.has(primary)) return { status: 503, code: 'busy', retryAfter: RETRY_S }
  if (statusCode === 413) return { status: 413, code: 'too-large' }
  if (statusCode === 429) return { status: 429, code: 'too-many', retryAfter: RETRY_S }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'bad-request' }
  return { status: 500, code: 'internal' }
}
