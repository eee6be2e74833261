import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'
import type { HelloReply } from '#shared/sync/messages/hello.ts'
import type { PeopleReply } from '#shared/sync/messages/people.ts'
import { answer, TestHub, type Team, type TestLaptop } from '#tests/support/hub/hub-team.ts'
import { proven } from '#tests/support/sync/proven.ts'

const FIVE_MINUTES_MS = 5 * 60 * 1000

let hub: TestHub
let team: Team
beforeEach(async () => {
  hub = await TestHub.open(await openSqlite(':memory:'))
  team = await hub.team()
})
afterEach(async () => {
  await hub.app.close()
  await hub.context.database.close()
})

const challenge = async (laptop: TestLaptop) => {
  const hello = (await laptop.send('GET', '/v1/hello?challenge=1')).json<HelloReply>()
  return hello.hub?.challenge ?? ''
}

async function renew(laptop: TestLaptop, { pair = laptop.pair, code = '' } = {}) {
  const { project } = laptop
  const body = { project, challenge: code === '' ? await challenge(laptop) : code }
  return laptop.send('POST', '/v1/renew', await proven({ door: 'renew', project }, body, pair))
}

describe('a laptop that has lost its token', () => {
  it('gets a new one by its key, and the old one ends', async () => {
    const { bilal } = team
    const old = bilal.token
    await bilal.push([answer(0, 'before')])
    bilal.token = ''
    const reply = await renew(bilal)
    expect(reply.statusCode).toBe(201)
    const { token, annotatorId, role, writer } = reply.json<EnrolReply>()
    expect({ annotatorId, role, writer }).toEqual({
      annotatorId: bilal.person,
      role: 'annotator',
      writer: bilal.writer,
    })
    bilal.token = token ?? ''
    await bilal.push([answer(1, 'after')])
    bilal.token = old
    expect((await bilal.send('GET', `${bilal.path}/pull`)).statusCode).toBe(401)
    // It is the same laptop as before, not one more.
    const people = (await team.lead.send('GET', `${team.lead.path}/people`)).json<PeopleReply>().people
    expect(people.find((person) => person.annotatorId === bilal.person)?.laptops).toHaveLength(1)
  })

  it('gets none for a challenge that is stale, or that the hub never made', async () => {
    const code = await challenge(team.bilal)
    hub.clock.at += FIVE_MINUTES_MS
    expect((await renew(team.bilal, { code })).json()).toMatchObject({ code: 'bad-signature' })
    expect((await renew(team.bilal, { code: 'AAAA' })).json()).toMatchObject({ code: 'bad-signature' })
    const end = (await team.bilal.pull()).end
    expect((await renew(team.bilal, { code: end.next })).json()).toMatchObject({ code: 'bad-signature' })
  })

  it('gets none by a key that nobody bound, nor by one it does not have', async () => {
    expect((await renew(team.bilal, { pair: hub.newKey() })).statusCode).toBe(401)
    const { publicKey } = team.fatima.pair
    const pair = { ...team.bilal.pair, publicKey }
    expect((await renew(team.bilal, { pair })).json()).toMatchObject({ code: 'bad-signature' })
  })

  it('gets none once it was shut out', async () => {
    const { lead, bilal } = team
    const people = (await lead.send('GET', `${lead.path}/people`)).json<PeopleReply>().people
    const laptop = people.find(({ annotatorId }) => annotatorId === bilal.person)?.laptops[0]?.id
    expect((await lead.send('POST', `${lead.path}/revoke`, { laptop })).statusCode).toBe(200)
    expect((await renew(bilal)).json()).toMatchObject({ code: 'revoked' })
  })

  it('does not become a person known from files whose writer it carries', async () => {
    const { lead } = team
    const pair = hub.newKey()
    const request = { annotatorId: 'iiiiiiiiiiiiiiii', name: 'امپورٹ' }
    const bound = await proven({ door: 'writers', project: lead.project }, request, pair)
    expect((await lead.send('POST', `${lead.path}/writers`, bound)).statusCode).toBe(201)
    expect((await renew(lead, { pair })).statusCode).toBe(401)
  })
})
