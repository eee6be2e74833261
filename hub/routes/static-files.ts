import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Vite puts a hash of the content into these names: the same address is the same bytes for ever. */
const HASHED = /\/assets\/[^/]+-[\w-]{8}\.\w+$/
const ONE_YEAR = 'public, max-age=31536000, immutable'

/** Serves the built renderer. Places inside the app are hashes, so no address but `/` needs the page. */
export async function addStaticFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const address = path.replaceAll('\\', '/')
      reply.header('cache-control', HASHED.test(address) ? ONE_YEAR : 'no-cache')
    },
  })
}
