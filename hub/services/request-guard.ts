import type { FastifyInstance } from 'fastify'

const READING_METHODS = ['GET', 'HEAD']
const HUB_METHODS = [...READING_METHODS, 'POST', 'PUT']

export type GuardOptions = {
  /** Values of the Host header that are ours, with port. */
  allowedHosts: readonly string[]
  /** False where only files are served: then nothing can be changed. */
  takesWrites: boolean
}

/**
 * Refuses foreign host names: a web page that rebinds its own name to our address would otherwise read our origin (DNS
 * rebinding). Refuses writes that another site's page sends: a browser names the page's origin with each of them.
 */
export function addRequestGuard(app: FastifyInstance, { allowedHosts, takesWrites }: GuardOptions): void {
  const hosts = new Set(allowedHosts)
  const methods = takesWrites ? HUB_METHODS : READING_METHODS
  app.addHook('onRequest', async (request, reply) => {
    const host = request.headers.host ?? ''
    if (!hosts.has(host) || hostsIn(request.raw.rawHeaders) > 1) return reply.code(421).send({ code: 'unknown-host' })
    if (!methods.includes(request.method)) {
      return reply.code(405).header('allow', methods.join(', ')).send({ code: 'method-not-allowed' })
    }
    const { origin, cookie } = request.headers
    const isWrite = !READING_METHODS.includes(request.method)
    const isForeign = origin === undefined ? cookie !== undefined : origin !== `${request.protocol}://${host}`
    if (isWrite && isForeign) return reply.code(403).send({ code: 'foreign-origin' })
    return undefined
  })
}

/** Node keeps the first of several; a proxy before us may have looked at another. */
function hostsIn(rawHeaders: readonly string[] | undefined): number {
  return (rawHeaders ?? []).filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
}
