import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SqlDatabase, SqlSession } from '#hub/database/sql-database.ts'
import { CHUNK, TestHub, answer, operationOf, personOf } from '#tests/support/hub/hub-team.ts'
import { DATABASE_KINDS, type DatabasePlace } from '#tests/support/hub/test-databases.ts'

/** Of the hub itself: a few rows, the same on every node. A typed code is looked up before its project is known. */
const OF_THE_HUB = ['hub', 'secrets', 'migrations', 'invite_codes']

/** Keys and unique indexes with the first of their columns, one row for each. */
const UNIQUE_KEYS = {
  sqlite: `select t.name as tbl, l.name as idx, i.name as leads
           from sqlite_schema t, pragma_index_list(t.name) l, pragma_index_info(l.name) i
           where t.type = 'table' and t.name not like 'sqlite_%' and l."unique" = 1 and i.seqno = 0`,
  postgres: `select t.relname as tbl, c.relname as idx, a.attname as leads
             from pg_index i join pg_class t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
             join pg_namespace n on n.oid = t.relnamespace
             join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
             where n.nspname = current_schema() and i.indisunique`,
}
/** Tables whose key is the row's own id in SQLite have no index to list: projects is one when it is so declared. */
const TABLES = {
  sqlite: `select name as tbl from sqlite_schema where type = 'table' and name not like 'sqlite_%'`,
  postgres: `select tablename as tbl from pg_tables where schemaname = current_schema()`,
}

/** Hands every statement on, and to `hear`. */
function listened(database: SqlDatabase, hear: (sql: string) => void): SqlDatabase {
  const session = (inner: SqlSession): SqlSession => ({
    all: (sql, ...values) => {
      hear(sql)
      return inner.all(sql, ...values)
    },
    run: (sql, ...values) => {
      hear(sql)
      return inner.run(sql, ...values)
    },
  })
  return {
    dialect: database.dialect,
    transaction: (work) => database.transaction((inner) => work(session(inner))),
    read: (work) => database.read((inner) => work(session(inner))),
    close: () => database.close(),
  }
}

describe.each(DATABASE_KINDS.filter(({ name }) => name !== 'SQLite in a file'))('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('can be spread over nodes by project', () => {
    let place: DatabasePlace
    beforeAll(async () => {
      place = await start()
    }, 90_000)
    afterAll(() => place?.stop())

    it('every key and unique index of a table of projects begins with the project', async () => {
      const { database } = await place.open()
      const ask = (sql: string) => database.read((session) => session.all(sql))
      const tables = (await ask(TABLES[database.dialect])).map((row) => String(row['tbl']))
      const keys = await ask(UNIQUE_KEYS[database.dialect])
      await database.close()
      const projectTables = tables.filter((table) => !OF_THE_HUB.includes(table))
      expect(projectTables.length).toBeGreaterThan(8)
      for (const table of projectTables) {
        const leading = keys.filter(({ tbl }) => tbl === table).map(({ leads }) => leads)
        expect([table, leading.length > 0, new Set(leading)]).toEqual([table, true, new Set(['project_id'])])
      }
    })

    it('every statement about a project names it', async () => {
      const { database } = await place.open()
      const heard = new Set<string>()
      const hub = await TestHub.open(listened(database, (sql) => heard.add(sql.replaceAll(/\s+/g, ' '))))
      const team = await hub.team()
      const { lead, bilal, fatima, adjudicator, researcher } = team
      await bilal.push([
        answer(0, 'a'),
        answer(1, 'b'),
        operationOf('item.status', { item: `${CHUNK}:0`, value: 'done' }),
      ])
      await fatima.push([answer(0, 'c'), operationOf('answer.set', { item: 'nowhere0:1', question: 'x', value: [] })])
      await lead.push([operationOf('item.erase', { item: `${CHUNK}:0`, value: null })])
      for (const laptop of [lead, bilal, fatima, adjudicator, researcher]) await laptop.pullAll()
      const doors = ['people', 'quarantine', 'audit', 'blobs/missing', 'bundles/everything']
      for (const door of doors) await lead.send('GET', `${lead.path}/${door}`)
      await lead.send('POST', `${lead.path}/revoke`, { annotatorId: personOf('f') })
      await hub.app.close()
      await database.close()
      const ofProjects = [...heard].filter(
        (sql) => !OF_THE_HUB.some((table) => new RegExp(`(from|into|update) ${table}\\b`).test(sql)),
      )
      expect(ofProjects.length).toBeGreaterThan(20)
      expect(ofProjects.filter((sql) => !sql.includes('project_id'))).toEqual([])
    })
  })
})
