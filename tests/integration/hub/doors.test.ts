import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { HUB_ROUTES } from '#hub/routes/project-routes.ts'
import { nodeKeyMachine } from '#hub/services/node-key-machine.ts'
import { makeProjectKeys } from '#shared/sync/project-keys.ts'
import type { PeopleReply } from '#shared/sync/messages/people.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import {
  answer,
  CHUNK,
  chunkValue,
  operationOf,
  personOf,
  TestHub,
  type Team,
  type TestLaptop,
} from '#tests/support/hub/hub-team.ts'
import { proven } from '#tests/support/sync/proven.ts'

/** Everyone who may come to a door. `revoked` is a laptop of Bilal's that was shut out; `other` has a token of another project. */
const CALLERS = ['lead', 'adjudicator', 'annotator', 'researcher', 'revoked', 'other', 'nobody'] as const
type CallerName = (typeof CALLERS)[number]

const TEXTS = Buffer.from('متن')
const SHA = createHash('sha256').update(TEXTS).digest('hex')

/** Callers who are told what the role table says; all others are turned away in one of three ways. */
type Expected = Partial<Record<CallerName, number>>
const TURNED_AWAY: Expected = { revoked: 403, other: 401, nobody: 401 }
const ALL = (status: number): Expected => ({
  lead: status,
  adjudicator: status,
  annotator: status,
  researcher: status,
  ...TURNED_AWAY,
})
const LEADS = (status: number): Expected => ({ ...ALL(403), lead: status })
/** Doors that open by a code ask for no token: everyone is told the same. */
const OPEN = (status: number): Expected => ({ ...ALL(status), revoked: status, other: status, nobody: status })

type Door = { door: string; expected: Expected; request: (team: Team, who: TestLaptop) => Promise<Asked> | Asked }
type Asked = { path: string; body?: unknown }

const DOORS: readonly Door[] = [
  {
    door: 'GET /v1/hello',
    expected: ALL(200),
    request: ({ project }) => ({ path: `/v1/hello?project=${project}&waiting=3` }),
  },
  { door: 'GET /v1/health', expected: OPEN(200), request: () => ({ path: '/v1/health' }) },
  {
    door: 'POST /v1/projects',
    expected: OPEN(403),
    async request(_team, who) {
      const project = 'newproject'
      const body = { project, ownerCode: 'wrongwrong', annotatorId: who.person, name: 'n', device: '' }
      return { path: '/v1/projects', body: await proven({ door: 'projects', project }, body, who.pair) }
    },
  },
  {
    door: 'POST /v1/enrol',
    expected: OPEN(403),
    async request({ project }, who) {
      const body = { project, secret: 'wrongwrong', device: '' }
      return { path: '/v1/enrol', body: await proven({ door: 'enrol', project }, body, who.pair) }
    },
  },
  {
    door: 'POST /v1/renew',
    expected: OPEN(400),
    async request({ project }, who) {
      const body = { project, challenge: 'stale' }
      return { path: '/v1/renew', body: await proven({ door: 'renew', project }, body, who.pair) }
    },
  },
  {
    door: 'POST /v1/invited',
    expected: OPEN(403),
    request: () => ({ path: '/v1/invited', body: { code: 'wrongwrn' } }),
  },
  {
    door: 'POST /v1/projects/:project/push',
    expected: ALL(201),
    async request({ project, lead }, who) {
      // Each with its own writer; a researcher's operations are kept for the lead.
      const place = { projectId: project, writerId: who.writer }
      const { bytes } = await encodePush(place, who.next([answer(0, `mark-${who.person}`)]), who.pair.sign)
      return { path: `${lead.path}/push`, body: bytes }
    },
  },
  {
    door: 'GET /v1/projects/:project/pull',
    expected: ALL(200),
    request: ({ lead }) => ({ path: `${lead.path}/pull` }),
  },
  {
    door: 'POST /v1/projects/:project/writers',
    expected: ALL(201),
    request: async ({ lead, project }, who) => ({
      path: `${lead.path}/writers`,
      body: await proven({ door: 'writers', project }, {}, who.pair),
    }),
  },
  {
    door: 'GET /v1/projects/:project/blobs/:sha',
    expected: ALL(200),
    request: ({ lead }) => ({ path: `${lead.path}/blobs/${SHA}` }),
  },
  {
    door: 'PUT /v1/projects/:project/blobs/:sha',
    expected: LEADS(201),
    request: ({ lead }) => ({ path: `${lead.path}/blobs/${SHA}`, body: new Uint8Array(TEXTS) }),
  },
  {
    door: 'GET /v1/projects/:project/blobs',
    expected: LEADS(200),
    request: ({ lead }) => ({ path: `${lead.path}/blobs` }),
  },
  {
    door: 'GET /v1/projects/:project/people',
    expected: LEADS(200),
    request: ({ lead }) => ({ path: `${lead.path}/people` }),
  },
  {
    door: 'GET /v1/projects/:project/heads',
    expected: LEADS(200),
    request: ({ lead }) => ({ path: `${lead.path}/heads` }),
  },
  {
    door: 'POST /v1/projects/:project/invites',
    expected: LEADS(201),
    request: ({ lead }) => ({ path: `${lead.path}/invites`, body: { annotatorId: personOf('f') } }),
  },
  {
    door: 'POST /v1/projects/:project/moved',
    expected: LEADS(200),
    async request({ project, lead }, who) {
      const place = { hub: 'anotherhub', urls: ['https://192.0.2.1:47300'], fingerprint: null }
      return { path: `${lead.path}/moved`, body: await proven({ door: 'moved', project }, place, who.pair) }
    },
  },
  {
    door: 'POST /v1/projects/:project/revoke',
    expected: LEADS(404),
    request: ({ lead }) => ({ path: `${lead.path}/revoke`, body: { laptop: 'nolaptop' } }),
  },
  {
    door: 'GET /v1/projects/:project/quarantine',
    expected: LEADS(200),
    request: ({ lead }) => ({ path: `${lead.path}/quarantine` }),
  },
  {
    door: 'POST /v1/projects/:project/quarantine',
    expected: LEADS(404),
    request: ({ lead }) => ({ path: `${lead.path}/quarantine`, body: { writer: lead.writer, seq: 1, accept: true } }),
  },
  {
    door: 'GET /v1/projects/:project/audit',
    expected: LEADS(200),
    request: ({ lead }) => ({ path: `${lead.path}/audit` }),
  },
  {
    door: 'POST /v1/projects/:project/bundles',
    expected: LEADS(409),
    // Before the keys are handed over.
    request: ({ lead }) => ({ path: `${lead.path}/bundles`, body: new Uint8Array(TEXTS) }),
  },
  {
    door: 'PUT /v1/projects/:project/keys',
    expected: LEADS(201),
    request: async ({ project, lead }) => ({
      path: `${lead.path}/keys`,
      body: await makeProjectKeys(project, nodeKeyMachine),
    }),
  },
  {
    door: 'GET /v1/projects/:project/bundles/everything',
    expected: LEADS(200),
    request: ({ lead }) => ({ path: `${lead.path}/bundles/everything` }),
  },
  {
    door: 'POST /v1/projects/:project/bundles/work',
    expected: LEADS(200),
    request: ({ lead }) => ({
      path: `${lead.path}/bundles/work`,
      body: { annotatorId: personOf('f'), passphrase: 'ایک دو تین چار' },
    }),
  },
]

describe('every door in every role', () => {
  let database: SqlDatabase
  let hub: TestHub
  let team: Team
  let callers: Record<CallerName, TestLaptop>
  /** Every byte that came to each caller, headers too. */
  const heard = new Map<CallerName, string>()

  beforeAll(async () => {
    database = await openSqlite(':memory:')
    hub = await TestHub.open(database)
    team = await hub.team()
    const other = await hub.team()
    const revoked = await hub.join(team.lead, team.bilal.person)
    const people = (await team.lead.send('GET', `${team.lead.path}/people`)).json<PeopleReply>().people
    const laptops = people.find(({ annotatorId }) => annotatorId === team.bilal.person)?.laptops ?? []
    const newest = laptops.sort((one, two) => two.contactAt - one.contactAt)[0]
    await team.lead.send('POST', `${team.lead.path}/revoke`, { laptop: newest?.id })
    callers = {
      lead: team.lead,
      adjudicator: team.adjudicator,
      annotator: team.bilal,
      researcher: team.researcher,
      revoked,
      other: other.bilal,
      nobody: hub.laptop(team.project, team.bilal.person),
    }
    await team.lead.push([operationOf('chunk.add', { key: 'blobblob', value: chunkValue(SHA) })])
    await team.lead.send('PUT', `${team.lead.path}/blobs/${SHA}`, new Uint8Array(TEXTS))
    // What nobody but leads and adjudicators may know.
    await team.fatima.push([
      answer(1, 'secret-of-fatima'),
      operationOf('comment.set', { item: `${CHUNK}:1`, key: '', value: 'secret-note' }),
      operationOf('item.flag', { item: `${CHUNK}:1`, value: true }),
      answer(77, 'secret-kept-back'),
    ])
    await team.lead.push([answer(2, 'secret-of-lead')])
    await team.lead.push([operationOf('comment.set', { item: `${CHUNK}:1`, key: personOf('f'), value: 'secret-word' })])
    await team.lead.push([operationOf('gold.set', { item: `${CHUNK}:1`, question: 'qqqqqqqq', value: 'the-gold' })])
  })
  afterAll(async () => {
    await hub.app.close()
    await database.close()
  })

  it('has a line in the table for each door, and no other', () => {
    const doors = ['GET /v1/hello', 'GET /v1/health', ...HUB_ROUTES.map(({ method, path }) => `${method} ${path}`)]
    expect(DOORS.map(({ door }) => door).sort()).toEqual(doors.sort())
  })

  describe.each(DOORS)('$door', ({ door, expected, request }) => {
    it.each(CALLERS)('%s', async (name) => {
      const who = callers[name]
      const { path, body } = await request(team, who)
      const method = door.split(' ')[0] as 'GET' | 'POST' | 'PUT'
      // Wrong codes count by address: each caller comes from its own.
      const place = CALLERS.indexOf(name)
      const reply = await hub.app.inject({
        method,
        url: path,
        remoteAddress: `10.0.${DOORS.findIndex((one) => one.door === door)}.${place}`,
        headers: {
          host: 'hub.test',
          ...(who.token && { authorization: `Bearer ${who.token}` }),
          ...(body !== undefined && { 'content-type': 'application/octet-stream' }),
        },
        ...(body !== undefined && { payload: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
      })
      heard.set(name, `${heard.get(name) ?? ''}${JSON.stringify(reply.headers)}\n${reply.body}\n`)
      expect([reply.statusCode, reply.statusCode >= 400 ? reply.body : '']).toEqual([
        expected[name],
        expect.stringMatching(reply.statusCode >= 400 ? /^\{"code":"[a-z-]+"\}$/ : ''),
      ])
      if (door === 'GET /v1/hello' && reply.statusCode === 200) {
        const own = Object.keys(reply.json<{ you: { heads: object } }>().you.heads)
        expect(own).toContain(who.writer)
        expect(own).not.toContain(team.fatima.writer)
      }
    })
  })

  it.each(['annotator', 'researcher', 'revoked', 'other', 'nobody'] as const)(
    'sent %s not a byte of what others said, of how much, or of who they are',
    (name) => {
      const bytes = heard.get(name) ?? ''
      expect(bytes.length).toBeGreaterThan(500)
      expect(bytes).not.toMatch(/secret/)
      expect(bytes).not.toContain(team.fatima.writer)
      expect(bytes).not.toContain(team.adjudicator.writer)
      for (const other of ['d', 'f', 'r', 'b'].filter((letter) => personOf(letter) !== callers[name].person)) {
        expect(bytes).not.toContain(`mark-${personOf(other)}`)
        if (name !== 'other') expect(bytes).not.toContain(`name-${other}`)
      }
      expect(bytes.includes('the-gold')).toBe(name === 'researcher')
    },
  )

  it('sent lead and adjudicator what they need', () => {
    for (const name of ['lead', 'adjudicator'] as const) {
      expect(heard.get(name)).toMatch(/secret-of-fatima[^]*secret-note|secret-note[^]*secret-of-fatima/)
    }
  })

  it('seals cursors so that they tell nothing: same length and no common part, however much others have done', async () => {
    const before = (await team.bilal.pull()).end.next
    await team.fatima.push(Array.from({ length: 300 }, (_, index) => answer(index % 6, `s${index}`)))
    const after = (await team.bilal.pull()).end.next
    expect(after).toHaveLength(before.length)
    expect(after.slice(0, 16)).not.toBe(before.slice(0, 16))
  })
})
