import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPostgres } from '#hub/database/postgres-database.ts'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { startTestPostgres, whyNoPostgres, type TestPostgres } from '#tests/support/hub/private-postgres.ts'
import { answer, TestHub, TestLaptop } from '#tests/support/hub/hub-team.ts'

const missing = whyNoPostgres()
if (missing !== null) console.warn(`\nSKIPPED on PostgreSQL: ${missing}\n`)

describe.skipIf(missing !== null)('two hubs on one PostgreSQL', () => {
  let server: TestPostgres
  let databases: SqlDatabase[]
  let hubs: TestHub[]

  beforeAll(async () => {
    server = await startTestPostgres()
    const url = await server.newDatabase()
    // Both start at once on an empty database.
    databases = await Promise.all([openPostgres(url), openPostgres(url)])
    const rateLimits = { perAddress: 1e6, perLaptop: 1e6 }
    hubs = await Promise.all(databases.map((database) => TestHub.open(database, { rateLimits })))
  }, 90_000)
  afterAll(async () => {
    for (const hub of hubs ?? []) await hub.app.close()
    for (const database of databases ?? []) await database.close()
    await server?.stop()
  })

  const [first, second] = [0, 1].map((index) => () => hubs[index]!) as [() => TestHub, () => TestHub]

  it('are one hub to a laptop: one id, one generation, one cursor', async () => {
    const identities = await Promise.all(
      hubs.map((hub) => hub.context.database.read((session) => hub.context.identity(session))),
    )
    expect(identities[0]).toEqual(identities[1])
    const team = await first().team()
    await team.bilal.push(Array.from({ length: 6 }, (_, n) => answer(n, `m${n}`)))
    const page = await team.lead.pull('limit=5')
    const there = movedTo(second(), team.lead)
    const rest = await there.pull(`limit=500&cursor=${page.end.next}`)
    expect(rest.lines[0]?.op.seq).not.toBe(page.lines[0]?.op.seq)
    expect(page.lines.length + rest.lines.length).toBe((await team.lead.pullAll()).length)
  })

  it('take what twenty laptops send to either, and skip no revision', async () => {
    const team = await first().team()
    const laptops = await Promise.all(Array.from({ length: 20 }, () => first().join(team.lead, team.bilal.person)))
    const watchers = [await first().join(team.lead, team.lead.person), movedTo(second(), team.lead)]
    let done = false
    const watching = watchers.map(async (watcher) => {
      const marks: string[] = []
      for (let cursor = ''; ;) {
        const last = done
        const page = await watcher.pull(cursor === '' ? 'limit=9' : `limit=9&cursor=${cursor}`)
        marks.push(...page.lines.flatMap(({ op }) => (op.kind === 'answer.set' ? (op.value as string[]) : [])))
        cursor = page.end.next
        if (last && !page.end.more) return marks.sort()
      }
    })
    await Promise.all(
      laptops.map(async (laptop, index) => {
        const other = movedTo(second(), laptop)
        for (let round = 0; round < 6; round += 1) {
          const operations = laptop.next([answer(0, `${index}/${round}`)])
          // Both hubs get it, as when an answer was lost and the next try reached the other.
          const replies = await Promise.all([laptop.pushAgain(operations), other.pushAgain(operations)])
          expect(replies.map(({ stored }) => stored).sort((one, two) => one - two)).toEqual([0, 1])
        }
      }),
    )
    done = true
    const expected = laptops.flatMap((_, index) => Array.from({ length: 6 }, (_, round) => `${index}/${round}`)).sort()
    expect(await Promise.all(watching)).toEqual([expected, expected])
    const rows = await databases[0]!.read((session) =>
      session.all('select rev from operations where project_id = ? order by rev', team.project),
    )
    expect(rows.map(({ rev }) => rev)).toEqual(rows.map((_, index) => index + 1))
  }, 60_000)
})

/** The same laptop, reached by another hub. */
function movedTo(hub: TestHub, laptop: TestLaptop): TestLaptop {
  const { project, person, pair } = laptop
  return Object.assign(new TestLaptop(hub, { project, person, pair }), { token: laptop.token })
}
