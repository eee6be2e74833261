import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HubDeps } from '#hub/app.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { ownerCodeOf } from '#hub/hub-context.ts'
import { CodeTries, networkOf } from '#hub/services/code-tries.ts'
import { TestHub, type Team } from '#tests/support/hub/hub-team.ts'
import { proven } from '#tests/support/sync/proven.ts'

let hub: TestHub
let team: Team

async function open(deps: Partial<HubDeps> = {}): Promise<void> {
  hub = await TestHub.open(await openSqlite(':memory:'), deps)
  team = await hub.team()
}
beforeEach(() => open())
afterEach(async () => {
  await hub.app.close()
  await hub.context.database.close()
})

const from = (remoteAddress: string, path: string, body: unknown, token = '') =>
  hub.app.inject({
    method: body === undefined ? 'GET' : 'POST',
    url: path,
    remoteAddress,
    headers: {
      host: 'hub.test',
      'nishan-client': 'app',
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
const enrolWith = async (secret: string, address: string) => {
  const { project } = team
  return from(address, '/v1/enrol', await proven({ door: 'enrol', project }, { project, secret, device: '' }))
}
const invite = async () =>
  (await team.lead.send('POST', `${team.lead.path}/invites`, { annotatorId: team.bilal.person })).json<{
    secret: string
  }>().secret

describe('wrong codes', () => {
  it('may be tried five times from one address in ten minutes, invite and owner codes together', async () => {
    for (let count = 0; count < 3; count += 1) expect((await enrolWith('wrongwrong', '10.1.1.1')).statusCode).toBe(403)
    const project = 'another1'
    const createWith = (ownerCode: string) =>
      proven({ door: 'projects', project }, { project, ownerCode, annotatorId: 'aaaaaaaa', name: 'n', device: '' })
    const create = await createWith('wrongwrong')
    for (let count = 0; count < 2; count += 1)
      expect((await from('10.1.1.1', '/v1/projects', create)).statusCode).toBe(403)
    const secret = await invite()
    const right = await enrolWith(secret, '10.1.1.1')
    expect([right.statusCode, right.json()]).toEqual([429, { code: 'too-many' }])
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(500)
    const owner = await createWith(await ownerCodeOf(hub.context))
    expect((await from('10.1.1.1', '/v1/projects', owner)).statusCode).toBe(429)
    expect((await from('10.1.1.2', '/v1/projects', owner)).statusCode).toBe(201)
    hub.clock.at += 10 * 60 * 1000
    expect((await enrolWith(secret, '10.1.1.1')).statusCode).toBe(201)
  })

  it('are five of a thousand sent at once', async () => {
    const replies = await Promise.all(Array.from({ length: 1000 }, (_, n) => enrolWith(`wrong${n}wrong`, '10.1.1.3')))
    const count = (status: number) => replies.filter(({ statusCode }) => statusCode === status).length
    expect([count(403), count(429)]).toEqual([5, 995])
  })

  it('are five of a hundred sent at once, however long each takes to be looked at', async () => {
    const tries = new CodeTries(() => 1)
    let looked = 0
    const open = async () => {
      looked += 1
      await new Promise((resolve) => setTimeout(resolve, 2))
      return 'wrong'
    }
    const answers = await Promise.all(Array.from({ length: 100 }, () => tries.look('10.1.1.9', open, () => true)))
    expect(looked).toBe(5)
    expect(answers.filter((answer) => 'waitS' in answer && answer.waitS === 600)).toHaveLength(95)
  })

  it('are not counted when they are right: a class of thirty joins from one address', async () => {
    const secrets = await Promise.all(Array.from({ length: 30 }, invite))
    const lead = team.lead
    const joined = await Promise.all(secrets.map((secret) => hub.laptop(lead.project, team.bilal.person).enrol(secret)))
    expect(joined.map(({ statusCode }) => statusCode)).toEqual(secrets.map(() => 201))
  })

  it('take no more memory than fifty thousand addresses do', async () => {
    const tries = new CodeTries(() => 1)
    const before = process.memoryUsage().heapUsed
    for (let n = 0; n < 120_000; n += 1) {
      await tries.look(
        `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`,
        async () => false,
        () => true,
      )
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(120 * 1024 * 1024)
  })
})

it('counts one house as one address', () => {
  expect(networkOf('::ffff:10.1.2.3')).toBe('10.1.2.3')
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:db8:1:2::9'))
  expect(networkOf('2001:db8:1:2::9')).not.toBe(networkOf('2001:db8:1:3::9'))
  expect(networkOf('::1')).toBe('0:0:0:0')
  expect(networkOf('fe80::1%eth0')).toBe(networkOf('fe80::2'))
})

describe('requests', () => {
  it('of one address end in 429 with the time to wait, before anything is looked at', async () => {
    await hub.app.close()
    await open({ rateLimits: { perAddress: 30, perLaptop: 1000 } })
    const statuses = new Set<number>()
    let last = await from('10.2.0.1', '/nothing', undefined)
    for (let count = 0; count < 40; count += 1) {
      last = await from('10.2.0.1', `${team.lead.path}/pull`, undefined, 'f'.repeat(64))
      statuses.add(last.statusCode)
    }
    expect([...statuses]).toEqual([401, 429])
    expect(last.json()).toEqual({ code: 'too-many' })
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
    expect((await from('10.2.0.2', '/v1/hello', undefined)).statusCode).toBe(200)
  })

  it('of one laptop are counted by its token, from wherever it asks', async () => {
    await hub.app.close()
    await open({ rateLimits: { perAddress: 1000, perLaptop: 10 } })
    const ask = (who: { token: string }, address: string) =>
      from(address, `${team.lead.path}/pull`, undefined, who.token)
    const statuses: number[] = []
    for (let count = 0; count < 12; count += 1) statuses.push((await ask(team.bilal, `10.3.0.${count}`)).statusCode)
    expect(statuses.filter((status) => status === 200)).toHaveLength(10)
    expect(statuses.slice(10)).toEqual([429, 429])
    expect((await ask(team.fatima, '10.3.0.1')).statusCode).toBe(200)
  })
})
