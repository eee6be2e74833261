import type { ProjectId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import { BUNDLE_LIMITS } from '#shared/sync/bundle/bundle-limits.ts'
import type { ErrorCode, ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { MAX_BLOB_BYTES, MAX_BODY_BYTES, MAX_PUSH_BYTES } from '#shared/sync/protocol-limits.ts'
import type { HubContext } from '../hub-context.ts'
import type { Caller } from '../services/enrolment.ts'

export type RouteRequest = {
  hub: HubContext
  projectId: ProjectId
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string>>
  /** As it came over the wire, decoded where it was packed; empty when there was none. */
  body: Uint8Array
  /** First bytes wanted of a blob, from a Range header. */
  rangeFrom: number
}
export type CalledRequest = RouteRequest & { caller: Caller }

export type RouteReply =
  | { status: 200 | 201; json: unknown }
  | { status: 201; enrolled: EnrolReply }
  | { status: 200; lines: string }
  | { status: 200 | 206; bytes: Uint8Array; from: number; total: number }
  | { status: 200; file: Uint8Array }
  | { refusal: ErrorReply; retryAfter?: number }

type Handler<Request> = (request: Request) => Promise<RouteReply>

/** What a door is given: a short JSON text (where nothing is said), a push, a blob or a bundle. */
export type BodyKind = 'json' | 'push' | 'blob' | 'bundle'

/** Greatest body in bytes, as it comes over the wire and unpacked. */
export const BODY_LIMITS: Readonly<Record<BodyKind, { wire: number; unpacked: number }>> = {
  json: { wire: 16 * 1024, unpacked: 16 * 1024 },
  push: { wire: MAX_BODY_BYTES, unpacked: MAX_PUSH_BYTES },
  blob: { wire: MAX_BLOB_BYTES, unpacked: MAX_BLOB_BYTES },
  bundle: { wire: BUNDLE_LIMITS.fileBytes, unpacked: BUNDLE_LIMITS.fileBytes },
}

/**
 * One door of the hub. `roles` says who may use it: the table test calls every door in every role. `open` doors ask for no
 * token.
 */
export type HubRoute = { method: 'GET' | 'POST' | 'PUT'; path: string; what: string; takes?: BodyKind } & (
  | { open: true; handle: Handler<RouteRequest> }
  | { open: false; roles: readonly Role[]; handle: Handler<CalledRequest> }
)

export function refuse(code: ErrorCode, more: Omit<ErrorReply, 'code'> = {}): RouteReply {
  return { refusal: { code, ...more } }
}

/** HTTP status of each refusal (docs/sync-protocol.md). */
export const STATUS_OF: Readonly<Record<ErrorCode, number>> = {
  'bad-request': 400,
  'bad-hash': 400,
  'bad-signature': 400,
  'bad-invite': 403,
  'not-enrolled': 401,
  revoked: 403,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  fork: 409,
  gap: 409,
  generation: 409,
  exists: 409,
  'bad-bundle': 400,
  'no-keys': 409,
  'too-large': 413,
  'unknown-host': 421,
  'foreign-origin': 403,
  'too-old': 426,
  'too-many': 429,
  'disk-full': 507,
  busy: 503,
  internal: 500,
}
