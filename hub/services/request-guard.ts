import type { FastifyInstance } from 'fastify'

const READING_METHODS = ['GET', 'HEAD']

/**
 * Refuses foreign host names: a web page that rebinds its own name to 127.0.0.1 would otherwise
 * read our origin (DNS rebinding). Refuses every method that could change something.
 */
export function addRequestGuard(app: FastifyInstance, allowedHosts: readonly string[]): void {
  const hosts = new Set(allowedHosts)
  app.addHook('onRequest', async (request, reply) => {
    if (!hosts.has(request.headers.host ?? '')) return reply.code(421).send({ code: 'unknown-host' })
    if (!READING_METHODS.includes(request.method)) {
      return reply.code(405).header('allow', READING_METHODS.join(', ')).send({ code: 'method-not-allowed' })
    }
    return undefined
  })
}
