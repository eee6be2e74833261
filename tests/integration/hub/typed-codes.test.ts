import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { INVITE_LIFE_MS } from '#hub/services/enrolment.ts'
import type { InviteReply } from '#shared/sync/messages/invite.ts'
import { operationOf, personOf, TestHub, type Team } from '#tests/support/hub/hub-team.ts'

let hub: TestHub
let team: Team

beforeEach(async () => {
  hub = await TestHub.open(await openSqlite(':memory:'))
  team = await hub.team()
  await team.lead.push([
    operationOf('project.set', { key: 'name', value: 'پرانا نام' }),
    operationOf('project.set', { key: 'name', value: 'خبریں' }),
    operationOf('member.set', { key: personOf('b'), value: { role: 'annotator', name: 'بلال', colour: 7 } }),
  ])
})
afterEach(async () => {
  await hub.app.close()
  await hub.context.database.close()
})

const invite = async () =>
  (await team.lead.send('POST', `${team.lead.path}/invites`, { annotatorId: team.bilal.person })).json<InviteReply>()

const askWith = (code: string, remoteAddress = '10.4.0.1') =>
  hub.app.inject({
    method: 'POST',
    url: '/v1/invited',
    remoteAddress,
    headers: { host: 'hub.test', 'content-type': 'application/json' },
    payload: JSON.stringify({ code }),
  })

const newLaptop = () => hub.laptop(team.project, team.bilal.person)

describe('a typed code', () => {
  it('tells whom it is for, as often as it is asked, and lets that person in once', async () => {
    const { code = '', secret } = await invite()
    expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/)
    const { hub: id } = await hub.context.database.read((session) => hub.context.identity(session))
    for (const typed of [code, code.toUpperCase(), `${code.slice(0, 4)}-${code.slice(4)}`]) {
      const told = await askWith(typed)
      expect([told.statusCode, told.json()]).toEqual([
        200,
        {
          hub: id,
          project: team.project,
          projectName: 'خبریں',
          annotatorId: team.bilal.person,
          name: 'بلال',
          colour: 7,
          role: 'annotator',
        },
      ])
    }
    expect((await newLaptop().enrol(code)).statusCode).toBe(201)
    expect((await newLaptop().enrol(code)).statusCode).toBe(403)
    expect((await newLaptop().enrol(secret)).statusCode).toBe(403)
    expect((await askWith(code)).statusCode).toBe(403)
  })

  it('is used up by the link of the same invite', async () => {
    const { code = '', secret } = await invite()
    expect((await newLaptop().enrol(secret)).statusCode).toBe(201)
    expect((await askWith(code)).statusCode).toBe(403)
    expect((await newLaptop().enrol(code)).statusCode).toBe(403)
  })

  it('opens no other project', async () => {
    const { code = '' } = await invite()
    const other = await hub.team()
    expect((await hub.laptop(other.project, other.bilal.person).enrol(code)).statusCode).toBe(403)
    expect((await newLaptop().enrol(code)).statusCode).toBe(201)
  })

  it('runs out with its invite', async () => {
    const { code = '' } = await invite()
    hub.clock.at += INVITE_LIFE_MS
    expect((await askWith(code)).statusCode).toBe(403)
    expect((await newLaptop().enrol(code)).statusCode).toBe(403)
  })

  it('may be guessed five times from one address, asking and joining together, and from then on the right one waits too', async () => {
    const { code = '' } = await invite()
    for (let count = 0; count < 5; count += 1) expect((await askWith(`0000000${count}`)).statusCode).toBe(403)
    const right = await askWith(code)
    expect([right.statusCode, right.json()]).toEqual([429, { code: 'too-many' }])
    expect((await askWith(code, '10.4.0.2')).statusCode).toBe(200)
    hub.clock.at += 10 * 60 * 1000
    expect((await askWith(code)).statusCode).toBe(200)
  })
})
