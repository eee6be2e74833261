import type { FastifyRequest } from 'fastify'
import { failure, success, type Result } from '#shared/base/result.ts'
import { wireIdSchema } from '#shared/sync/messages/hex.ts'
import type { ProjectId } from '#shared/base/ids.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { PROTOCOL } from '#shared/sync/protocol-version.ts'
import type { HubContext } from '../hub-context.ts'
import { callerOf, type Caller } from '../services/enrolment.ts'
import type { HubRoute, RouteReply } from './hub-route.ts'
import { tokenOf } from './session-token.ts'

const projectIdSchema = wireIdSchema<ProjectId>()

/** Who made each request under way, once that is known. */
const callers = new WeakMap<FastifyRequest, Caller>()

export function admittedCaller(request: FastifyRequest): Caller | null {
  return callers.get(request) ?? null
}

/** Who calls, from the token of the request. */
export async function whoCalls(
  hub: HubContext,
  projectId: string,
  request: FastifyRequest,
): Promise<Result<Caller, ErrorReply>> {
  const project = projectIdSchema.safeParse(projectId)
  const token = tokenOf(request, projectId)
  if (!project.success || token === null) return failure({ code: 'not-enrolled' })
  const caller = await callerOf(hub, project.data, token)
  if (caller === null) return failure({ code: 'not-enrolled' })
  if (caller === 'revoked') return failure({ code: 'revoked' })
  callers.set(request, caller)
  return success(caller)
}

/**
 * Whether a request may come in, decided before its body is read: a stranger must not make the hub unpack megabytes.
 * The order is that of docs/sync-protocol.md: version, token, role, generation. Null = come in.
 */
export async function refusalBeforeBody(
  hub: HubContext,
  route: HubRoute,
  request: FastifyRequest,
): Promise<RouteReply | null> {
  const version = Number(request.headers['nishan-protocol'] ?? PROTOCOL.max)
  if (!(version >= PROTOCOL.min && version <= PROTOCOL.max)) {
    return { refusal: { code: 'too-old', protocol: PROTOCOL } }
  }
  if (route.open) return null
  const { project } = request.params as Record<string, string>
  const caller = await whoCalls(hub, project ?? '', request)
  if (!caller.ok) return { refusal: caller.error }
  if (!route.roles.includes(caller.value.role)) return { refusal: { code: 'forbidden' } }
  const stale = await otherGeneration(hub, (request.query as Record<string, unknown>)['gen'])
  return stale === null ? null : { refusal: { code: 'generation', gen: stale } }
}

/** A laptop that speaks of another generation compares first: the hub's present one, or null when all is well. */
async function otherGeneration(hub: HubContext, gen: unknown): Promise<string | null> {
  if (gen === undefined) return null
  const present = (await hub.database.read((session) => hub.identity(session))).gen
  return gen === present ? null : present
}
