import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { createHubContext } from '#hub/hub-context.ts'
import { startHubServer } from '#hub/hub-server.ts'
import {
  dailyBackup,
  DATABASE_FILE,
  InterruptedRestore,
  restoreBackup,
  UnusableBackup,
  writeBackup,
} from '#hub/database/backups.ts'
import { runHub } from '#scripts/tasks/run-hub.ts'
import { answer, TestHub } from '#tests/support/hub/hub-team.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-hub-backup-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const said: string[] = []
const command = (...args: string[]) =>
  runHub({
    args,
    env: {},
    version: '1',
    staticDir: async () => '',
    say: (line) => void said.push(line),
    log: () => undefined,
  })

describe('a backup of the hub', () => {
  it('brings back what was, in a new generation, and laptops send again what is missing', async () => {
    const data = join(folder, 'whole')
    const file = join(folder, 'copy.sqlite')
    expect(await command('backup', file, '--data', data)).toBe(1)
    expect(said.at(-1)).toContain('there is no such file')

    mkdirSync(data)
    let database = await openSqlite(join(data, DATABASE_FILE))
    let hub = await TestHub.open(database)
    const team = await hub.team()
    const early = team.bilal.next([answer(0, 'early')])
    await team.bilal.pushAgain(early)
    const before = await database.read((session) => hub.context.identity(session))
    // The hub goes on serving while it is copied.
    const [code] = await Promise.all([
      command('backup', file, '--data', data),
      team.fatima.push([answer(1, 'meanwhile')]),
    ])
    expect(code).toBe(0)
    expect(await command('backup', file, '--data', data)).toBe(1)
    const late = team.bilal.next([answer(2, 'late')])
    await team.bilal.pushAgain(late)
    await hub.app.close()
    await database.close()

    expect(await command('restore', file, '--data', data)).toBe(0)
    const aside = readdirSync(data).find((name) => name.startsWith(`${DATABASE_FILE}.before-`))
    expect(aside).toBeDefined()
    database = await openSqlite(join(data, DATABASE_FILE))
    hub = await TestHub.open(database)
    const after = await database.read((session) => hub.context.identity(session))
    expect(after.hub).toBe(before.hub)
    expect(after.gen).not.toBe(before.gen)
    const ask = (url: string) =>
      hub.app.inject({ url, headers: { host: 'hub.test', authorization: `Bearer ${team.bilal.token}` } })
    const stale = await ask(`${team.bilal.path}/pull?gen=${before.gen}`)
    expect([stale.statusCode, stale.json()]).toEqual([409, { code: 'generation', gen: after.gen }])
    const hello = await ask(`/v1/hello?project=${team.project}`)
    const heads = hello.json<{ you: { heads: Record<string, { upTo: number }> } }>().you.heads
    expect(heads[team.bilal.writer]?.upTo).toBe(1)
    // Audit log, tokens and owner code came with it; the old database is whole beside it.
    expect((await database.read((session) => session.all('select 1 as one from audit'))).length).toBeGreaterThan(4)
    const old = await openSqlite(join(data, aside ?? ''))
    expect(
      await old.read((session) => session.all(`select 1 as one from operations where content like '%late%'`)),
    ).toHaveLength(1)
    await old.close()
    await hub.app.close()
    await database.close()
  }, 60_000)

  it('is made once a day, and the newest fourteen stay', async () => {
    const data = join(folder, 'daily')
    mkdirSync(data)
    const database = await openSqlite(join(data, DATABASE_FILE))
    await TestHub.open(database)
    for (let day = 1; day <= 17; day += 1) {
      const at = new Date(Date.UTC(2027, 2, day, 12))
      expect(await dailyBackup(database, data, at)).not.toBeNull()
      expect(await dailyBackup(database, data, new Date(at.getTime() + 3_600_000))).toBeNull()
    }
    writeFileSync(join(data, 'backups', 'mine.sqlite'), 'not ours')
    const names = readdirSync(join(data, 'backups')).sort()
    expect(names).toHaveLength(15)
    expect([names[0], names[13], names[14]]).toEqual(['hub-2027-03-04.sqlite', 'hub-2027-03-17.sqlite', 'mine.sqlite'])
    await database.close()
  }, 60_000)

  it('leaves nothing half-written when it fails', async () => {
    const target = join(folder, 'never.sqlite')
    await expect(writeBackup({ backup: async (part) => writeFileSync(part, 'torn') }, target)).rejects.toThrow()
    await expect(writeBackup({ backup: () => Promise.reject(new Error('full')) }, target)).rejects.toThrow('full')
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([])
  })

  it.each(['missing', 'empty', 'text', 'torn', 'foreign', 'newer'])(
    'is not restored when it is %s, and nothing changes',
    async (kind) => {
      const data = join(folder, `data-${kind}`)
      mkdirSync(data)
      const database = await openSqlite(join(data, DATABASE_FILE))
      const context = await TestHub.open(database)
      await context.team()
      const file = join(folder, `${kind}.sqlite`)
      await writeBackup(database, file)
      await database.close()
      const bytes = readFileSync(file)
      if (kind === 'missing') rmSync(file)
      if (kind === 'empty') writeFileSync(file, '')
      if (kind === 'text') writeFileSync(file, 'یہ کچھ اور ہے')
      if (kind === 'torn') writeFileSync(file, bytes.subarray(0, bytes.length - 20_000))
      if (kind === 'foreign' || kind === 'newer') {
        rmSync(file)
        if (kind === 'newer') writeFileSync(file, bytes)
        const other = new DatabaseSync(file)
        other.exec(kind === 'newer' ? 'insert into migrations values (999)' : 'create table notes (text)')
        other.close()
      }
      const present = readFileSync(join(data, DATABASE_FILE))
      await expect(restoreBackup(file, data, new Date())).rejects.toThrow(UnusableBackup)
      expect(readdirSync(data).sort()).toEqual([DATABASE_FILE])
      expect(readFileSync(join(data, DATABASE_FILE)).equals(present)).toBe(true)
    },
  )

  it('leaves no empty hub behind when its restore is cut short', async () => {
    const data = join(folder, 'cut-short')
    mkdirSync(data)
    writeFileSync(join(data, `${DATABASE_FILE}.restoring`), '')
    const options = { data, host: '127.0.0.1', port: 24_309, version: '1', staticDir: null }
    await expect(startHubServer(options)).rejects.toThrow(InterruptedRestore)
    expect(existsSync(join(data, DATABASE_FILE))).toBe(false)
  })

  it('may be the first thing in a new folder', async () => {
    const source = await openSqlite(':memory:')
    await TestHub.open(source)
    const file = join(folder, 'moved.sqlite')
    await writeBackup(source, file)
    const [row] = await source.read((session) => session.all('select id from hub'))
    await source.close()
    const data = join(folder, 'new-place')
    expect(await command('restore', file, '--data', data)).toBe(0)
    expect(existsSync(join(data, DATABASE_FILE))).toBe(true)
    const database = await openSqlite(join(data, DATABASE_FILE))
    const context = await createHubContext({
      database,
      verifier: { verify: async () => false },
      now: Date.now,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    })
    expect((await database.read((session) => context.identity(session))).hub).toBe(row?.['id'])
    await database.close()
  })
})
