import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from 'pg'
import { openPostgres } from '#hub/database/postgres-database.ts'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { startTestPostgres, whyNoPostgres, type TestPostgres } from '#tests/support/hub/private-postgres.ts'
import { answer, TestHub, type Team } from '#tests/support/hub/hub-team.ts'

const missing = whyNoPostgres()
if (missing !== null) console.warn(`\nSKIPPED on PostgreSQL: ${missing}\n`)

describe.skipIf(missing !== null)('a hub whose PostgreSQL goes away', () => {
  let server: TestPostgres
  let url: string
  let database: SqlDatabase
  let hub: TestHub
  let team: Team
  const unexpected: string[] = []

  beforeAll(async () => {
    server = await startTestPostgres()
    url = await server.newDatabase()
    database = await openPostgres(url, { connections: 4 })
    hub = await TestHub.open(database, {
      rateLimits: { perAddress: 1e6, perLaptop: 1e6 },
      onFailure: (error) => void unexpected.push(String(error)),
    })
    team = await hub.team()
  }, 90_000)
  afterAll(async () => {
    await hub?.app.close()
    await database?.close()
    await server?.stop()
  })

  it('tells laptops to come again, loses nothing it took, and goes on by itself', async () => {
    const killer = new Client({ connectionString: url })
    await killer.connect()
    const state = { done: false }
    const killing = (async () => {
      while (!state.done) {
        await killer.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
        )
        await new Promise((resolve) => setTimeout(resolve, 120))
      }
    })()
    const statuses = new Map<number, number>()
    const operations = team.bilal.next(Array.from({ length: 60 }, (_, n) => answer(n % 6, `m${n}`)))
    for (const operation of operations) {
      for (let attempt = 0; attempt < 40; attempt += 1) {
        const status = await team.bilal.pushAgain([operation]).then(
          () => 201,
          (error: Error) => Number(/^push: (\d+)/.exec(error.message)?.[1]),
        )
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status === 201) break
      }
    }
    state.done = true
    await killing
    await killer.end()
    expect([...statuses.keys()].filter((status) => status !== 201 && status !== 503)).toEqual([])
    expect(statuses.get(201)).toBe(60)
    const marks = (await team.lead.pullAll()).flatMap(({ op }) =>
      op.kind === 'answer.set' ? (op.value as string[]) : [],
    )
    expect(marks).toEqual(operations.flatMap(({ value }) => value as string[]))
  }, 60_000)

  it('says so while nobody answers', async () => {
    if (process.env['NISHAN_TEST_DATABASE_URL']) return
    await server.stop()
    for (const path of ['/v1/health', `${team.lead.path}/pull`]) {
      const reply = await team.lead.send('GET', path)
      expect([reply.statusCode, reply.json(), reply.headers['retry-after']]).toEqual([503, { code: 'busy' }, '5'])
    }
    expect(unexpected.length).toBeGreaterThan(0)
    server = { ...server, stop: async () => undefined }
  }, 60_000)
})
