import { isLoopbackUrl } from '#shared/sync/hub-url.ts'
import { fingerprintStart } from '#shared/sync/join-code.ts'
import { enrolReplySchema } from '#shared/sync/messages/enrol.ts'
import type {
  HubCallAddress,
  HubCallAnswer,
  HubCallPerson,
  HubCallRequest,
  HubMeeting,
} from '#shared/ipc/hub-contract.ts'
import { firstToAnswer } from './first-to-answer.ts'
import {
  connectPlainly,
  connectToHub,
  fingerprintOf,
  readCertificate,
  type Carrying,
  type HubAnswer,
  type HubConnection,
} from './hub-client.ts'
import type { TokenVault } from './token-vault.ts'

type Call = HubCallRequest & { token: string }
/** `url`: the one of the hub's addresses that answered last. */
type Way = { url: string; connection: HubConnection }

/**
 * The ways to this laptop's hubs: one connection each, kept open. Pinned where the invite names a key; an ordinary
 * certificate otherwise; plain http to this machine alone, so that no token ever travels in the open.
 */
export class HubLinks {
  readonly #vault: TokenVault
  readonly #open = new Map<string, Way>()
  readonly #meetings = new Map<string, Promise<Way | null>>()

  constructor(vault: TokenVault) {
    this.#vault = vault
  }

  /** Null: none of the addresses gave an answer. */
  async send(address: HubCallAddress, person: HubCallPerson | null, request: HubCallRequest): Promise<HubCallAnswer> {
    const token = person === null ? '' : (this.#vault.get(person, nameOf(address)) ?? '')
    return this.#ask(address, { ...request, token })
  }

  /** As `send`, for a file: on a connection of its own, so that rounds go on beside it. Null: nothing came back. */
  async carry(
    address: HubCallAddress,
    { person, request }: { person: HubCallPerson; request: HubCallRequest },
    carrying: Carrying,
  ): Promise<HubAnswer | null> {
    const token = this.#vault.get(person, nameOf(address)) ?? ''
    const way = await wayOfItsOwn(address)
    try {
      return way === null ? null : await way.connection.send({ ...request, token }, carrying)
    } catch {
      return null
    } finally {
      way?.connection.close()
    }
  }

  /** As `send`, for a code that is used up: sent once, and keeps the token, and answers without it. */
  async enrol(
    address: HubCallAddress,
    path: '/v1/enrol' | '/v1/projects' | '/v1/renew',
    body: Uint8Array,
  ): Promise<HubCallAnswer> {
    const answer = await this.#ask(address, { method: 'POST', path, body, token: '' }, true)
    if (answer?.status !== 201) return answer
    const reply = enrolReplySchema.safeParse(parsed(answer.body))
    if (!reply.success) return answer
    const { token, ...rest } = reply.data
    const person = { projectId: rest.project, annotatorId: rest.annotatorId }
    if (token !== undefined) this.#vault.keep(person, nameOf(address), token)
    return { ...answer, body: new TextEncoder().encode(JSON.stringify(rest)) }
  }

  /**
   * Looks which of the addresses shows a certificate whose fingerprint begins as a typed code says. Handshakes only: nothing
   * is sent to anyone.
   */
  async meet(urls: readonly string[], start: string): Promise<HubMeeting> {
    let others = 0
    const met = await firstToAnswer(urls, async (url, signal) => {
      const { protocol, ...place } = placeOf(url)
      if (protocol !== 'https:') throw new Error('Only a hub with a certificate has a fingerprint')
      const fingerprint = fingerprintOf(await readCertificate(place, signal))
      if (fingerprintStart(fingerprint) === start) return { kind: 'met' as const, url, fingerprint }
      others += 1
      throw new Error('Another key')
    })
    return met ?? { kind: others > 0 ? 'other-key' : 'no-answer' }
  }

  close(): void {
    for (const { connection } of this.#open.values()) connection.close()
    this.#open.clear()
  }

  /** A request that fails on the way that was open is sent again by any other, unless it must go `once` only. */
  async #ask(address: HubCallAddress, call: Call, once = false): Promise<HubCallAnswer> {
    if (address.fingerprint === null) return this.#askPlainly(address.urls, call, once)
    const key = address.fingerprint
    const open = this.#open.get(key)
    if (open !== undefined && address.urls.includes(open.url)) {
      const answer = await this.#sendBy(key, open, call)
      if (answer !== null || once) return answer
    }
    const way = await this.#meetAt(address.urls, key)
    return way === null ? null : this.#sendBy(key, way, call)
  }

  async #askPlainly(urls: readonly string[], call: Call, once: boolean): Promise<HubCallAnswer> {
    for (const url of urls) {
      const way = this.#open.get(url) ?? plainWay(url)
      if (way === null) continue
      this.#open.set(url, way)
      const answer = await this.#sendBy(url, way, call)
      if (answer !== null || once) return answer
    }
    return null
  }

  /** Requests that come at once share one meeting. The address that was good last is tried first. */
  #meetAt(urls: readonly string[], fingerprint: string): Promise<Way | null> {
    const key = `${fingerprint} ${urls.join(' ')}`
    const known = this.#meetings.get(key)
    if (known !== undefined) return known
    const meeting = firstToAnswer(urls, pinnedWay(fingerprint)).then((way) => {
      this.#meetings.delete(key)
      if (way !== null) this.#open.set(fingerprint, way)
      return way
    })
    this.#meetings.set(key, meeting)
    return meeting
  }

  async #sendBy(key: string, way: Way, call: Call): Promise<HubCallAnswer> {
    try {
      return { ...(await way.connection.send(call)), url: way.url }
    } catch {
      // The next try meets the hub anew: its address may be another machine's by now.
      way.connection.close()
      if (this.#open.get(key) === way) this.#open.delete(key)
      return null
    }
  }
}

const pinnedWay =
  (fingerprint: string) =>
  async (url: string, signal: AbortSignal): Promise<Way> => {
    const { protocol, ...place } = placeOf(url)
    if (protocol !== 'https:') throw new Error('A pinned hub speaks https only')
    return { url, connection: await connectToHub({ ...place, fingerprint }, signal) }
  }

/** A hub without a pinned key is greeted first: which of its addresses answers shows only then. */
async function wayOfItsOwn({ urls, fingerprint }: HubCallAddress): Promise<Way | null> {
  if (fingerprint !== null) return firstToAnswer(urls, pinnedWay(fingerprint))
  return firstToAnswer(urls, async (url) => {
    const way = plainWay(url)
    if (way === null) throw new Error('An open line')
    await way.connection.send({ method: 'GET', path: '/v1/hello', token: '' })
    return way
  })
}

/** What a hub is known by on this laptop. */
function nameOf({ fingerprint, urls }: HubCallAddress): string {
  return fingerprint ?? new URL(urls[0] ?? 'https://none').origin
}

/** An ordinary certificate, or none towards this machine; null: it would be an open line. */
function plainWay(url: string): Way | null {
  const { protocol, ...place } = placeOf(url)
  const secure = protocol === 'https:'
  if (!secure && !isLoopbackUrl(url)) return null
  return { url, connection: connectPlainly({ ...place, secure }) }
}

function placeOf(text: string): { protocol: string; host: string; port: number } {
  const { protocol, hostname, port } = new URL(text)
  return {
    protocol,
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: Number(port) || (protocol === 'http:' ? 80 : 443),
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown
  } catch {
    return null
  }
}
