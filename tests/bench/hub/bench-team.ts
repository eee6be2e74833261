import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import { withProof } from '#shared/sync/key-proof.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { HubRequest, HubResponse, HubTransport } from '#renderer/sync/hub-transport.ts'
import { PushSize } from '#renderer/sync/push-size.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { httpTransport } from '#tests/support/sync/http-transport.ts'
import { MemorySyncStore } from '#tests/support/sync/memory-sync-store.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'

export const PROJECT = 'benchbenchbench1' as ProjectId
const LEAD = 'lead000000000000' as AnnotatorId
const CHUNK = 'cccccccc'
/** As many texts as one person of the bench may answer. */
const ITEMS = 60_000
const QUESTION = 'qqqqqqqq' as QuestionId
const SILENCE_MS = 60_000
let keys = 0

export const personOf = (n: number) => `person${String(n).padStart(10, '0')}` as AnnotatorId

/** What went over the line: milliseconds from a request to the whole of its answer, by the kind of request. */
export class Timings {
  readonly push: number[] = []
  readonly pull: number[] = []
  readonly hello: number[] = []
  bytes = 0

  add(request: HubRequest, ms: number, bytes: number): void {
    this.bytes += bytes
    if (request.path.includes('/push')) this.push.push(ms)
    else if (request.path.includes('/pull')) this.pull.push(ms)
    else if (request.path.includes('/hello')) this.hello.push(ms)
  }
}

/** A laptop with the real rounds over a real socket, its storage in memory. */
export class BenchLaptop {
  readonly store: MemorySyncStore
  readonly person: AnnotatorId
  readonly #size = new PushSize()
  readonly #transport: HubTransport & { close(): void }
  /** Rounds that did not end well, by how they ended. */
  readonly broken: string[] = []
  timings = new Timings()
  #token = ''
  #hub = ''
  #said = 0

  constructor(person: AnnotatorId, port: number) {
    this.person = person
    this.store = new MemorySyncStore(PROJECT, person, () => keyPairOf((keys += 1)))
    const line = httpTransport(port, { token: () => this.#token, silenceMs: SILENCE_MS })
    const send = async (request: HubRequest): Promise<HubResponse> => {
      const started = performance.now()
      const response = await line.send(request)
      this.timings.add(request, performance.now() - started, response.body.length)
      return response
    }
    this.#transport = { send, close: () => line.close() }
  }

  /** Texts answered and done: two operations each. */
  async label(texts: number): Promise<void> {
    for (let count = 0; count < texts; count += 1) {
      const n = (this.#said += 1)
      const at = 1_764_150_000_000 + n * 11_000
      const place = { item: `${CHUNK}:${n % ITEMS}`, taskVersion: 1 }
      const value = [['7f3k9x2m', 'b8q4w1zt', 'k2v6n0hd'][n % 3]]
      await this.store.record({ ...place, kind: 'answer.set', question: QUESTION, value, at, activeMs: 4_000 })
      await this.store.record({ ...place, kind: 'item.status', value: 'done', at: at + 400, activeMs: 700 })
    }
  }

  /** Operations that were pushed and acknowledged in one round. */
  async sync(): Promise<number> {
    const { end, progress } = await syncRound(this.store, this.#transport, {
      expectedHub: this.#hub,
      size: this.#size,
    })
    if (end.kind !== 'done') this.broken.push(end.kind === 'refused' ? end.code : end.kind)
    return progress.pushed
  }

  /** The lead's laptop, which brings the project. */
  async bring(ownerCode: string, people: readonly AnnotatorId[]): Promise<void> {
    await this.#enrol('projects', { ownerCode, annotatorId: this.person, name: 'عائشہ', device: 'lead' })
    const draft = (kind: OperationDraft['kind'], key: string, value: unknown): OperationDraft => {
      return { kind, key, value, item: '', at: 1, taskVersion: 1 }
    }
    const question = { id: QUESTION, kind: 'choice', title: 'رائے', titleEn: '', multiple: false, labels: [] }
    const chunk = { importId: 'imp', sha256: '0'.repeat(64), items: ITEMS, bytes: 9, firstOrder: 0 }
    await this.store.record(draft('project.set', 'name', 'خبریں'))
    await this.store.record(draft('taskVersion.add', '1', { version: 1, guidelines: '', questions: [question] }))
    await this.store.record(draft('chunk.add', CHUNK, chunk))
    await this.store.record(draft('member.set', LEAD, { role: 'lead', name: 'عائشہ' }))
    for (const person of people)
      await this.store.record(draft('member.set', person, { role: 'annotator', name: person }))
    await this.sync()
  }

  /** Makes an invite for a person, as a lead. */
  async invite(person: AnnotatorId): Promise<string> {
    const reply = await this.#post(`/v1/projects/${PROJECT}/invites`, { annotatorId: person })
    return (reply as { secret: string }).secret
  }

  join(secret: string): Promise<void> {
    return this.#enrol('enrol', { secret, device: this.person })
  }

  close(): void {
    this.#transport.close()
  }

  async #enrol(door: 'projects' | 'enrol', body: object): Promise<void> {
    const { publicKey, sign } = await this.store.pair()
    const request = { project: PROJECT, publicKey: bytesToHex(publicKey), ...body }
    const proven = await withProof(request, { door, project: PROJECT }, sign)
    const reply = (await this.#post(`/v1/${door}`, proven)) as EnrolReply
    this.#token = reply.token ?? ''
    this.#hub = reply.hub
  }

  async #post(path: string, body: object): Promise<unknown> {
    const bytes = Buffer.from(JSON.stringify(body))
    const reply = await this.#transport.send({ method: 'POST', path, body: bytes })
    const text = Buffer.from(reply.body).toString('utf8')
    if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${text}`)
    return JSON.parse(text)
  }
}

export const newLead = (port: number) => new BenchLaptop(LEAD, port)
