import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import type { HelloReply } from '#shared/sync/messages/hello.ts'
import type { HubPlace } from '#shared/sync/messages/moved.ts'
import { TeamSession } from '#renderer/app/team/team-session.ts'
import type { TeamLink } from '#renderer/data/team/team-links.ts'
import { listTeamLinks } from '#renderer/data/team/team-links.ts'
import type { HubAddress, HubPort } from '#renderer/platform/hub-port.ts'
import { chunkValue, CHUNK, operationOf, taskVersion, TestHub, type Team } from '#tests/support/hub/hub-team.ts'
import { DexieLaptop } from '#tests/support/sync/dexie-laptop.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'
import { proven } from '#tests/support/sync/proven.ts'
import { answer } from '#tests/support/sync/pulled-pages.ts'

const OLD = 'https://old.test'
const NEW = 'https://new.test'

let [old, next]: [TestHub, TestHub] = [] as never
let team: Team
let laptop: DexieLaptop
let session: TeamSession
/** Hubs that answer now. */
let up: Map<string, TestHub>
let sameOrigin: boolean
/** Where the old hub says that it is. */
let reachable: string[]

const idOf = async (hub: TestHub) => (await hub.context.database.read((one) => hub.context.identity(one))).hub
const place = async (): Promise<HubPlace> => ({ hub: await idOf(next), urls: [NEW], fingerprint: 'ab'.repeat(32) })
const atHub = async (hub: TestHub) =>
  (
    await hub.context.database.read((one) =>
      one.all('select content from operations where project_id = ? order by rev', team.project),
    )
  ).map((row) => String(row['content']))

function port(): HubPort {
  const transport = ({ urls }: HubAddress) => ({
    async send({ method, path, body }: { method: 'GET' | 'POST' | 'PUT'; path: string; body?: Uint8Array }) {
      const hub = up.get(urls[0] ?? '')
      if (hub === undefined) throw new Error('nobody there')
      const reply = await hub.app.inject({
        method,
        url: path,
        headers: {
          host: 'hub.test',
          authorization: `Bearer ${team.bilal.token}`,
          ...(body && { 'content-type': 'application/octet-stream' }),
        },
        ...(body && { payload: Buffer.from(body) }),
      })
      return { status: reply.statusCode, body: new Uint8Array(reply.rawPayload), retryAfterS: 0, url: urls[0] ?? '' }
    },
  })
  return {
    get sameOrigin() {
      return sameOrigin
    },
    enrol: () => Promise.reject(new Error('not asked')),
    meet: () => Promise.reject(new Error('not asked')),
    carry: () => Promise.reject(new Error('not asked')),
    transport,
  }
}

/** What comes of bringing everything there: the project, its people, the tokens' hashes. */
async function bringToNext(): Promise<void> {
  const project = team.project
  const lead = next.laptop(project, team.lead.person)
  const [code] = [await (await import('#hub/hub-context.ts')).ownerCodeOf(next.context)]
  const body = { project, ownerCode: code, annotatorId: lead.person, name: 'عائشہ', device: '' }
  const made = await lead.send('POST', '/v1/projects', await proven({ door: 'projects', project }, body, lead.pair))
  lead.token = made.json<{ token: string }>().token
  await lead.push([
    operationOf('taskVersion.add', { key: '1', value: taskVersion(1) }),
    operationOf('chunk.add', { key: CHUNK, value: chunkValue('0'.repeat(64)) }),
    operationOf('member.set', { key: team.bilal.person, value: { role: 'annotator', name: 'بلال' } }),
  ])
  const rows = await old.context.database.read((one) =>
    one.all('select * from enrolments where project_id = ? and annotator_id = ?', project, team.bilal.person),
  )
  await next.context.database.transaction(async (one) => {
    for (const row of rows) {
      const names = Object.keys(row)
      await one.run(
        `insert into enrolments (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
        ...Object.values(row).map((value) => value ?? null),
      )
    }
  })
}

const told = async (who = team.lead, pair = who.pair) => {
  const body = await proven({ door: 'moved', project: team.project }, await place(), pair)
  return (await who.send('POST', `${who.path}/moved`, body)).statusCode
}

const round = async (): Promise<void> => {
  const before = session.status.schedule.last
  session.wake('asked')
  await vi.waitFor(
    () => expect(session.status.schedule.running || session.status.schedule.last === before).toBe(false),
    { timeout: 5000 },
  )
}

beforeEach(async () => {
  reachable = []
  old = await TestHub.open(await openSqlite(':memory:'), { reachable: () => reachable })
  next = await TestHub.open(await openSqlite(':memory:'))
  team = await old.team()
  up = new Map([
    [OLD, old],
    [NEW, next],
  ])
  sameOrigin = false
  const { project: projectId, bilal } = team
  let keys = 9000
  const newPair = () => keyPairOf((keys += 1))
  laptop = await DexieLaptop.open({ projectId, person: bilal.person, newPair, withJournal: false })
  const link: TeamLink = {
    projectId,
    annotatorId: bilal.person,
    hub: await idOf(old),
    urls: [OLD],
    fingerprint: null,
    joinedAt: 1,
  }
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
  session = new TeamSession(
    link,
    {
      data: laptop.data,
      hub: port(),
      mayWrite: () => true,
      scheduler: { now: () => Date.now(), random: () => 0.5, after },
      keepAppOffline: async () => undefined,
      device: 'd',
    },
    () => undefined,
  )
})
afterEach(async () => {
  session.stop()
  await laptop.close()
  for (const hub of [old, next]) {
    await hub.app.close()
    await hub.context.database.close()
  }
})

it('a laptop goes with its team once the new hub knows it, and sends there what that lacks', async () => {
  await laptop.record(answer(0, 'before'))
  await round()
  expect(await told()).toBe(200)
  await laptop.record(answer(1, 'on the way'))
  // The new hub is there and does not know this laptop yet: the old one goes on to take the work.
  await round()
  expect(session.link.hub).toBe(await idOf(old))
  expect(session.status.movedTo).toEqual(await place())
  expect((await atHub(old)).some((content) => content.includes('on the way'))).toBe(true)

  await bringToNext()
  await round()
  await vi.waitFor(() => expect(session.link).toMatchObject({ urls: [NEW], fingerprint: 'ab'.repeat(32) }))
  await laptop.record(answer(2, 'after'))
  up.delete(OLD)
  await round()
  const contents = (await atHub(next)).join()
  for (const word of ['before', 'on the way', 'after']) expect(contents).toContain(word)
  expect(session.status.movedTo).toBeNull()
  // After the next start too.
  const [kept] = await listTeamLinks(laptop.data)
  expect(kept).toMatchObject({ hub: await idOf(next), urls: [NEW] })
})

it('a page in a browser stays where it is, and is told', async () => {
  sameOrigin = true
  await bringToNext()
  await told()
  await round()
  expect(session.link.hub).toBe(await idOf(old))
  expect(session.status.movedTo).toEqual(await place())
})

it('is told by a lead with a key of their own, and by nobody else; naming the old hub takes it back', async () => {
  // A stolen token without the key.
  expect(await told(team.lead, keyPairOf(77))).toBe(400)
  expect(await told(team.lead, team.bilal.pair)).toBe(400)
  expect(await told(team.bilal)).toBe(403)
  const hello = async () =>
    (await team.bilal.send('GET', `/v1/hello?project=${team.project}`)).json<HelloReply>().moved ?? null
  expect(await hello()).toBeNull()
  expect(await told()).toBe(200)
  expect(await hello()).toEqual(await place())
  expect((await old.app.inject({ url: '/v1/hello', headers: { host: 'hub.test' } })).json()).not.toHaveProperty('moved')
  const back = { hub: await idOf(old), urls: [OLD], fingerprint: null }
  const body = await proven({ door: 'moved', project: team.project }, back, team.lead.pair)
  expect((await team.lead.send('POST', `${team.lead.path}/moved`, body)).statusCode).toBe(200)
  expect(await hello()).toBeNull()
})

it('a laptop keeps the addresses that its hub tells, those of now before older ones', async () => {
  reachable = ['https://192.168.1.7:47300', 'https://hub.local:47300']
  await round()
  await vi.waitFor(() => expect(session.link.urls).toEqual([OLD, ...reachable]))
  const before = reachable
  reachable = ['https://10.0.0.4:47300', 'https://hub.local:47300']
  await round()
  const [now = '', name = ''] = reachable
  await vi.waitFor(() => expect(session.link.urls).toEqual([OLD, now, name, before[0]]))
  expect((await listTeamLinks(laptop.data))[0]?.urls).toEqual([OLD, now, name, before[0]])
})
