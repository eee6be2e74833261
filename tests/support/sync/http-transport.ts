import { Agent, request as ask, type IncomingMessage } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { HubResponse, HubTransport } from '#renderer/sync/hub-transport.ts'

/** The hub over a real socket: one connection kept alive, a time-out on silence. `silenceMs` as in sync.md, Network: 30 s. */
export function httpTransport(
  port: number,
  { token, silenceMs, host = `127.0.0.1:${port}` }: { token: () => string; silenceMs: number; host?: string },
): HubTransport & { close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    close: () => agent.destroy(),
    send: (request) =>
      new Promise((resolve, reject) => {
        const body = request.body && gzipSync(request.body)
        const call = ask(
          {
            agent,
            port,
            host: '127.0.0.1',
            method: request.method,
            path: request.path,
            timeout: silenceMs,
            headers: {
              host,
              'nishan-client': 'app',
              'accept-encoding': 'gzip',
              authorization: `Bearer ${token()}`,
              ...(body && { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' }),
              ...(body && { 'content-length': body.length }),
            },
          },
          (response) => resolve(read(response)),
        )
        call.on('timeout', () => call.destroy(new Error('silence')))
        call.on('error', reject)
        call.end(body)
      }),
  }
}

async function read(response: IncomingMessage): Promise<HubResponse> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  const raw = Buffer.concat(parts)
  const body = response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw
  return { status: response.statusCode ?? 0, body, retryAfterS: Number(response.headers['retry-after'] ?? 0) }
}
