import type { FastifyInstance } from 'fastify'
import type { HelloReply } from '#shared/sync/messages/hello.ts'
import { tellableUrls } from '#shared/sync/messages/hex.ts'
import { MAX_BODY_BYTES } from '#shared/sync/protocol-limits.ts'
import { PROTOCOL } from '#shared/sync/protocol-version.ts'
import type { HubContext } from '../hub-context.ts'
import { noteGreeting, waitingIn } from '../services/contacts.ts'
import { placeOfMoved } from '../services/moves.ts'
import { headsOf } from '../services/people.ts'
import { newChallenge } from '../services/renewal.ts'
import { whoCalls } from './admission.ts'
import { STATUS_OF } from './hub-route.ts'

type HelloParts = {
  version: string
  hub: HubContext | null
  /** Where laptops reach this hub now, best first. */
  reachable?: (() => readonly string[]) | undefined
}

/**
 * Tells who answers at this address: a second start finds the first, and a laptop knows its hub from a captive portal.
 * With a project and its token also what the hub holds of the caller.
 */
export function addHello(app: FastifyInstance, { version, hub, reachable }: HelloParts): void {
  app.get('/v1/hello', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const hello: HelloReply = { app: 'nishan', version }
    if (hub === null) return hello
    const { hub: id, gen } = await hub.database.read((session) => hub.identity(session))
    hello.hub = { id, gen, protocol: PROTOCOL, maxBody: MAX_BODY_BYTES }
    const { project, waiting, challenge } = request.query as Record<string, unknown>
    if (challenge !== undefined) hello.hub.challenge = await newChallenge(hub)
    if (typeof project !== 'string') return hello
    const caller = await whoCalls(hub, project, request)
    if (!caller.ok) return reply.code(STATUS_OF[caller.error.code]).send(caller.error)
    const contact = { ...caller.value, waiting: waitingIn(waiting) ?? 0 }
    const moved = await hub.database.transaction(async (session) => {
      await noteGreeting(hub, session, contact)
      return placeOfMoved(session, caller.value.projectId)
    })
    if (moved !== null) hello.moved = moved
    const { annotatorId, role } = caller.value
    // For those it knows only: a stranger need not learn the addresses of this machine.
    const urls = tellableUrls(reachable?.() ?? [])
    if (urls.length > 0) hello.hub.urls = urls
    hello.you = { annotatorId, role, heads: await headsOf(hub, caller.value) }
    return hello
  })
}
