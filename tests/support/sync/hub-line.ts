import type { HubTransport } from '#renderer/sync/hub-transport.ts'
import { faultyTransport } from './faulty-transport.ts'
import type { HubHost } from './hub-host.ts'

/** A good line to a hub in this process. */
export function hubLine(host: HubHost, token: string): HubTransport {
  const line = { hub: () => host.app, fault: () => 'none' as const, random: () => 0, later: () => undefined }
  return faultyTransport(line, () => token)
}

/** What an app asks of a hub outside the rounds. Throws unless it is made. */
export async function postToHub<Reply>(host: HubHost, url: string, body: unknown, token?: string): Promise<Reply> {
  const reply = await host.app.inject({
    method: 'POST',
    url,
    headers: {
      host: 'hub.test',
      'nishan-client': 'app',
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    payload: JSON.stringify(body),
  })
  if (reply.statusCode !== 201) throw new Error(`${url}: ${reply.statusCode} ${reply.body}`)
  return reply.json<Reply>()
}
