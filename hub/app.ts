import fastify, { type FastifyInstance } from 'fastify'
import { SECURITY_HEADERS } from '#shared/base/content-security-policy.ts'
import { addHello } from './routes/hello.ts'
import { addStaticFiles } from './routes/static-files.ts'
import { addRequestGuard } from './services/request-guard.ts'
import { addSecurityHeaders, refuseBrokenRequest } from './services/security-headers.ts'

export type HubDeps = {
  /** Folder of the built renderer. */
  staticDir: string
  /** Values of the Host header that are ours, with port. */
  allowedHosts: readonly string[]
  version: string
}

/** The hub without a socket: a server of static files in its first form. */
export async function buildApp(deps: HubDeps): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    // Nothing is received yet.
    bodyLimit: 1024,
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (_error, _request, reply) => {
      // No hook has run for an address that cannot be read.
      reply.hijack()
      reply.raw.writeHead(400, { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8' })
      reply.raw.end(JSON.stringify({ code: 'bad-request' }))
    },
  })
  addSecurityHeaders(app)
  addRequestGuard(app, deps.allowedHosts)
  addHello(app, deps.version)
  await addStaticFiles(app, deps.staticDir)
  app.setErrorHandler(async (error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    return reply.code(status).send({ code: status < 500 ? 'bad-request' : 'internal' })
  })
  return app
}
