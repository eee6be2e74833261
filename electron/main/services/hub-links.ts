import { enrolReplySchema } from '#shared/sync/messages/enrol.ts'
import type { HubCallAddress, HubCallAnswer, HubCallPerson, HubCallRequest } from '#shared/ipc/hub-contract.ts'
import { connectPlainly, connectToHub, type HubAnswer, type HubConnection } from './hub-client.ts'
import type { TokenVault } from './token-vault.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * The ways to this laptop's hubs: one connection each, kept open. Pinned where the invite names a key; an ordinary
 * certificate otherwise; plain http to this machine alone, so that no token ever travels in the open.
 */
export class HubLinks {
  readonly #vault: TokenVault
  readonly #open = new Map<string, HubConnection>()

  constructor(vault: TokenVault) {
    this.#vault = vault
  }

  /** Null: none of the addresses gave an answer. */
  async send(address: HubCallAddress, person: HubCallPerson | null, request: HubCallRequest): Promise<HubCallAnswer> {
    const token = person === null ? '' : (this.#vault.get(person) ?? '')
    for (const url of address.urls) {
      const answer = await this.#sendTo(url, address.fingerprint, { ...request, token })
      if (answer !== null) return answer
    }
    return null
  }

  /** As `send`, for a code that is used up: keeps the token, and answers without it. */
  async enrol(address: HubCallAddress, path: '/v1/enrol' | '/v1/projects' | '/v1/renew', body: Uint8Array): Promise<HubCallAnswer> {
    const answer = await this.send(address, null, { method: 'POST', path, body })
    if (answer?.status !== 201) return answer
    const reply = enrolReplySchema.safeParse(parsed(answer.body))
    if (!reply.success) return answer
    const { token, ...rest } = reply.data
    if (token !== undefined) this.#vault.keep({ projectId: rest.project, annotatorId: rest.annotatorId }, token)
    return { ...answer, body: new TextEncoder().encode(JSON.stringify(rest)) }
  }

  close(): void {
    for (const connection of this.#open.values()) connection.close()
    this.#open.clear()
  }

  async #sendTo(
    url: string,
    fingerprint: string | null,
    call: HubCallRequest & { token: string },
  ): Promise<HubAnswer | null> {
    const key = `${url} ${fingerprint}`
    try {
      const connection = this.#open.get(key) ?? (await connect(new URL(url), fingerprint))
      this.#open.set(key, connection)
      return await connection.send(call)
    } catch {
      // The next try meets the hub anew: its address may be another machine's by now.
      this.#open.get(key)?.close()
      this.#open.delete(key)
      return null
    }
  }
}

async function connect(url: URL, fingerprint: string | null): Promise<HubConnection> {
  const place = {
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: Number(url.port) || (url.protocol === 'http:' ? 80 : 443),
  }
  if (url.protocol === 'http:') {
    if (!LOOPBACK.has(url.hostname)) throw new Error('Only this machine is spoken to without TLS')
    return connectPlainly({ ...place, secure: false })
  }
  return fingerprint === null ? connectPlainly({ ...place, secure: true }) : connectToHub({ ...place, fingerprint })
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown
  } catch {
    return null
  }
}
