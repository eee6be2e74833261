import { bytesToHex } from '@noble/hashes/utils.js'
import type { WriterId } from '#shared/base/ids.ts'
import { formatHave } from '#shared/sync/have-param.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { helloReplySchema, type HelloReply } from '#shared/sync/messages/hello.ts'
import { pushReplySchema } from '#shared/sync/messages/push-reply.ts'
import { withProof } from '#shared/sync/key-proof.ts'
import { commonVersion, PROTOCOL } from '#shared/sync/protocol-version.ts'
import { decodePullPage } from '#shared/sync/pull-body.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import { endOf, endRefused, jsonOf, refusalIn, RoundOver, sendOrEnd } from './hub-reply.ts'
import type { HubResponse, HubTransport } from './hub-transport.ts'
import type { SignBytes } from '#shared/sync/signature-port.ts'
import { PushSize } from './push-size.ts'
import type { OwnWriter, SyncStore } from './sync-store.ts'

/** How a round ended. Only `done` means that nothing waits on either side. */
export type RoundEnd =
  | { kind: 'done' }
  /** Nothing came back. */
  | { kind: 'no-network' }
  /** An answer that is not our hub's: a captive portal, a proxy, something else at the address. */
  | { kind: 'portal' }
  /** A hub, but not the one this project belongs to. */
  | { kind: 'other-hub' }
  /** The hub said no, with its code. */
  | { kind: 'refused'; code: ErrorReply['code']; retryAfterS: number }

export type RoundProgress = { pushed: number; pulled: number; quarantined: number }

export type RoundOptions = {
  size?: PushSize
  onProgress?: (progress: RoundProgress) => void
  /** True ends the round after the request under way. */
  stopped?: () => boolean
  /** The hub this project belongs to, as it was told when the laptop joined. */
  expectedHub: string
  /** What the hub says of itself and of us, each time it is asked. */
  onHello?: (hello: HelloReply) => void
}

/** Forks and generations found in one round; more would mean that hub and laptop do not understand each other. */
const MAX_REPAIRS = 20
const decoder = new TextDecoder()

/**
 * One round with the hub (sync.md, Hub and Network): ask what it holds, hand over what it lacks in order of seq, fetch
 * what others did. Every step may be lost, doubled or torn: a round that breaks anywhere is begun again later, and only
 * a 201 of this hub and generation acknowledges, and only the operations that were in that request.
 */
export async function syncRound(
  store: SyncStore,
  transport: HubTransport,
  options: RoundOptions,
): Promise<{ end: RoundEnd; progress: RoundProgress }> {
  const round = new Round(store, transport, options)
  const end = await endOf(() => round.run())
  return { end, progress: round.progress }
}

class Round {
  readonly progress: RoundProgress = { pushed: 0, pulled: 0, quarantined: 0 }
  readonly #store: SyncStore
  readonly #transport: HubTransport
  readonly #options: RoundOptions
  readonly #size: PushSize
  #repairs = 0
  /** Writers of people known only from files who have a laptop by now: the hub takes nothing of them from a lead. */
  readonly #notOurs = new Set<WriterId>()

  constructor(store: SyncStore, transport: HubTransport, options: RoundOptions) {
    this.#store = store
    this.#transport = transport
    this.#options = options
    this.#size = options.size ?? new PushSize()
  }

  async run(): Promise<void> {
    for (;;) {
      await this.#meet()
      if ((await this.#push()) === 'again') continue
      if ((await this.#pull()) === 'again') continue
      return
    }
  }

  /** Asks what the hub holds of our writers and brings our own idea of it in line. */
  async #meet(): Promise<void> {
    const writers = await this.#store.writers()
    // Of a writer that was given up it shows below whether the hub lacks anything.
    const waiting = writers.reduce((sum, writer) => sum + (writer.givenUp ? 0 : waitingOf(writer)), 0)
    const hello = await this.#hello(waiting)
    const { hub, you } = hello
    if (hub === undefined || you === undefined) throw new RoundOver({ kind: 'portal' })
    if (commonVersion(PROTOCOL, hub.protocol) === null) {
      throw new RoundOver({ kind: 'refused', code: 'too-old', retryAfterS: 0 })
    }
    const link = await this.#store.link()
    if (this.#options.expectedHub !== hub.id) throw new RoundOver({ kind: 'other-hub' })
    this.#options.onHello?.(hello)
    if (link.hub !== hub.id || link.gen !== hub.gen) await this.#store.beginLink(hub.id, hub.gen)
    for (const writer of await this.#store.writers()) {
      if (writer.givenUp && writer.upTo === 0) continue
      const head = you.heads[writer.id] ?? null
      const { sign } = writer
      const isAnothers = head === null && sign !== null && writer.annotatorId !== you.annotatorId
      if (isAnothers && !(await this.#mayCarry(writer, sign))) this.#notOurs.add(writer.id)
      else await this.#compare(writer, head)
    }
  }

  async #hello(waiting: number): Promise<HelloReply> {
    const response = await this.#send('GET', `/v1/hello?project=${this.#store.projectId}&waiting=${waiting}`)
    if (response.status !== 200) endRefused(response)
    const hello = helloReplySchema.safeParse(jsonOf(response))
    if (!hello.success) throw new RoundOver({ kind: 'portal' })
    return hello.data
  }

  /** One writer against what the hub holds of it (null: the hub does not know it). */
  async #compare(writer: OwnWriter, head: { upTo: number; digest: string } | null): Promise<void> {
    if (writer.sign === null) return this.#compareLost(writer, head)
    if (writer.givenUp && writer.upTo <= (head?.upTo ?? 0)) {
      // What stands at the hub is compared by content when it comes by pull.
      if (writer.ackedUpTo !== writer.upTo) await this.#store.acknowledge(writer.id, writer.upTo, true)
      return
    }
    if (head === null) {
      await this.#bind(writer, writer.sign)
      if (writer.ackedUpTo > 0) await this.#store.acknowledge(writer.id, 0, true)
      return
    }
    if (head.upTo > writer.upTo) {
      // The hub has more of this writer than this laptop: a copy went on, or this one was set back. Both go on apart.
      await this.#store.reissue({ writer: writer.id, from: writer.upTo + 1 })
      return
    }
    if (head.upTo === writer.ackedUpTo) return
    // Equal digests mean equal operations; otherwise all are sent again and the hub says where they part.
    const same = (await this.#store.digest(writer.id, head.upTo)) === head.digest
    await this.#store.acknowledge(writer.id, same ? head.upTo : 0, true)
  }

  /** A writer whose key was lost: what the hub has not got can only be said again by a writer of now. */
  async #compareLost(writer: OwnWriter, head: { upTo: number; digest: string } | null): Promise<void> {
    const known = head?.upTo ?? 0
    if (writer.upTo <= known) return
    // Where they part before that, the pull tells the place, since it asks for all of this writer's operations.
    if (head !== null && known > 0 && (await this.#store.digest(writer.id, known)) !== head.digest) return
    await this.#store.reissue({ writer: writer.id, from: known + 1 })
  }

  async #bind(writer: OwnWriter, sign: SignBytes): Promise<void> {
    const response = await this.#askToBind(writer, sign)
    if (response.status !== 201) endRefused(response)
  }

  /** Whether the hub takes another person's writer from this one: not any more once that person has a laptop. */
  async #mayCarry(writer: OwnWriter, sign: SignBytes): Promise<boolean> {
    const response = await this.#askToBind(writer, sign)
    return response.status === 201 || refusalIn(response)?.code !== 'forbidden'
  }

  async #askToBind({ publicKey, annotatorId }: OwnWriter, sign: SignBytes): Promise<HubResponse> {
    const request = { publicKey: bytesToHex(publicKey), annotatorId }
    const body = await withProof(request, { door: 'writers', project: this.#store.projectId }, sign)
    return this.#send('POST', `${this.#project}/writers`, utf8(JSON.stringify(body)))
  }

  async #push(): Promise<'done' | 'again'> {
    for (;;) {
      if (this.#options.stopped?.()) return 'done'
      const writers = await this.#store.writers()
      const writer = writers.find((one) => waitingOf(one) > 0 && !this.#notOurs.has(one.id))
      if (writer === undefined || writer.sign === null) return 'done'
      const waiting = writers.reduce((sum, one) => sum + waitingOf(one), 0)
      if ((await this.#pushSome(writer, writer.sign, waiting)) === 'again') return 'again'
    }
  }

  /** `waiting`: operations of all writers that are still to be handed over, these among them. */
  async #pushSome(writer: OwnWriter, sign: SignBytes, waiting: number): Promise<'done' | 'again'> {
    const operations = await this.#store.operationsAfter(writer.id, writer.ackedUpTo, this.#size.operations())
    const place = { projectId: this.#store.projectId, writerId: writer.id }
    const { bytes, header } = await encodePush(place, operations, sign)
    const link = await this.#store.link()
    const response = await this.#sized(bytes.length, operations.length, () =>
      this.#send('POST', `${this.#project}/push?gen=${link.gen ?? ''}&waiting=${waiting - operations.length}`, bytes),
    )
    if (response.status !== 201) return this.#repair(writer, response)
    const reply = pushReplySchema.safeParse(jsonOf(response))
    if (!reply.success) throw new RoundOver({ kind: 'portal' })
    const { hub, gen, sha, from } = reply.data
    if (hub !== link.hub || gen !== link.gen || sha !== header.sha || from !== header.from) return this.#again()
    await this.#store.acknowledge(writer.id, header.from + header.n - 1)
    this.progress.pushed += operations.length
    this.progress.quarantined += reply.data.quarantined.length
    this.#options.onProgress?.({ ...this.progress })
    return 'done'
  }

  async #sized(bytes: number, operations: number, send: () => Promise<HubResponse>): Promise<HubResponse> {
    try {
      const response = await send()
      if (response.status === 201) this.#size.delivered(bytes, operations)
      else if (response.status === 413) this.#size.failed()
      return response
    } catch (error) {
      this.#size.failed()
      throw error
    }
  }

  /** A push that was not taken: what the hub says of it decides how to go on. */
  async #repair(writer: OwnWriter, response: HubResponse): Promise<'again'> {
    const refusal = refusalIn(response)
    switch (refusal?.code) {
      case 'fork':
        await this.#store.reissue({ writer: writer.id, from: refusal.seq ?? writer.ackedUpTo + 1 })
        return this.#again()
      case 'gap':
        await this.#store.acknowledge(writer.id, 0, true)
        return this.#again()
      case 'generation':
      case 'bad-hash':
      case 'too-large':
        return this.#again()
      default:
        return endRefused(response)
    }
  }

  async #pull(): Promise<'done' | 'again'> {
    for (;;) {
      if (this.#options.stopped?.()) return 'done'
      const [link, writers] = [await this.#store.link(), await this.#store.writers()]
      // Only what was compared by digest need not be sent: of a writer without its key, or given up, contents are compared.
      const compared = writers.filter(({ sign, givenUp }) => sign !== null && givenUp !== true)
      const have = new Map<WriterId, number>(compared.map(({ id, upTo }) => [id, upTo]))
      const query = [`gen=${link.gen ?? ''}`, `have=${formatHave(have)}`]
      if (link.cursor !== null) query.push(`cursor=${link.cursor}`)
      const response = await this.#send('GET', `${this.#project}/pull?${query.join('&')}`)
      if (response.status !== 200) {
        if (refusalIn(response)?.code === 'generation') return this.#again()
        endRefused(response)
      }
      const page = decodePullPage(decoder.decode(response.body))
      if (page === null) throw new RoundOver({ kind: 'portal' })
      if (page.end.hub !== link.hub || page.end.gen !== link.gen) return this.#again()
      const { forks } = await this.#store.applyPage(page)
      for (const fork of forks) await this.#store.reissue(fork)
      if (forks.length > 0) return this.#again()
      this.progress.pulled += page.lines.length
      this.#options.onProgress?.({ ...this.progress })
      if (!page.end.more) return 'done'
    }
  }

  #again(): 'again' {
    this.#repairs += 1
    if (this.#repairs > MAX_REPAIRS) throw new RoundOver({ kind: 'refused', code: 'busy', retryAfterS: 0 })
    return 'again'
  }

  #send(method: 'GET' | 'POST', path: string, body?: Uint8Array): Promise<HubResponse> {
    return sendOrEnd(this.#transport, { method, path, ...(body && { body }) })
  }

  get #project(): string {
    return `/v1/projects/${this.#store.projectId}`
  }
}

/** Operations of a writer that this laptop can hand over and the hub has not acknowledged. */
function waitingOf({ sign, upTo, ackedUpTo }: OwnWriter): number {
  return sign === null ? 0 : Math.max(0, upTo - ackedUpTo)
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
