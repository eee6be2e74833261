import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { ProjectId } from '#shared/base/ids.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { MAX_BLOB_BYTES, MAX_BODY_BYTES, MAX_PUSH_BYTES } from '#shared/sync/protocol-limits.ts'
import { PROTOCOL } from '#shared/sync/protocol-version.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { HubContext } from '../hub-context.ts'
import { callerOf, type Caller } from '../services/enrolment.ts'
import { STATUS_OF, type HubRoute, type RouteReply, type RouteRequest } from './hub-route.ts'
import { HUB_ROUTES } from './project-routes.ts'
import { tokenOf, tokenReply } from './session-token.ts'

const unpack = promisify(gunzip)
const pack = promisify(gzip)

/** Replies shorter than this are sent as they are. */
const PACK_FROM_BYTES = 400

/** Puts every door of the table on the server, each behind the same checks in the same order. */
export function addHubRoutes(app: FastifyInstance, hub: HubContext): void {
  for (const route of HUB_ROUTES) {
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.maxBody ?? (route.method === 'PUT' ? MAX_BLOB_BYTES : MAX_BODY_BYTES),
      // Nobody unknown fills the memory with a large body.
      onRequest: async (request, reply) =>
        route.maxBody === undefined ? undefined : admit(hub, route, { request, reply }),
      handler: async (request, reply) => send(request, reply, await answer(hub, route, request)),
    })
  }
}

/** Refuses whoever may not use a door; undefined = may. */
async function admit(
  hub: HubContext,
  route: HubRoute,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply | undefined> {
  if (route.open) return undefined
  const { project } = request.params as Record<string, string>
  const caller = await whoCalls(hub, (project ?? '') as ProjectId, request)
  if (!caller.ok) return send(request, reply, { refusal: caller.error })
  if (!route.roles.includes(caller.value.role)) return send(request, reply, { refusal: { code: 'forbidden' } })
  return undefined
}

async function answer(hub: HubContext, route: HubRoute, request: FastifyRequest): Promise<RouteReply> {
  const version = Number(request.headers['nishan-protocol'] ?? PROTOCOL.max)
  if (!(version >= PROTOCOL.min && version <= PROTOCOL.max)) {
    return { refusal: { code: 'too-old', protocol: PROTOCOL } }
  }
  const body = await bodyOf(request)
  if (!body.ok) return { refusal: body.error }
  const read = requestOf(hub, request, body.value)
  if (route.open) return route.handle(read)
  const caller = await whoCalls(hub, read.projectId, request)
  if (!caller.ok) return { refusal: caller.error }
  if (!route.roles.includes(caller.value.role)) return { refusal: { code: 'forbidden' } }
  const stale = await otherGeneration(hub, read.query['gen'])
  if (stale !== null) return { refusal: { code: 'generation', gen: stale } }
  return route.handle({ ...read, caller: caller.value })
}

function requestOf(hub: HubContext, request: FastifyRequest, body: Uint8Array): RouteRequest {
  const params = request.params as Record<string, string>
  const range = /^bytes=(\d{1,10})-$/.exec(request.headers.range ?? '')
  return {
    hub,
    params,
    projectId: (params['project'] ?? '') as ProjectId,
    query: onlyTexts(request.query as Record<string, unknown>),
    body,
    rangeFrom: Number(range?.[1] ?? 0),
  }
}

/** Who calls, from the token of the request. */
export async function whoCalls(
  hub: HubContext,
  projectId: ProjectId,
  request: FastifyRequest,
): Promise<Result<Caller, ErrorReply>> {
  const token = tokenOf(request, projectId)
  if (token === null) return failure({ code: 'not-enrolled' })
  const caller = await callerOf(hub, projectId, token)
  if (caller === null) return failure({ code: 'not-enrolled' })
  return caller === 'revoked' ? failure({ code: 'revoked' }) : success(caller)
}

/** A laptop that speaks of another generation compares first: the hub's present one, or null when all is well. */
async function otherGeneration(hub: HubContext, gen: string | undefined): Promise<string | null> {
  if (gen === undefined) return null
  const present = (await hub.database.read((session) => hub.identity(session))).gen
  return gen === present ? null : present
}

async function bodyOf(request: FastifyRequest): Promise<Result<Uint8Array, ErrorReply>> {
  const raw = request.body
  if (!(raw instanceof Uint8Array)) return success(new Uint8Array())
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return success(raw)
  if (encoding !== 'gzip') return failure({ code: 'bad-request' })
  try {
    return success(await unpack(raw, { maxOutputLength: MAX_PUSH_BYTES }))
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return failure(tooLarge ? { code: 'too-large', max: MAX_PUSH_BYTES } : { code: 'bad-request' })
  }
}

function onlyTexts(query: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

async function send(request: FastifyRequest, reply: FastifyReply, answer: RouteReply): Promise<FastifyReply> {
  reply.header('cache-control', 'no-store')
  if ('refusal' in answer) {
    if (answer.retryAfter !== undefined) reply.header('retry-after', answer.retryAfter)
    return reply.code(STATUS_OF[answer.refusal.code]).send(answer.refusal)
  }
  reply.code(answer.status)
  if ('bytes' in answer) {
    // Named by its hash: the same for ever.
    reply.header('cache-control', 'private, max-age=31536000, immutable').header('accept-ranges', 'bytes')
    if (answer.status === 206) {
      reply.header('content-range', `bytes ${answer.from}-${answer.total - 1}/${answer.total}`)
    }
    return reply.type('application/octet-stream').send(Buffer.from(answer.bytes))
  }
  if ('file' in answer) return reply.type('application/octet-stream').send(Buffer.from(answer.file))
  if ('lines' in answer) return sendPacked(request, reply.type('application/x-ndjson'), answer.lines)
  const json = 'enrolled' in answer ? tokenReply(request, reply, answer.enrolled) : answer.json
  return sendPacked(request, reply.type('application/json; charset=utf-8'), JSON.stringify(json))
}

async function sendPacked(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  if (!takesGzip || text.length < PACK_FROM_BYTES) return reply.send(text)
  return reply.header('content-encoding', 'gzip').send(await pack(text))
}
