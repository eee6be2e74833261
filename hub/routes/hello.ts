import type { FastifyInstance } from 'fastify'

/** Tells who answers at this port, so that a second start finds the first. */
export function addHello(app: FastifyInstance, version: string): void {
  app.get('/v1/hello', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    return { app: 'nishan', version }
  })
}
