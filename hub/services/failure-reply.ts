import type { ErrorCode } from '#shared/sync/messages/error-reply.ts'

export type FailureReply = { status: number; code: ErrorCode; retryAfter?: number }

/** SQLite: SQLITE_FULL; the file system's; PostgreSQL: disk_full. */
const FULL = new Set<unknown>([13, 'ENOSPC', '53100'])
/**
 * SQLite: SQLITE_BUSY; PostgreSQL: starting up, shut down, taken over by another, too many connections, out of time, in
 * the way of another after every attempt; its connection: refused, lost, not found.
 */
const STATES = '57P01 57P02 57P03 57014 53300 55P03 25P03 25006 40001 40P01 08000 08001 08003 08004 08006 08P01'.split(
  ' ',
)
const CONNECTION = 'ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN ENOENT'.split(
  ' ',
)
const BUSY = new Set<unknown>([5, ...STATES, ...CONNECTION])
/** What the client of PostgreSQL says without a code. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/
const RETRY_S = 5

/** What a laptop is told of an error: what the server could not read, a full disk, a database that is away, or a bug. */
export function refusalOf(error: unknown): FailureReply {
  const { statusCode, code, errcode } = (error ?? {}) as { statusCode?: number; code?: unknown; errcode?: number }
  // node:sqlite gives extended codes; the primary one is the low byte.
  const primary = errcode === undefined ? code : errcode & 0xff
  if (FULL.has(primary)) return { status: 507, code: 'disk-full' }
  if (BUSY.has(primary) || (error instanceof Error && LOST.test(error.message)))
    return { status: 503, code: 'busy', retryAfter: RETRY_S }
  if (statusCode === 413) return { status: 413, code: 'too-large' }
  if (statusCode === 429) return { status: 429, code: 'too-many', retryAfter: RETRY_S }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { status: statusCode, code: 'bad-request' }
  return { status: 500, code: 'internal' }
}
