import type { FastifyInstance } from 'fastify'

const READING_METHODS = ['GET', 'HEAD']
const HUB_METHODS = [...READING_METHODS, 'POST', 'PUT']

export type GuardOptions = {
  /** Values of the Host header that are ours, with port. */
  allowedHosts: readonly string[]
  /** Those of this moment: a laptop's address changes with its network. Asked for a host that is not allowed otherwise. */
  presentHosts?: (() => readonly string[]) | undefined
  /** False where only files are served: then nothing can be changed. */
  takesWrites: boolean
}

/**
 * Refuses foreign host names: a web page that rebinds its own name to our address would otherwise read our origin (DNS
 * rebinding). Refuses writes that another site's page sends: a browser names the page's origin with each of them.
 */
export function addRequestGuard(app: FastifyInstance, options: GuardOptions): void {
  const isOurs = hostsOf(options)
  const { takesWrites } = options
  const methods = takesWrites ? HUB_METHODS : READING_METHODS
  app.addHook('onRequest', async (request, reply) => {
    const host = request.headers.host ?? ''
    if (!isOurs(host) || hostsIn(request.raw.rawHeaders) > 1) return reply.code(421).send({ code: 'unknown-host' })
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

/** A stranger's host makes us look at the machine's addresses at most this often. */
const LOOK_EVERY_MS = 1000

function hostsOf({ allowedHosts, presentHosts }: GuardOptions): (host: string) => boolean {
  const always = new Set(allowedHosts.map((host) => host.toLowerCase()))
  let present: ReadonlySet<string> = new Set()
  let lookedAt = -Infinity
  return (given) => {
    const host = given.toLowerCase()
    if (always.has(host) || present.has(host)) return true
    if (presentHosts === undefined || performance.now() - lookedAt < LOOK_EVERY_MS) return false
    lookedAt = performance.now()
    present = new Set(presentHosts().map((name) => name.toLowerCase()))
    return present.has(host)
  }
}

/** Node keeps the first of several; a proxy before us may have looked at another. */
function hostsIn(rawHeaders: readonly string[] | undefined): number {
  return (rawHeaders ?? []).filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
}
