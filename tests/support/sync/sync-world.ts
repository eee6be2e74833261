import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import { ownerCodeOf } from '#hub/hub-context.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import { originOf, type Operation, type OperationDraft } from '#shared/sync/operation.ts'
import { withProof } from '#shared/sync/key-proof.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { seededRandom } from '#tests/faults/seeded-random.ts'
import { faultyTransport, type LineFault } from './faulty-transport.ts'
import { httpTransport } from './http-transport.ts'
import { HubHost, type AtHub } from './hub-host.ts'
import type { HubTransport } from '#renderer/sync/hub-transport.ts'
import type { LaptopStore } from './laptop-store.ts'
import { MemorySyncStore } from './memory-sync-store.ts'
import { keyPairOf, type KeyPair } from './node-ed25519.ts'

export const LEAD = 'aaaaaaaaaaaaaaaa' as AnnotatorId
export const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
export const FATIMA = 'ffffffffffffffff' as AnnotatorId
const CHUNK = 'cccccccc'
const ITEMS = 6

/** One copy of the app: its storage, its token, and what came to it over the line. */
export type Laptop = { store: LaptopStore; person: AnnotatorId; token: string; hub: string; heard: string[] }

export type HubAddress = { origin: string; ownerCode: string }
/** An empty storage of a person in a project; keys follow from the seed. */
export type NewStore = (
  projectId: ProjectId,
  person: AnnotatorId,
  newPair: () => KeyPair,
) => LaptopStore | Promise<LaptopStore>

export type WorldOptions = {
  /** In memory, unless another is given. */
  newStore?: NewStore
  /** A hub that serves several worlds; without it the world has its own. */
  host?: HubHost
  /** Sabotages of the laptop's side. */
  breakStore?: (store: SyncStore, own: LaptopStore) => SyncStore
  breakTransport?: (transport: HubTransport) => HubTransport
}

/** A hub and its laptops in one process, driven by a seed. */
export class SyncWorld {
  readonly projectId: ProjectId
  readonly laptops: Laptop[] = []
  /** Every mark that was shown as saved on a laptop, and whose it is. */
  readonly saved = new Map<string, AnnotatorId>()
  readonly random: () => number
  faultPart = 0
  faults: readonly LineFault[] = ['none']
  /** Absent where the hub is a process of its own. */
  readonly #host: HubHost | null
  readonly #address: HubAddress | null
  readonly #options: WorldOptions
  readonly #later: (() => Promise<void>)[] = []
  #marks = 0
  /** The same pairs in every world: a writer is known by its project too. */
  #keys = 0

  private constructor(seed: number, hub: { host?: HubHost; address?: HubAddress }, options: WorldOptions) {
    this.random = seededRandom(seed)
    this.projectId = `p${seed.toString(32).padStart(15, '0')}` as ProjectId
    this.#host = hub.host ?? null
    this.#address = hub.address ?? null
    this.#options = options
  }

  static async open(seed: number, options: WorldOptions = {}): Promise<SyncWorld> {
    const world = new SyncWorld(seed, { host: options.host ?? (await HubHost.open()) }, options)
    await world.#begin()
    return world
  }

  /** A world whose hub is another process. */
  static async atAddress(seed: number, address: HubAddress): Promise<SyncWorld> {
    const world = new SyncWorld(seed, { address }, {})
    await world.#begin()
    return world
  }

  get host(): HubHost {
    if (this.#host === null) throw new Error('The hub is a process of its own')
    return this.#host
  }

  async close(): Promise<void> {
    for (const { store } of this.laptops) await store.close()
    if (this.#options.host === undefined) await this.host.close()
  }

  /** The lead's project with two annotators, one laptop each. */
  async #begin(): Promise<void> {
    const lead = await this.#laptop(LEAD)
    const ownerCode = this.#address?.ownerCode ?? (await ownerCodeOf(this.host.context))
    const { publicKey, sign } = await lead.store.pair()
    const request = {
      project: this.projectId,
      ownerCode,
      annotatorId: LEAD,
      name: 'عائشہ',
      publicKey: bytesToHex(publicKey),
      device: 'lead',
    }
    const place = { door: 'projects', project: this.projectId } as const
    const made = await this.#post('/v1/projects', await withProof(request, place, sign))
    Object.assign(lead, { token: made.token, hub: made.hub })
    await this.#recordProject(lead)
    await this.#syncAs(lead)
    for (const person of [BILAL, FATIMA]) await this.join(person)
  }

  async #recordProject({ store }: Laptop): Promise<void> {
    const draft = (kind: OperationDraft['kind'], key: string, value: unknown): OperationDraft => ({
      kind,
      key,
      value,
      item: '',
      at: 1,
      taskVersion: 1,
    })
    await store.record(draft('project.set', 'name', 'خبریں'))
    await store.record(draft('taskVersion.add', '1', { version: 1, guidelines: '', questions: [QUESTION] }))
    await store.record(
      draft('chunk.add', CHUNK, { importId: 'imp', sha256: '0'.repeat(64), items: ITEMS, bytes: 9, firstOrder: 0 }),
    )
    await store.record(draft('member.set', LEAD, { role: 'lead', name: 'عائشہ' }))
    for (const person of [BILAL, FATIMA]) {
      await store.record(draft('member.set', person, { role: 'annotator', name: person }))
    }
  }

  /** A new laptop of a person, by an invite. */
  async join(person: AnnotatorId): Promise<Laptop> {
    const laptop = await this.#laptop(person)
    await this.enrol(laptop)
    return laptop
  }

  /** Makes an invite for the laptop's person and uses it. */
  async enrol(laptop: Laptop): Promise<void> {
    const { person, store } = laptop
    const lead = this.laptops[0]
    const url = `/v1/projects/${this.projectId}/invites`
    const { secret } = await this.#post<{ secret: string }>(url, { annotatorId: person }, lead?.token)
    const { publicKey, sign } = await store.pair()
    const request = { project: this.projectId, secret, publicKey: bytesToHex(publicKey), device: person }
    const place = { door: 'enrol', project: this.projectId } as const
    const enrolled = await this.#post('/v1/enrol', await withProof(request, place, sign))
    Object.assign(laptop, { token: enrolled.token, hub: enrolled.hub })
  }

  async #laptop(person: AnnotatorId): Promise<Laptop> {
    const laptop = { store: await this.#newStore(person), person, token: '', hub: '', heard: [] }
    this.laptops.push(laptop)
    return laptop
  }

  async #newStore(person: AnnotatorId): Promise<LaptopStore> {
    const newPair = () => keyPairOf((this.#keys += 1))
    const { newStore } = this.#options
    return newStore?.(this.projectId, person, newPair) ?? new MemorySyncStore(this.projectId, person, newPair)
  }

  /** A second laptop with a copy of the first one's disk. */
  async clone(laptop: Laptop): Promise<Laptop> {
    const store = await this.#newStore(laptop.person)
    await store.putBack(await laptop.store.image())
    const copy = { ...laptop, store, heard: [] }
    this.laptops.push(copy)
    return copy
  }

  /** One answer, marked so that it can be found anywhere. */
  async label(laptop: Laptop): Promise<void> {
    const mark = `mark${(this.#marks += 1)}${laptop.person}`
    await laptop.store.record({
      kind: 'answer.set',
      item: `${CHUNK}:${Math.floor(this.random() * ITEMS)}`,
      question: QUESTION.id,
      value: [mark],
      at: this.#marks,
      activeMs: this.#marks,
      taskVersion: 1,
    })
    this.saved.set(mark, laptop.person)
  }

  /** A text answered and done, as the app records it: two operations, with the time they took. */
  async labelAndFinish(laptop: Laptop, n: number): Promise<void> {
    const at = 1_764_150_000_000 + n * 11_000 + Math.floor(this.random() * 9_000)
    const place = { item: `${CHUNK}:${n % ITEMS}`, taskVersion: 1 }
    const took = () => 1_000 + Math.floor(this.random() * 9_000)
    const value = [['7f3k9x2m', 'b8q4w1zt', 'k2v6n0hd'][Math.floor(this.random() * 3)]]
    const question = QUESTION.id
    await laptop.store.record({ ...place, kind: 'answer.set', question, value, at, activeMs: took() })
    await laptop.store.record({ ...place, kind: 'item.status', value: 'done', at: at + 400, activeMs: took() })
  }

  /** Someone with a stolen token, but not the key, hands in an answer in the laptop's name. */
  async forge(laptop: Laptop): Promise<void> {
    const writer = (await laptop.store.writers()).at(-1)
    if (writer === undefined) return
    const place = { seq: writer.upTo + 1, lamport: 99, item: `${CHUNK}:0`, question: QUESTION.id }
    const operation: Operation = { ...place, kind: 'answer.set', value: ['forged'], at: 1, taskVersion: 1 }
    const run = { projectId: this.projectId, writerId: writer.id }
    const { bytes } = await encodePush(run, [operation], keyPairOf((this.#keys += 1)).sign)
    const url = `/v1/projects/${this.projectId}/push`
    const headers = {
      host: 'hub.test',
      authorization: `Bearer ${laptop.token}`,
      'content-type': 'application/x-ndjson',
    }
    await this.host.app.inject({ method: 'POST', url, headers, payload: Buffer.from(bytes) })
  }

  sync(laptop: Laptop): ReturnType<typeof syncRound> {
    const transport = faultyTransport(
      {
        hub: () => this.host.app,
        fault: () => (this.random() < this.faultPart ? this.#pick(this.faults) : 'none'),
        random: this.random,
        later: (deliver) => void this.#later.push(deliver),
        heard: (body) => void laptop.heard.push(Buffer.from(body).toString('utf8')),
      },
      () => laptop.token,
    )
    const { breakStore, breakTransport } = this.#options
    const store = breakStore?.(laptop.store, laptop.store) ?? laptop.store
    return syncRound(store, breakTransport?.(transport) ?? transport, { expectedHub: laptop.hub })
  }

  /** Delivers one of the requests that were held up on the way. */
  async deliverLate(): Promise<void> {
    const at = Math.floor(this.random() * this.#later.length)
    const [deliver] = this.#later.splice(at, 1)
    await deliver?.()
  }

  /** Marks that were shown as saved and that the lead has not got, or has twice. */
  async missingAtLead(): Promise<string[]> {
    const origins = new Map<string, Set<string>>()
    for (const { writer, op } of (await this.laptops[0]?.store.all()) ?? []) {
      const [mark = ''] = op.kind === 'answer.set' ? (op.value as string[]) : []
      origins.set(mark, (origins.get(mark) ?? new Set()).add(originOf(writer, op)))
    }
    return [...this.saved.keys()].flatMap((mark) => {
      const times = origins.get(mark)?.size ?? 0
      return times === 1 ? [] : [`${mark} is there ${times} times`]
    })
  }

  /** What no disk holds any more, laptop's or hub's, after one of them was set back: nobody can be asked for it. */
  async forgetWhatIsNowhere(): Promise<void> {
    const held = (await Promise.all(this.laptops.map(({ store }) => store.all()))).flat()
    const texts = [
      ...(await this.atHub()).map(({ content }) => content),
      ...held.map(({ op }) => JSON.stringify(op.value)),
    ]
    const everywhere = texts.join('\n')
    for (const mark of this.saved.keys()) if (!everywhere.includes(`"${mark}"`)) this.saved.delete(mark)
  }

  async restoreHub(path: string): Promise<void> {
    await this.host.restore(path)
    await this.forgetWhatIsNowhere()
  }

  /** Everything of the project at the hub. */
  atHub(): Promise<AtHub[]> {
    return this.host.operations(this.projectId)
  }

  #pick<Value>(from: readonly Value[]): Value {
    return from[Math.floor(this.random() * from.length)] as Value
  }

  /** A round over the good line of whichever hub this world has. */
  #syncAs(laptop: Laptop): ReturnType<typeof syncRound> {
    if (this.#address === null) return this.sync(laptop)
    const { port } = new URL(this.#address.origin)
    const transport = httpTransport(Number(port), { token: () => laptop.token, silenceMs: 10_000 })
    return syncRound(laptop.store, transport, { expectedHub: laptop.hub }).finally(() => transport.close())
  }

  async #post<Reply = EnrolReply>(url: string, body: unknown, token?: string): Promise<Reply> {
    const headers = { host: 'hub.test', 'nishan-client': 'app', ...(token && { authorization: `Bearer ${token}` }) }
    const { status, text } = await this.#ask(url, JSON.stringify(body), headers)
    if (status !== 201) throw new Error(`${url}: ${status} ${text}`)
    return JSON.parse(text) as Reply
  }

  async #ask(url: string, payload: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
    if (this.#address === null) {
      const asJson = { ...headers, 'content-type': 'application/json' }
      const reply = await this.host.app.inject({ method: 'POST', url, headers: asJson, payload })
      return { status: reply.statusCode, text: reply.body }
    }
    const { port } = new URL(this.#address.origin)
    const token = headers['authorization']?.replace('Bearer ', '') ?? ''
    const transport = httpTransport(Number(port), { token: () => token, silenceMs: 10_000 })
    const reply = await transport.send({ method: 'POST', path: url, body: Buffer.from(payload) })
    transport.close()
    return { status: reply.status, text: Buffer.from(reply.body).toString('utf8') }
  }
}

const QUESTION = {
  id: 'qqqqqqqq' as QuestionId,
  kind: 'choice',
  title: 'رائے',
  titleEn: '',
  multiple: false,
  labels: [],
}
