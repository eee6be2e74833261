import fastify, { type FastifyInstance } from 'fastify'
import { SECURITY_HEADERS } from '#shared/base/content-security-policy.ts'
import type { HubContext } from './hub-context.ts'
import { addHubRoutes } from './routes/add-hub-routes.ts'
import { admittedCaller } from './routes/admission.ts'
import { addHealth } from './routes/health.ts'
import { addHello } from './routes/hello.ts'
import { addStaticFiles } from './routes/static-files.ts'
import { CodeTries } from './services/code-tries.ts'
import { refusalOf } from './services/failure-reply.ts'
import { addRateLimits, RATE_LIMITS, type RateLimits } from './services/rate-limits.ts'
import { addReplyLog, type ReplyLogEntry } from './services/reply-log.ts'
import { addRequestGuard } from './services/request-guard.ts'
import { addSecurityHeaders, refuseBrokenRequest } from './services/security-headers.ts'

export type HubDeps = {
  /** Folder of the built renderer; null = the app is not served from here. */
  staticDir: string | null
  /** Values of the Host header that are ours, with port. */
  allowedHosts: readonly string[]
  /** Further ones that come and go with this machine's networks. */
  presentHosts?: () => readonly string[]
  /** Where laptops reach this hub now, best first, for those that know it already. */
  reachable?: () => readonly string[]
  version: string
  /** Null = files only: the app of one laptop without a team. */
  hub: HubContext | null
  /** Requests a minute; without it {@link RATE_LIMITS}. */
  rateLimits?: RateLimits
  /** A proxy on this machine (Caddy) ends TLS and tells who asks; never set where clients come directly. */
  behindProxy?: boolean
  /** Certificate and private key, PEM: the hub then speaks https only. */
  tls?: { certificate: string; key: string }
  /** Hears of every answer: ids, codes and times, never a text or a token. */
  onReply?: (entry: ReplyLogEntry) => void
  /** Hears of what was not expected, by code and route; never of a body. */
  onFailure?: (error: unknown, where: string) => void
}

/** The hub without a socket. */
export async function buildApp(deps: HubDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    // Each door that takes a body says how much.
    bodyLimit: 1024,
    ...(deps.tls && { https: { cert: deps.tls.certificate, key: deps.tls.key, minVersion: 'TLSv1.2' as const } }),
    // No byte for two minutes: the line is gone. A blob may take half an hour at 20 kbit/s.
    connectionTimeout: 120_000,
    requestTimeout: 30 * 60_000,
    trustProxy: deps.behindProxy === true ? 'loopback' : false,
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (_error, _request, reply) => {
      // No hook has run for an address that cannot be read.
      reply.hijack()
      reply.raw.writeHead(400, { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8' })
      reply.raw.end(JSON.stringify({ code: 'bad-request' }))
    },
  })
  // Bodies come to the doors as bytes: they are packed, and JSON is read with a limit of its depth.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  addSecurityHeaders(app)
  addRequestGuard(app, {
    allowedHosts: deps.allowedHosts,
    presentHosts: deps.presentHosts,
    takesWrites: deps.hub !== null,
  })
  if (deps.onReply) addReplyLog(app, deps.onReply)
  if (deps.hub === null) addHello(app, { version: deps.version, hub: null })
  else await addHub(app, deps, deps.hub)
  if (deps.staticDir !== null) await addStaticFiles(app, deps.staticDir)
  app.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ code: 'not-found' }))
  app.setErrorHandler(async (error, request, reply) => {
    // Whoever asked went away in the middle of the body: nobody hears the answer, and nothing is wrong here.
    if (request.raw.errored) return reply.code(400).send({ code: 'bad-request' })
    const refusal = refusalOf(error)
    if (refusal.status >= 500) deps.onFailure?.(error, `${request.method} ${request.routeOptions.url ?? ''}`)
    if (refusal.retryAfter !== undefined) reply.header('retry-after', refusal.retryAfter)
    return reply.code(refusal.status).send({ code: refusal.code })
  })
  return app
}

async function addHub(app: FastifyInstance, deps: HubDeps, hub: HubContext): Promise<void> {
  const laptopLimit = await addRateLimits(
    app,
    deps.rateLimits ?? RATE_LIMITS,
    (request) => admittedCaller(request)?.enrolmentId ?? request.ip,
  )
  addHealth(app, hub)
  addHello(app, { version: deps.version, hub, reachable: deps.reachable })
  addHubRoutes(app, hub, { codes: new CodeTries(hub.now), laptopLimit })
}
