import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SqlDatabase, SqlRow, SqlSession } from '#hub/database/sql-database.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { DATABASE_KINDS, type DatabasePlace } from '#tests/support/hub/test-databases.ts'
import { answer, CHUNK, operationOf, TestHub } from '#tests/support/hub/hub-team.ts'
import { sourceFiles } from '#tests/support/source-files.ts'

/** Tables of the hub itself, not of a project. */
const OF_THE_HUB = ['hub', 'migrations', 'secrets', 'invite_codes']

/** Every key and index with its columns in order. */
async function keysOf(database: SqlDatabase): Promise<{ table: string; name: string; columns: string[] }[]> {
  return database.read(async (session) =>
    database.dialect === 'postgres' ? postgresKeys(session) : sqliteKeys(session),
  )
}

async function postgresKeys(session: SqlSession) {
  const rows = await session.all(
    `select t.relname as table_name, i.relname as index_name, a.attname as column_name
     from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     join pg_namespace n on n.oid = t.relnamespace
     cross join lateral unnest(x.indkey) with ordinality as k(attnum, place)
     join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum
     where n.nspname = 'public' order by i.relname, k.place`,
  )
  return grouped(rows)
}

async function sqliteKeys(session: SqlSession) {
  const tables = await session.all(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
  const rows: SqlRow[] = []
  for (const { name } of tables) {
    const found = await session.all(
      `select '${String(name)}' as table_name, l.name as index_name, c.name as column_name
       from pragma_index_list('${String(name)}') l, pragma_index_info(l.name) c order by l.name, c.seqno`,
    )
    const key = await session.all(
      `select '${String(name)}' as table_name, '${String(name)}_key' as index_name, name as column_name
       from pragma_table_info('${String(name)}') where pk > 0 order by pk`,
    )
    rows.push(...found, ...key)
  }
  return grouped(rows)
}

function grouped(rows: readonly SqlRow[]) {
  const keys = new Map<string, { table: string; name: string; columns: string[] }>()
  for (const row of rows) {
    const name = String(row['index_name'])
    const key = keys.get(name) ?? { table: String(row['table_name']), name, columns: [] }
    key.columns.push(String(row['column_name']))
    keys.set(name, key)
  }
  return [...keys.values()]
}

describe.each(DATABASE_KINDS.filter(({ name }) => name !== 'SQLite in a file'))('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('can be spread by project', () => {
    let place: DatabasePlace
    let database: SqlDatabase

    beforeAll(async () => {
      place = await start()
      database = (await place.open()).database
    }, 90_000)
    afterAll(async () => {
      await database?.close()
      await place?.stop()
    })

    it('since project_id leads every key and every index', async () => {
      const keys = await keysOf(database)
      expect(keys.length).toBeGreaterThan(15)
      expect(new Set(keys.map(({ table }) => table)).size).toBeGreaterThan(10)
      const wrong = keys.filter(({ table, columns }) => !OF_THE_HUB.includes(table) && columns[0] !== 'project_id')
      expect(wrong).toEqual([])
    })

    it('since every statement that was asked names the project', async () => {
      const asked = new Set<string>()
      const recording = (session: SqlSession): SqlSession => ({
        all: (sql, ...values) => (asked.add(sql), session.all(sql, ...values)),
        run: (sql, ...values) => (asked.add(sql), session.run(sql, ...values)),
      })
      const hub = await TestHub.open({
        ...database,
        transaction: (work) => database.transaction((session) => work(recording(session))),
        read: (work) => database.read((session) => work(recording(session))),
      })
      const team = await hub.team()
      await team.bilal.push([answer(0, 'a'), answer(99, 'b')])
      await team.lead.push([
        operationOf('item.erase', { item: `${CHUNK}:0`, value: { sha256: '1'.repeat(64), bytes: 1 } }),
      ])
      for (const person of [team.lead, team.bilal, team.researcher]) await person.pullAll()
      for (const door of ['people', 'quarantine', 'audit', 'blobs'])
        await team.lead.send('GET', `${team.lead.path}/${door}`)
      await hub.app.close()
      expect(asked.size).toBeGreaterThan(30)
      expect([...asked].filter((sql) => !namesProject(sql))).toEqual([])
    })
  })
})

it('every statement in the sources of the hub names the project', () => {
  const files = sourceFiles('hub').filter((file) => !file.startsWith('hub/database/'))
  const statements = files.flatMap((file) => statementsIn(readFileSync(join(PROJECT_ROOT, file), 'utf8')))
  expect(statements.length).toBeGreaterThan(50)
  expect(statements.filter((sql) => !namesProject(sql))).toEqual([])
})

/** Texts that begin as a statement of SQL does. */
function statementsIn(source: string): string[] {
  const texts = [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`/g)].map((match) => match[1] ?? match[2] ?? '')
  return texts.filter((text) => /^\s*(select|insert into|update|delete from)\s/.test(text))
}

/** In a condition, a key, or the columns of an insert; the outer part of a union asks its branches. */
function namesProject(sql: string): boolean {
  const ofTheHub = OF_THE_HUB.some((table) => new RegExp(`\\b(from|into|update) ${table}\\b`).test(sql))
  return ofTheHub || /\bproject_id\b/.test(sql) || sql.includes('from (${[')
}
