import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { promisify } from 'node:util'
import { gunzip, gunzipSync, gzip, gzipSync } from 'node:zlib'
import type { ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import type { HubContext } from '../hub-context.ts'
import type { CodeTries } from '../services/code-tries.ts'
import type { LaptopLimit } from '../services/rate-limits.ts'
import { admittedCaller, refusalBeforeBody } from './admission.ts'
import { BODY_LIMITS, STATUS_OF, type HubRoute, type RouteReply, type RouteRequest } from './hub-route.ts'
import { HUB_ROUTES } from './project-routes.ts'
import { tokenReply } from './session-token.ts'

const unpackAside = promisify(gunzip)
const packAside = promisify(gzip)

/** Below this the way to another thread and back costs more than the work. */
const ASIDE_FROM_BYTES = 32 * 1024

/** Replies shorter than this are sent as they are. */
const PACK_FROM_BYTES = 400

/** What the doors share. */
export type DoorKeepers = { codes: CodeTries; laptopLimit: LaptopLimit }

/** Puts every door of the table on the server, each behind the same checks in the same order. */
export function addHubRoutes(app: FastifyInstance, hub: HubContext, keepers: DoorKeepers): void {
  for (const route of HUB_ROUTES) {
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: BODY_LIMITS[route.takes ?? 'json'].wire,
      onRequest: async (request, reply) => {
        const refusal = (await refusalBeforeBody(hub, route, request)) ?? (await tooMany(keepers, request))
        return refusal === null ? undefined : send(request, reply, refusal)
      },
      handler: async (request, reply) => send(request, reply, await answer(hub, route, request, keepers)),
    })
  }
}

async function tooMany({ laptopLimit }: DoorKeepers, request: FastifyRequest): Promise<RouteReply | null> {
  if (admittedCaller(request) === null) return null
  const waitS = await laptopLimit(request)
  return waitS === 0 ? null : { refusal: { code: 'too-many' }, retryAfter: waitS }
}

async function answer(
  hub: HubContext,
  route: HubRoute,
  request: FastifyRequest,
  { codes }: DoorKeepers,
): Promise<RouteReply> {
  const body = await bodyOf(request, route)
  if (!body.ok) return { refusal: body.error }
  const read = requestOf(hub, request, body.value)
  if (route.open) return withCode(codes, request.ip, () => route.handle(read))
  const caller = admittedCaller(request)
  if (caller === null) return { refusal: { code: 'not-enrolled' } }
  return route.handle({ ...read, caller })
}

/** Doors that open by a code: five wrong ones from one address, then it waits. */
async function withCode(codes: CodeTries, address: string, open: () => Promise<RouteReply>): Promise<RouteReply> {
  const isWrong = (answer: RouteReply) => 'refusal' in answer && answer.refusal.code === 'bad-invite'
  const looked = await codes.look(address, open, isWrong)
  return 'answer' in looked ? looked.answer : { refusal: { code: 'too-many' }, retryAfter: looked.waitS }
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

async function bodyOf(request: FastifyRequest, { takes = 'json' }: HubRoute): Promise<Result<Uint8Array, ErrorReply>> {
  const raw = request.body
  if (!(raw instanceof Uint8Array)) return success(new Uint8Array())
  const max = BODY_LIMITS[takes].unpacked
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding === 'identity') return success(raw)
  if (encoding !== 'gzip') return failure({ code: 'bad-request' })
  try {
    const limits = { maxOutputLength: max }
    return success(raw.length < ASIDE_FROM_BYTES ? gunzipSync(raw, limits) : await unpackAside(raw, limits))
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    return failure(tooLarge ? { code: 'too-large', max } : { code: 'bad-request' })
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
  return reply
    .header('content-encoding', 'gzip')
    .send(text.length < ASIDE_FROM_BYTES ? gzipSync(text) : await packAside(text))
}
