import type { FastifyInstance } from 'fastify'
import type { HubContext } from '../hub-context.ts'

/** For whoever watches the server: 200 when the database answers, otherwise 503 by the error handler. */
export function addHealth(app: FastifyInstance, hub: HubContext): void {
  app.get('/v1/health', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    await hub.database.read((session) => hub.identity(session))
    return { status: 'ok' }
  })
}
