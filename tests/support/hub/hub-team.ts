import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { buildApp, type HubDeps } from '#hub/app.ts'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { createHubContext, ownerCodeOf, type HubContext } from '#hub/hub-context.ts'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'
import type { AnnotatorId, ProjectId, QuestionId, WriterId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import type { PushReply } from '#shared/sync/messages/push-reply.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { decodePullPage, type PullPage } from '#shared/sync/pull-body.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import { keyPairOf, type KeyPair } from '#tests/support/sync/node-ed25519.ts'
import { proven } from '#tests/support/sync/proven.ts'

export const CHUNK = 'cccccccc'
export const ITEMS = 6
export const QUESTION = 'qqqqqqqq' as QuestionId
export const BLOB_SHA = '0'.repeat(64)

/** A hub over any database, without a socket, whose clock a test moves. */
export class TestHub {
  readonly app: FastifyInstance
  readonly context: HubContext
  readonly clock: { at: number }
  #keys = Math.floor(Math.random() * 1e9)
  #projects = 0

  private constructor(app: FastifyInstance, context: HubContext, clock: { at: number }) {
    this.app = app
    this.context = context
    this.clock = clock
  }

  static async open(database: SqlDatabase, deps: Partial<HubDeps> = {}): Promise<TestHub> {
    const clock = { at: 1_000_000 }
    const context = await createHubContext({
      database,
      verifier: ed25519Verifier(),
      now: () => (clock.at += 1),
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    })
    const app = await buildApp({ staticDir: null, version: 'test', allowedHosts: ['hub.test'], hub: context, ...deps })
    return new TestHub(app, context, clock)
  }

  newKey(): KeyPair {
    return keyPairOf((this.#keys += 1))
  }

  /** A laptop that is not enrolled yet. */
  laptop(project: ProjectId, person: AnnotatorId): TestLaptop {
    return new TestLaptop(this, { project, person, pair: this.newKey() })
  }

  /** A project with its lead, and a person of each role (two annotators). */
  async team(): Promise<Team> {
    const project = `p${String((this.#projects += 1)).padStart(15, '0')}` as ProjectId
    const lead = this.laptop(project, personOf('a'))
    const request = {
      project,
      ownerCode: await ownerCodeOf(this.context),
      annotatorId: lead.person,
      name: 'عائشہ',
      device: 'lead',
    }
    const made = await lead.send(
      'POST',
      '/v1/projects',
      await proven({ door: 'projects', project }, request, lead.pair),
    )
    lead.token = made.json<EnrolReply>().token ?? ''
    await lead.push(
      [
        operationOf('taskVersion.add', { key: '1', value: taskVersion(1) }),
        operationOf('chunk.add', { key: CHUNK, value: chunkValue(BLOB_SHA) }),
        ...MEMBERS.map(([letter, role]) =>
          operationOf('member.set', { key: personOf(letter), value: { role, name: `name-${letter}` } }),
        ),
      ],
      201,
    )
    const join = async (letter: string) => this.join(lead, personOf(letter))
    return {
      project,
      lead,
      adjudicator: await join('d'),
      bilal: await join('b'),
      fatima: await join('f'),
      researcher: await join('r'),
    }
  }

  /** A new laptop of a person whom the project knows. */
  async join(lead: TestLaptop, person: AnnotatorId): Promise<TestLaptop> {
    const invited = await lead.send('POST', `${lead.path}/invites`, { annotatorId: person })
    const laptop = this.laptop(lead.project, person)
    const enrolled = await laptop.enrol(invited.json<{ secret: string }>().secret)
    if (enrolled.statusCode !== 201) throw new Error(`enrol: ${enrolled.statusCode} ${enrolled.body}`)
    return laptop
  }
}

export type Team = {
  project: ProjectId
  lead: TestLaptop
  adjudicator: TestLaptop
  bilal: TestLaptop
  fatima: TestLaptop
  researcher: TestLaptop
}

const MEMBERS: readonly [letter: string, role: Role][] = [
  ['a', 'lead'],
  ['d', 'adjudicator'],
  ['b', 'annotator'],
  ['f', 'annotator'],
  ['r', 'researcher'],
]

export const personOf = (letter: string) => letter.repeat(16) as AnnotatorId

export const chunkValue = (sha256: string, items = ITEMS) => ({
  importId: 'imp',
  sha256,
  items,
  bytes: 9,
  firstOrder: 0,
})

export const taskVersion = (version: number, question: string = QUESTION) => ({
  version,
  guidelines: '',
  questions: [{ id: question, kind: 'choice', title: 'رائے', titleEn: '', multiple: false, labels: [] }],
})

/** What a test says of an operation; a laptop adds its place. */
export type OperationOf = Omit<Operation, 'seq' | 'lamport'> & { lamport?: number }

export function operationOf(kind: string, more: Partial<Record<keyof OperationOf, unknown>> = {}): OperationOf {
  return { kind, item: '', at: 1, taskVersion: 1, ...more } as OperationOf
}

export const answer = (item: number, mark: string) =>
  operationOf('answer.set', { item: `${CHUNK}:${item}`, question: QUESTION, value: [mark] })

/** One laptop as the hub sees it: a token, a key, a run of operations. */
export class TestLaptop {
  readonly project: ProjectId
  readonly person: AnnotatorId
  readonly pair: KeyPair
  readonly writer: WriterId
  token = ''
  seq = 0
  lamport = 0
  readonly #hub: TestHub

  constructor(hub: TestHub, who: { project: ProjectId; person: AnnotatorId; pair: KeyPair }) {
    this.#hub = hub
    this.project = who.project
    this.person = who.person
    this.pair = who.pair
    this.writer = writerIdOf(who.pair.publicKey)
  }

  get path(): string {
    return `/v1/projects/${this.project}`
  }

  async enrol(secret: string): Promise<LightMyRequestResponse> {
    const { project } = this
    const request = { project, secret, device: 'laptop' }
    const reply = await this.send('POST', '/v1/enrol', await proven({ door: 'enrol', project }, request, this.pair))
    if (reply.statusCode === 201) this.token = reply.json<EnrolReply>().token ?? ''
    return reply
  }

  send(
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const isBytes = body instanceof Uint8Array
    return this.#hub.app.inject({
      method,
      url,
      headers: {
        host: 'hub.test',
        'nishan-client': 'app',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    })
  }

  /** The next operations of this laptop. */
  next(drafts: readonly OperationOf[]): Operation[] {
    return drafts.map((draft) => {
      this.seq += 1
      this.lamport = draft.lamport ?? this.lamport + 1
      return { ...draft, seq: this.seq, lamport: this.lamport }
    })
  }

  /** Hands over new operations. */
  push(drafts: readonly OperationOf[], expected = 201): Promise<PushReply> {
    return this.pushAgain(this.next(drafts), expected)
  }

  async pushAgain(operations: readonly Operation[], expected = 201): Promise<PushReply> {
    const place = { projectId: this.project, writerId: this.writer }
    const { bytes } = await encodePush(place, operations, this.pair.sign)
    const reply = await this.send('POST', `${this.path}/push`, bytes)
    if (reply.statusCode !== expected) throw new Error(`push: ${reply.statusCode} ${reply.body}`)
    return reply.json<PushReply>()
  }

  async pull(query = ''): Promise<PullPage> {
    const reply = await this.send('GET', `${this.path}/pull?${query}`)
    const page = reply.statusCode === 200 ? decodePullPage(reply.body) : null
    if (page === null) throw new Error(`pull: ${reply.statusCode} ${reply.body}`)
    return page
  }

  /** Everything this laptop is served, page by page. */
  async pullAll(): Promise<PullPage['lines']> {
    const lines: PullPage['lines'] = []
    for (let cursor = ''; ;) {
      const page = await this.pull(cursor === '' ? '' : `cursor=${cursor}`)
      lines.push(...page.lines)
      if (!page.end.more) return lines
      cursor = page.end.next
    }
  }
}
