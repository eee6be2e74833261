import type { FastifyInstance } from 'fastify'
import type { Socket } from 'node:net'

const LOOK_EVERY_MS = 50

/** A connection, under TLS too, where the socket beneath is another object than the request's. */
const nameOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress} ${remotePort}`

/**
 * Watches a server's connections from its start. The function that is given back closes the server once the requests under way
 * are answered, and at once every connection that waits between two of them or has not asked for anything yet: browsers
 * open such ones ahead, and Node would wait a minute for them.
 */
export function watchConnections(app: FastifyInstance): () => Promise<void> {
  const silent = new Map<string, Socket>()
  app.server.on('connection', (socket: Socket) => {
    const name = nameOf(socket)
    silent.set(name, socket)
    socket.once('close', () => silent.delete(name))
  })
  app.server.on('request', ({ socket }) => silent.delete(nameOf(socket)))
  return async () => {
    const timer = setInterval(() => {
      app.server.closeIdleConnections()
      for (const socket of silent.values()) socket.destroy()
    }, LOOK_EVERY_MS)
    try {
      await app.close()
    } finally {
      clearInterval(timer)
    }
  }
}
