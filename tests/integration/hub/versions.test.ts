import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import type { HubTransport } from '#renderer/sync/hub-transport.ts'
import { syncRound } from '#renderer/sync/sync-round.ts'
import { PROTOCOL } from '#shared/sync/protocol-version.ts'
import { encodePush, signedBytes } from '#shared/sync/push-body.ts'
import { answer, TestHub, type Team } from '#tests/support/hub/hub-team.ts'
import { MemorySyncStore } from '#tests/support/sync/memory-sync-store.ts'

let hub: TestHub
let team: Team

beforeAll(async () => {
  hub = await TestHub.open(await openSqlite(':memory:'))
  team = await hub.team()
})
afterAll(async () => {
  await hub.app.close()
  await hub.context.database.close()
})

describe('a hub', () => {
  it('says which versions it speaks, also to a laptop that speaks none of them', async () => {
    const headers = { 'nishan-protocol': '99' }
    const hello = await team.bilal.send('GET', '/v1/hello', undefined, headers)
    expect(hello.json<{ hub: unknown }>().hub).toMatchObject({ protocol: PROTOCOL })
    const refused = await team.bilal.send('GET', `${team.bilal.path}/pull`, undefined, headers)
    expect([refused.statusCode, refused.json()]).toEqual([426, { code: 'too-old', protocol: PROTOCOL }])
  })

  it('refuses a push of a version it does not speak, whole, and says which it does', async () => {
    const place = { projectId: team.project, writerId: team.bilal.writer }
    const { bytes } = await encodePush(place, team.bilal.next([answer(0, 'x')]), team.bilal.pair.sign)
    const [head = '', ...lines] = new TextDecoder().decode(bytes).split('\n')
    const header = { ...(JSON.parse(head) as object), v: PROTOCOL.max + 1 }
    const signature = Buffer.from(await team.bilal.pair.sign(signedBytes(header))).toString('hex')
    const body = new TextEncoder().encode([JSON.stringify({ ...header, signature }), ...lines].join('\n'))
    const refused = await team.bilal.send('POST', `${team.bilal.path}/push`, body)
    expect([refused.statusCode, refused.json()]).toEqual([426, { code: 'too-old', protocol: PROTOCOL }])
    team.bilal.seq -= 1
  })

  it('keeps fields and kinds of a newer laptop as they came', async () => {
    const newer = { ...answer(0, 'new'), mood: { glad: true } }
    expect((await team.bilal.push([newer])).quarantined).toEqual([])
    const [line] = (await team.lead.pullAll()).filter(({ writer }) => writer === team.bilal.writer)
    expect(line?.op).toMatchObject({ mood: { glad: true } })
  })
})

describe('a laptop', () => {
  const meeting = (protocol: { min: number; max: number }, more: object = {}): HubTransport => ({
    send: async () => {
      const you = { annotatorId: team.bilal.person, role: 'annotator', heads: {} }
      const told = { app: 'nishan', version: '9', hub: { id: 'h', gen: 'g', protocol, maxBody: 1, ...more }, you }
      return { status: 200, body: new TextEncoder().encode(JSON.stringify(told)), retryAfterS: 0 }
    },
  })
  const store = () => new MemorySyncStore(team.project, team.bilal.person, () => hub.newKey())

  it.each([[{ min: PROTOCOL.max + 1, max: PROTOCOL.max + 2 }], [{ min: 0, max: PROTOCOL.min - 1 }]])(
    'sends nothing to a hub that speaks %j only, and says that one side is too old',
    async (protocol) => {
      const laptop = store()
      await laptop.record(answer(0, 'waits'))
      const { end } = await syncRound(laptop, meeting(protocol), { expectedHub: 'h' })
      expect(end).toMatchObject({ kind: 'refused', code: 'too-old' })
      expect((await laptop.writers())[0]).toMatchObject({ upTo: 1, ackedUpTo: 0 })
    },
  )

  it('speaks with a newer hub that still speaks its version, and does not stumble over what it does not know', async () => {
    const { end } = await syncRound(store(), meeting({ min: PROTOCOL.min, max: PROTOCOL.max + 3 }, { tomorrow: [1] }), {
      expectedHub: 'h',
    })
    // The double answers nothing but hello: the round got past the meeting.
    expect(end).toEqual({ kind: 'portal' })
  })
})
