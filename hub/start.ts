import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'

export type StartHubOptions = { staticDir: string; port: number; version: string }

/**
 * Serves the app on the loopback address only. Rejects with `code` EADDRINUSE when the port is taken:
 * another port would be another origin with an empty database, so none is tried.
 */
export async function startHub({ staticDir, port, version }: StartHubOptions): Promise<FastifyInstance> {
  const app = await buildApp({
    staticDir,
    version,
    allowedHosts: [`127.0.0.1:${port}`, `localhost:${port}`],
    hub: null,
  })
  await app.listen({ host: '127.0.0.1', port })
  return app
}
