import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, MIGRATION_COUNT, migrateTo, NewerDatabase } from '#hub/database/migrate.ts'
import { numberedPlaces } from '#hub/database/postgres-database.ts'
import { insertRows, type SqlDatabase, type SqlRow } from '#hub/database/sql-database.ts'
import { DATABASE_KINDS, type DatabasePlace } from '#tests/support/hub/test-databases.ts'

it('numbers the places of a statement', () => {
  expect(numberedPlaces('select ? from a where b = ? and c in (?, ?)')).toBe(
    'select $1 from a where b = $2 and c in ($3, $4)',
  )
})

const addProject = (id: string) => ({ project_id: id, rev: 0, lamport: 0, created_at: 1 })

describe.each(DATABASE_KINDS)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('as the hub uses it', () => {
    let place: DatabasePlace
    let database: SqlDatabase
    let again: (() => Promise<SqlDatabase>) | null

    beforeAll(async () => {
      place = await start()
    }, 90_000)
    afterAll(() => place?.stop())
    beforeEach(async () => ({ database, again } = await place.open()))
    afterEach(() => database.close())

    const all = (sql: string, ...values: (string | number)[]): Promise<SqlRow[]> =>
      database.read((session) => session.all(sql, ...values))

    it('gives every type back as it was given', async () => {
      const bytes = Uint8Array.from([0, 1, 255, 128])
      const big = 2 ** 53 - 1
      await database.transaction(async (session) => {
        await insertRows(session, 'projects', [{ ...addProject('اردو 🎈'), rev: big }])
        await session.run('insert into blobs (project_id, sha256, content) values (?, ?, ?)', 'p', 's', bytes)
      })
      const [row] = await all('select rev, project_id, null as empty from projects where project_id = ?', 'اردو 🎈')
      expect(row).toEqual({ rev: big, project_id: 'اردو 🎈', empty: null })
      const [blob] = await all('select content from blobs where project_id = ?', 'p')
      expect(blob?.['content']).toBeInstanceOf(Uint8Array)
      expect(Buffer.from(blob?.['content'] as Uint8Array)).toEqual(Buffer.from(bytes))
    })

    it('keeps a text with a NUL, with the mark of a lost letter in its place', async () => {
      await database.transaction((session) => insertRows(session, 'projects', [addProject('a\0b')]))
      expect(await all('select project_id from projects where project_id = ?', 'a\0b')).toEqual([
        { project_id: 'a\uFFFDb' },
      ])
    })

    it('tells how many rows a statement changed', async () => {
      const changed = await database.transaction(async (session) => {
        await insertRows(session, 'projects', [addProject('a'), addProject('b')])
        return [
          await session.run('update projects set rev = 1 where rev = 0'),
          await session.run('update projects set rev = 2 where project_id = ?', 'nobody'),
        ]
      })
      expect(changed).toEqual([2, 0])
    })

    it('inserts more rows than one statement takes, and none for an empty list', async () => {
      const rows = Array.from({ length: 1234 }, (_, index) => addProject(`p${index}`))
      await database.transaction(async (session) => {
        await insertRows(session, 'projects', rows)
        await insertRows(session, 'projects', [])
      })
      expect(await all('select count(*) as n from projects')).toEqual([{ n: 1234 }])
    })

    it('keeps nothing of a transaction that throws, and passes the error on', async () => {
      const failing = database.transaction(async (session) => {
        await insertRows(session, 'projects', [addProject('a')])
        throw new Error('ours')
      })
      await expect(failing).rejects.toThrow('ours')
      const broken = database.transaction(async (session) => {
        await insertRows(session, 'projects', [addProject('a')])
        await session.run('insert into no_such_table values (1)')
      })
      await expect(broken).rejects.toThrow(/no_such_table/)
      expect(await all('select project_id from projects')).toEqual([])
    })

    it('lets transactions that change one row run one after another, without losing a change', async () => {
      await database.transaction((session) => insertRows(session, 'projects', [addProject('a')]))
      const revs = await Promise.all(
        Array.from({ length: 40 }, () =>
          database.transaction(async (session) => {
            const [row] = await session.all('update projects set rev = rev + 1 where project_id = ? returning rev', 'a')
            return Number(row?.['rev'])
          }),
        ),
      )
      expect(revs.sort((one, other) => one - other)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    })

    it('does the same work again when two transactions stand in each other’s way', async () => {
      await database.transaction((session) => insertRows(session, 'projects', [addProject('a'), addProject('b')]))
      const crossing = (first: string, second: string) =>
        database.transaction(async (session) => {
          await session.run('update projects set rev = rev + 1 where project_id = ?', first)
          await new Promise((resolve) => setTimeout(resolve, 100))
          await session.run('update projects set rev = rev + 1 where project_id = ?', second)
        })
      await Promise.all([crossing('a', 'b'), crossing('b', 'a')])
      expect(await all('select rev from projects')).toEqual([{ rev: 2 }, { rev: 2 }])
    })

    it('reads of one moment: what is written meanwhile is not seen halfway', async () => {
      await database.transaction((session) => insertRows(session, 'projects', [addProject('a')]))
      let writing: Promise<unknown> = Promise.resolve()
      const [before, after] = await database.read(async (session) => {
        const before = await session.all('select rev from projects')
        writing = database.transaction((session) => session.run('update projects set rev = 9'))
        await new Promise((resolve) => setTimeout(resolve, 50))
        return [before, await session.all('select rev from projects')]
      })
      expect(after).toEqual(before)
      await writing
      expect(await all('select rev from projects')).toEqual([{ rev: 9 }])
    })

    it('brings a database of each older version to the present one, with what is in it', async () => {
      await database.transaction((session) => insertRows(session, 'projects', [addProject('a')]))
      await migrate(database)
      expect(await all('select max(version) as version from migrations')).toEqual([{ version: MIGRATION_COUNT }])
      for (let version = 1; version <= MIGRATION_COUNT; version += 1) {
        const older = await place.open()
        await emptied(older.database)
        await migrateTo(older.database, version)
        await older.database.transaction((session) => insertRows(session, 'projects', [addProject('kept')]))
        await migrate(older.database)
        const rows = await older.database.read((session) => session.all('select project_id from projects'))
        expect([version, rows]).toEqual([version, [{ project_id: 'kept' }]])
        await older.database.close()
      }
    })

    it('leaves the database of a newer program alone', async () => {
      await database.transaction((session) =>
        session.run('insert into migrations (version) values (?)', MIGRATION_COUNT + 1),
      )
      await expect(migrate(database)).rejects.toThrow(NewerDatabase)
      if (again !== null) await expect(again()).rejects.toThrow(NewerDatabase)
    })

    it('is the same database when it is opened again', async () => {
      if (again === null) return
      await database.transaction((session) => insertRows(session, 'projects', [addProject('a')]))
      const open = again
      // SQLite waits for another connection without letting go of the thread, so here its connections come in turn.
      const others =
        database.dialect === 'postgres' ? await Promise.all([open(), open(), open()]) : [await open(), await open()]
      for (const other of others) {
        expect(await other.read((session) => session.all('select project_id from projects'))).toEqual([
          { project_id: 'a' },
        ])
        await other.close()
      }
    })
  })
})

/** Takes every table out, so that migrations begin from nothing. */
async function emptied(database: SqlDatabase): Promise<void> {
  const list =
    database.dialect === 'sqlite'
      ? `select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
      : `select tablename as name from pg_tables where schemaname = 'public'`
  await database.transaction(async (session) => {
    for (const { name } of await session.all(list)) await session.run(`drop table ${String(name)}`)
  })
}
