import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { createHubContext, renewGeneration } from '#hub/hub-context.ts'
import { INVITE_LIFE_MS } from '#hub/services/enrolment.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import type { PeopleReply } from '#shared/sync/messages/people.ts'
import type { QuarantineReply } from '#shared/sync/messages/quarantine.ts'
import { operationHash } from '#shared/sync/operation.ts'
import {
  answer,
  CHUNK,
  chunkValue,
  ITEMS,
  operationOf,
  personOf,
  taskVersion,
  TestHub,
  type Team,
  type TestLaptop,
} from '#tests/support/hub/hub-team.ts'
import { DATABASE_KINDS, type DatabasePlace } from '#tests/support/hub/test-databases.ts'

const marksOf = (lines: Awaited<ReturnType<TestLaptop['pullAll']>>) =>
  lines.flatMap(({ op }) => (op.kind === 'answer.set' ? (op.value as string[]) : [])).sort()

describe.each(DATABASE_KINDS)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('under the hub', () => {
    let place: DatabasePlace
    let database: SqlDatabase
    let hub: TestHub
    let team: Team

    beforeAll(async () => {
      place = await start()
    }, 90_000)
    afterAll(() => place?.stop())
    beforeEach(async () => {
      database = (await place.open()).database
      hub = await TestHub.open(database, { rateLimits: { perAddress: 1e6, perLaptop: 1e6 } })
      team = await hub.team()
    })
    afterEach(async () => {
      await hub.app.close()
      await database.close()
    })

    const quarantine = async () =>
      (await team.lead.send('GET', `${team.lead.path}/quarantine`)).json<QuarantineReply>().operations
    const decide = (writer: string, seq: number, accept: boolean) =>
      team.lead.send('POST', `${team.lead.path}/quarantine`, { writer, seq, accept })

    it('stores a push, tells its digest, and serves it to those who may see it', async () => {
      const operations = team.bilal.next([answer(0, 'ba'), answer(1, 'bb')])
      const reply = await team.bilal.pushAgain(operations)
      expect(reply).toMatchObject({ stored: 2, duplicates: 0, quarantined: [], upTo: 2 })
      expect(reply.digest).toBe(extendDigest(EMPTY_DIGEST, operations.map(operationHash)))
      await team.fatima.push([answer(0, 'fa')])
      expect(marksOf(await team.lead.pullAll())).toEqual(['ba', 'bb', 'fa'])
      expect(marksOf(await team.adjudicator.pullAll())).toEqual(['ba', 'bb', 'fa'])
      expect(marksOf(await team.bilal.pullAll())).toEqual(['ba', 'bb'])
      expect(marksOf(await team.fatima.pullAll())).toEqual(['fa'])
      expect(marksOf(await team.researcher.pullAll())).toEqual([])
    })

    it('takes a push that comes twice, or in part again, for what it has, and its digest stays', async () => {
      const operations = team.bilal.next([answer(0, 'one'), answer(1, 'two'), answer(2, 'three')])
      const first = await team.bilal.pushAgain(operations.slice(0, 2))
      expect(await team.bilal.pushAgain(operations.slice(0, 2))).toMatchObject({ stored: 0, duplicates: 2, upTo: 2 })
      const again = await team.bilal.pushAgain(operations)
      expect(again).toMatchObject({ stored: 1, duplicates: 2, upTo: 3 })
      expect(again.digest).toBe(extendDigest(first.digest, operations.slice(2).map(operationHash)))
      expect(marksOf(await team.lead.pullAll())).toEqual(['one', 'three', 'two'])
    })

    it('refuses a fork whole, and says where it begins', async () => {
      const operations = team.bilal.next([answer(0, 'one'), answer(1, 'two')])
      await team.bilal.pushAgain(operations)
      const [first, second] = operations
      const forked = [first!, { ...second!, value: ['other'] }, { ...second!, seq: 3, value: ['new'] }]
      expect(await team.bilal.pushAgain(forked, 409)).toEqual({ code: 'fork', seq: 2, upTo: 2 })
      expect(marksOf(await team.lead.pullAll())).toEqual(['one', 'two'])
    })

    it('refuses a push that leaves a gap, and says how far it holds the writer', async () => {
      const operations = team.bilal.next([answer(0, 'one'), answer(1, 'two'), answer(2, 'three')])
      await team.bilal.pushAgain(operations.slice(0, 1))
      expect(await team.bilal.pushAgain(operations.slice(2), 409)).toEqual({ code: 'gap', upTo: 1 })
    })

    it('keeps what has no ground yet, and serves it once the ground is there', async () => {
      const early = operationOf('answer.set', {
        item: 'latelate:2',
        question: 'newquest',
        value: ['early'],
        taskVersion: 2,
      })
      const many = Array.from({ length: 45 }, () => early)
      const reply = await team.bilal.push([answer(0, 'known'), ...many])
      expect(reply.quarantined).toHaveLength(45)
      expect(reply.quarantined[0]).toEqual({ seq: 2, why: 'unknown-item' })
      expect(marksOf(await team.lead.pullAll())).toEqual(['known'])
      await team.lead.push([operationOf('chunk.add', { key: 'latelate', value: chunkValue('1'.repeat(64), 3) })])
      expect(marksOf(await team.lead.pullAll())).toEqual(['known'])
      await team.lead.push([operationOf('taskVersion.add', { key: '2', value: taskVersion(2, 'newquest') })])
      expect(marksOf(await team.lead.pullAll())).toEqual([...many.map(() => 'early'), 'known'])
      expect(await quarantine()).toEqual([])
    })

    it('keeps what is odd and never serves it, until the lead says so', async () => {
      const far = { ...answer(3, 'far'), lamport: 5_000_000 }
      const reply = await team.bilal.push([
        operationOf('gold.set', { item: `${CHUNK}:0`, question: 'qqqqqqqq', value: {} }),
        operationOf('answer.of-tomorrow', { item: `${CHUNK}:0`, value: 1 }),
        operationOf('item.status', { item: `${CHUNK}:0`, value: 'nonsense' }),
        answer(ITEMS, 'no such item'),
        far,
      ])
      expect(reply.quarantined.map(({ why }) => why)).toEqual([
        'role',
        'unknown-kind',
        'invalid-value',
        'unknown-item',
        'lamport',
      ])
      expect((await team.lead.pullAll()).filter(({ writer }) => writer === team.bilal.writer)).toEqual([])
      expect((await quarantine()).map(({ op }) => op.seq)).toEqual([1, 2, 3, 4, 5])

      expect((await decide(team.bilal.writer, 5, true)).statusCode).toBe(200)
      expect((await decide(team.bilal.writer, 4, false)).statusCode).toBe(200)
      expect(marksOf(await team.lead.pullAll())).toEqual(['far'])
      expect((await quarantine()).map(({ op }) => op.seq)).toEqual([1, 2, 3])
      expect((await decide(team.bilal.writer, 4, true)).statusCode).toBe(404)
      // Whoever saw the far lamport goes on from it; the next operations are no faults.
      expect((await team.bilal.push([answer(0, 'after')])).quarantined).toEqual([])
    })

    it('never serves a value that is not what its kind says, whatever the lead decides', async () => {
      const reply = await team.bilal.push([
        operationOf('item.status', { item: `${CHUNK}:0`, value: 'nonsense' }),
        operationOf('member.set', { key: personOf('b'), value: { role: 'king' } }),
        { ...answer(0, 'too far'), lamport: Number.MAX_SAFE_INTEGER },
      ])
      expect(reply.quarantined.map(({ why }) => why)).toEqual(['invalid-value', 'role', 'lamport'])
      for (const seq of [1, 2, 3]) {
        const refused = await decide(team.bilal.writer, seq, true)
        expect([refused.statusCode, refused.json()]).toEqual([400, { code: 'bad-request' }])
      }
      expect((await decide(team.bilal.writer, 2, false)).statusCode).toBe(200)
      expect((await quarantine()).map(({ op }) => op.seq)).toEqual([1, 3])
    })

    it('keeps odd operations whatever is in their fields', async () => {
      const odd = [
        operationOf('comment.set', { item: `${CHUNK}:0`, key: 5, value: 'x' }),
        operationOf('member.set', { key: { a: 1 }, value: { role: 'lead' } }),
        operationOf('assign.set', { key: null, value: [] }),
        operationOf('answer.set', { item: 'nul\0nul:1', question: 'q\0', value: ['\0'] }),
        operationOf('k\0\uD800', { item: '\uDFFF', key: '\0' }),
        operationOf('chunk.add', { key: 'nul\0', value: { ...chunkValue('2'.repeat(64)), importId: '\0' } }),
        operationOf('answer.set', { item: `${CHUNK}:0`, question: ['qqqqqqqq'], span: 7, activeMs: 'long', value: 1 }),
      ]
      const reply = await team.bilal.push(odd)
      expect(reply).toMatchObject({ stored: odd.length })
      expect(reply.quarantined).toHaveLength(odd.length)
      expect(await quarantine()).toHaveLength(odd.length)
      const kept = await team.lead.push([operationOf('chunk.add', { key: 'nul\0', value: chunkValue('3'.repeat(64)) })])
      expect(kept.stored).toBe(1)
    })

    it('goes on from a sealed cursor, which means nothing in another’s hands', async () => {
      await team.bilal.push(Array.from({ length: 5 }, (_, index) => answer(index, `m${index}`)))
      const first = await team.bilal.pull('limit=6')
      expect(first.end.more).toBe(true)
      const second = await team.bilal.pull(`limit=6&cursor=${first.end.next}`)
      expect(second.lines[0]).not.toEqual(first.lines[0])
      expect(marksOf([...first.lines, ...second.lines])).toEqual(['m0', 'm1', 'm2', 'm3', 'm4'])
      const stolen = await team.fatima.pull(`limit=6&cursor=${first.end.next}`)
      expect(stolen.lines).toEqual((await team.fatima.pull('limit=6')).lines)
      const plain = Buffer.from(first.end.next, 'base64url')
      expect(plain).toHaveLength(12 + 8 + 16)
      expect((await team.bilal.pull('limit=6')).end.next).not.toBe(first.end.next)
    })

    it('ends a page by its bytes, and sends one operation that is greater alone', async () => {
      const long = (mark: string) =>
        operationOf('comment.set', { item: `${CHUNK}:0`, key: '', value: mark.repeat(40_000) })
      await team.bilal.push([long('a'), long('b'), long('c')])
      const have = `${team.lead.writer}:99`
      const page = await team.bilal.pull(`bytes=90000&have=${have}`)
      const sizes = [page.lines.length]
      for (let { end } = page; end.more;) {
        const next = await team.bilal.pull(`bytes=1000&have=${have}&cursor=${end.next}`)
        sizes.push(next.lines.length)
        end = next.end
      }
      expect(sizes).toEqual([2, 1])
    })

    it('opens an invite once, and not after a week', async () => {
      const invite = async () =>
        (await team.lead.send('POST', `${team.lead.path}/invites`, { annotatorId: team.bilal.person })).json<{
          secret: string
        }>().secret
      const secret = await invite()
      const [one, two] = [hub.laptop(team.project, team.bilal.person), hub.laptop(team.project, team.bilal.person)]
      const replies = await Promise.all([one.enrol(secret), two.enrol(secret.toUpperCase())])
      expect(replies.map(({ statusCode }) => String(statusCode)).sort()).toEqual(['201', '403'])
      const late = await invite()
      hub.clock.at += INVITE_LIFE_MS
      expect((await hub.laptop(team.project, team.bilal.person).enrol(late)).json()).toEqual({ code: 'bad-invite' })
      const stranger = await team.lead.send('POST', `${team.lead.path}/invites`, { annotatorId: personOf('x') })
      expect(stranger.statusCode).toBe(404)
    })

    it('binds no writer of another person to whoever enrols with their key', async () => {
      const reply = await team.lead.send('POST', `${team.lead.path}/invites`, { annotatorId: team.fatima.person })
      const thief = hub.laptop(team.project, team.fatima.person)
      Object.assign(thief, { pair: team.bilal.pair })
      const enrolled = await thief.enrol(reply.json<{ secret: string }>().secret)
      expect([enrolled.statusCode, enrolled.json()]).toEqual([403, { code: 'forbidden' }])
      // The invite is not used up by a refusal.
      const honest = hub.laptop(team.project, team.fatima.person)
      expect((await honest.enrol(reply.json<{ secret: string }>().secret)).statusCode).toBe(201)
    })

    it('shuts a laptop out, and leaves what it wrote before', async () => {
      await team.bilal.push([answer(0, 'before')])
      const people = (await team.lead.send('GET', `${team.lead.path}/people`)).json<PeopleReply>().people
      const laptop = people.find(({ annotatorId }) => annotatorId === team.bilal.person)?.laptops[0]
      const revoke = () => team.lead.send('POST', `${team.lead.path}/revoke`, { laptop: laptop?.id })
      expect((await revoke()).statusCode).toBe(200)
      expect((await revoke()).statusCode).toBe(404)
      expect(await team.bilal.push([answer(1, 'after')], 403)).toEqual({ code: 'revoked' })
      expect((await team.bilal.send('GET', `${team.bilal.path}/pull`)).json()).toEqual({ code: 'revoked' })
      expect(marksOf(await team.lead.pullAll())).toEqual(['before'])
      const other = await hub.join(team.lead, team.bilal.person)
      expect(marksOf(await other.pullAll())).toEqual(['before'])
    })

    it('tells a laptop of another generation to compare first', async () => {
      const { hub: id, gen } = await database.read((session) => hub.context.identity(session))
      await renewGeneration(hub.context)
      const reply = await team.bilal.send('GET', `${team.bilal.path}/pull?gen=${gen}`)
      const now = await database.read((session) => hub.context.identity(session))
      expect([reply.statusCode, reply.json()]).toEqual([409, { code: 'generation', gen: now.gen }])
      expect(now).toEqual({ hub: id, gen: expect.not.stringMatching(gen) })
      await createHubContext(hub.context)
      expect(await database.read((session) => hub.context.identity(session))).toEqual(now)
    })

    it('empties everything that was said of an erased item, and what comes later too', async () => {
      const old = Buffer.from('کسی کا متن')
      const fresh = Buffer.from('باقی متن')
      const nameOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
      const put = (bytes: Uint8Array) => team.lead.send('PUT', `${team.lead.path}/blobs/${nameOf(bytes)}`, bytes)
      const get = (bytes: Uint8Array) => team.fatima.send('GET', `${team.lead.path}/blobs/${nameOf(bytes)}`)
      await team.lead.push([operationOf('chunk.add', { key: CHUNK, value: chunkValue(nameOf(old)) })])
      expect((await put(old)).statusCode).toBe(201)
      const said = team.bilal.next([
        answer(0, 'stays'),
        answer(1, 'goes'),
        operationOf('comment.set', { item: `${CHUNK}:1`, key: '', value: 'goes too' }),
        operationOf('item.status', { item: `${CHUNK}:1`, value: 'goes unread' }),
      ])
      const { digest } = await team.bilal.pushAgain(said)
      await team.lead.push([
        operationOf('item.erase', { item: `${CHUNK}:1`, value: { sha256: nameOf(fresh), bytes: fresh.length } }),
      ])
      await put(fresh)

      const rows = await database.read((session) =>
        session.all('select content from operations where project_id = ?', team.project),
      )
      expect(rows.map(({ content }) => String(content)).join('\n')).not.toContain('goes')
      expect((await get(old)).statusCode).toBe(404)
      expect((await get(fresh)).rawPayload).toEqual(fresh)
      expect([(await put(old)).statusCode, (await get(old)).statusCode]).toEqual([403, 404])
      await team.lead.push([operationOf('chunk.add', { key: CHUNK, value: chunkValue(nameOf(old)) })])
      expect((await get(fresh)).statusCode).toBe(200)
      // Packed by someone who had not heard of it.
      const ignorant = Buffer.from('سب متن، اور طرح سے بندھے')
      await team.lead.push([operationOf('chunk.add', { key: CHUNK, value: chunkValue(nameOf(ignorant)) })])
      expect((await put(ignorant)).statusCode).toBe(403)
      const { missing } = (await team.lead.send('GET', `${team.lead.path}/blobs`)).json<{ missing: string[] }>()
      expect(missing).toEqual([])

      // Hashes and digest are as they were: nothing is a fork, and what is served says what it was.
      expect(await team.bilal.pushAgain(said)).toMatchObject({ stored: 0, duplicates: 4, digest })
      const served = (await team.lead.pullAll()).filter(({ writer }) => writer === team.bilal.writer)
      expect(served.map(({ op }) => operationHash(op))).toEqual(said.slice(0, 3).map(operationHash))
      expect(served.map(({ op }) => op.value)).toEqual([['stays'], undefined, undefined])

      const late = await team.fatima.push([answer(1, 'goes as well')])
      expect(late).toMatchObject({ stored: 1, quarantined: [] })
      expect(JSON.stringify(await team.lead.pullAll())).not.toContain('goes as well')
      const audit = (await team.lead.send('GET', `${team.lead.path}/audit`)).json<{ entries: { act: string }[] }>()
      expect(audit.entries.map(({ act }) => act)).toContain('item.erase')
    })

    it('erases an item that it did not know yet, once it does', async () => {
      const item = 'latelate:0'
      await team.bilal.push([operationOf('answer.set', { item, question: 'qqqqqqqq', value: ['goes'] })])
      const erased = operationOf('item.erase', { item, value: { sha256: '5'.repeat(64), bytes: 1 } })
      expect((await team.lead.push([erased])).quarantined).toHaveLength(1)
      await team.lead.push([operationOf('chunk.add', { key: 'latelate', value: chunkValue('4'.repeat(64), 3) })])
      expect(await quarantine()).toEqual([])
      expect(JSON.stringify(await team.lead.pullAll())).not.toContain('goes')
      const missing = await team.lead.send('GET', `${team.lead.path}/blobs`)
      expect(missing.json<{ missing: string[] }>().missing).toContain('5'.repeat(64))
      expect(missing.json<{ missing: string[] }>().missing).not.toContain('4'.repeat(64))
    })

    it('lists what was done, newest first, page by page', async () => {
      for (let count = 0; count < 210; count += 1) {
        await team.lead.send('POST', `${team.lead.path}/invites`, { annotatorId: team.bilal.person })
      }
      const page = async (query = '') =>
        (await team.lead.send('GET', `${team.lead.path}/audit${query}`)).json<{
          entries: { id: string; at: number; act: string }[]
          more: boolean
        }>()
      const first = await page()
      const last = first.entries.at(-1)
      const second = await page(`?before=${last?.at}:${last?.id}`)
      const all = [...first.entries, ...second.entries]
      expect([first.entries.length, first.more, second.more]).toEqual([200, true, false])
      expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort((one, other) => other - one))
      expect(all.at(-1)?.act).toBe('project.create')
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    })

    it('lets twenty laptops push and pull at once, and shows each of them every revision once', async () => {
      const laptops = await Promise.all(Array.from({ length: 20 }, () => hub.join(team.lead, team.bilal.person)))
      const watcher = await hub.join(team.lead, team.lead.person)
      let done = false
      const seen: number[] = []
      // Reads on from its cursor all the while: a revision that became visible late would be skipped.
      const watching = (async () => {
        const marks: string[] = []
        for (let cursor = ''; ;) {
          const last = done
          const page = await watcher.pull(cursor === '' ? 'limit=7' : `limit=7&cursor=${cursor}`)
          marks.push(...marksOf(page.lines))
          seen.push(page.lines.length)
          cursor = page.end.next
          if (last && !page.end.more) return marks.sort()
          // Lets the pushes go on: without a socket nothing else would.
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
      })()
      await Promise.all(
        laptops.map(async (laptop, index) => {
          for (let round = 0; round < 5; round += 1) {
            await laptop.push([answer(0, `${index}/${round}/a`), answer(1, `${index}/${round}/b`)])
            await laptop.pull()
          }
        }),
      )
      done = true
      const expected = laptops.flatMap((_, index) =>
        Array.from({ length: 5 }, (_, round) => [`${index}/${round}/a`, `${index}/${round}/b`]).flat(),
      )
      expect(await watching).toEqual(expected.sort())
      const rows = await database.read((session) =>
        session.all('select rev from operations where project_id = ? order by rev', team.project),
      )
      expect(rows.map(({ rev }) => rev)).toEqual(rows.map((_, index) => index + 1))
      expect(seen.length).toBeGreaterThan(20)
    }, 60_000)
  })
})
