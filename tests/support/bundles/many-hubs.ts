import type { FastifyInstance } from 'fastify'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { HubPerson, HubPort } from '#renderer/platform/hub-port.ts'
import type { HubRequest, HubResponse } from '#renderer/sync/hub-transport.ts'

export type At = { url: string; method: string; path: string }

/**
 * One laptop's way to several hubs in this process, by address, with its tokens as the main process keeps them. `before` may
 * break a request on its way there, `after` its answer on the way back.
 */
export class ManyHubs implements HubPort {
  readonly sameOrigin = false
  readonly hubs = new Map<string, { app: FastifyInstance }>()
  readonly #tokens = new Map<string, string>()
  before: (at: At) => void = () => undefined
  after: (at: At) => void = () => undefined
  /** What is handed back in place of a file. */
  torn: (body: Uint8Array, at: At) => Uint8Array = (body) => body

  readonly meet: HubPort['meet'] = async () => ({ kind: 'no-answer' })

  readonly enrol: HubPort['enrol'] = async ({ urls }, path, body) => {
    const answer = await this.#ask(urls[0] ?? '', { method: 'POST', path, body }, null)
    const { token, ...rest } = JSON.parse(new TextDecoder().decode(answer.body)) as Record<string, string>
    if (token === undefined) return answer
    const person = { projectId: rest['project'] as ProjectId, annotatorId: rest['annotatorId'] as AnnotatorId }
    this.#tokens.set(keyOf(person), token)
    this.#tokens.set(keyOf(person, urls[0]), token)
    return { ...answer, body: new TextEncoder().encode(JSON.stringify(rest)) }
  }

  readonly transport: HubPort['transport'] = ({ urls }, person) => ({
    send: (request) => this.#ask(urls[0] ?? '', request, person),
  })

  readonly carry: HubPort['carry'] = async ({ urls }, { person, request }, { signal, onProgress }) => {
    signal?.throwIfAborted()
    const answer = await this.#ask(urls[0] ?? '', request, person)
    const at = { url: urls[0] ?? '', method: request.method, path: request.path }
    const sent = request.body?.length ?? 0
    onProgress?.({ sent, received: answer.body.length, total: answer.body.length })
    signal?.throwIfAborted()
    return { ...answer, body: this.torn(answer.body, at) }
  }

  /** Tokens that are lost with the keyring. */
  forgetTokens(): void {
    this.#tokens.clear()
  }

  async #ask(url: string, request: HubRequest, person: HubPerson | null): Promise<HubResponse> {
    const { method, path, body } = request
    const at = { url, method, path }
    this.before(at)
    const hub = this.hubs.get(url)
    if (hub === undefined) throw new Error('Nothing came back')
    const token =
      person === null ? undefined : (this.#tokens.get(keyOf(person, url)) ?? this.#tokens.get(keyOf(person)))
    const reply = await hub.app.inject({
      method,
      url: path,
      headers: {
        host: 'hub.test',
        'nishan-client': 'app',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
      },
      ...(body !== undefined && { payload: Buffer.from(body) }),
    })
    this.after(at)
    return { status: reply.statusCode, body: new Uint8Array(reply.rawPayload), retryAfterS: 0, url }
  }
}

const keyOf = ({ projectId, annotatorId }: HubPerson, url?: string) =>
  `${projectId}/${annotatorId}${url === undefined ? '' : `@${url}`}`
