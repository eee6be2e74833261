import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { postgresPrograms } from '#scripts/tasks/postgres-programs.ts'

/** A PostgreSQL for one test file: each test takes databases of its own from it. */
export type TestPostgres = {
  /** Address of a new, empty database. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

const NAMED = process.env['NISHAN_TEST_DATABASE_URL'] ?? ''
const START_MS = 60_000

/** Why there is no PostgreSQL to test on; null = there is one. */
export function whyNoPostgres(): string | null {
  if (NAMED !== '' || postgresPrograms() !== null) return null
  return 'no PostgreSQL here: install Debian\'s "postgresql", or name a server in NISHAN_TEST_DATABASE_URL'
}

/** The server that is named, or a private one in a temporary folder, reached through a socket in that folder alone. */
export async function startTestPostgres({ flushes = false } = {}): Promise<TestPostgres> {
  if (NAMED !== '') return databasesOn(NAMED, async () => undefined)
  const programs = postgresPrograms()
  if (programs === null) throw new Error(whyNoPostgres() ?? '')
  const owner = ownerOfServer()
  const folder = mkdtempSync(join(tmpdir(), 'nishan-pg-'))
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const settings = ['-A', 'trust', '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--no-sync']
  const made = spawnSync(join(programs, 'initdb'), ['-D', data, ...settings], { ...owner, cwd: folder })
  if (made.status !== 0) throw new Error(`initdb: ${String(made.stderr)}`)
  // The temporary folder does not outlive the test, so nothing here waits for the disk, but where time is taken.
  const options = [
    'listen_addresses=',
    `unix_socket_directories=${folder}`,
    `fsync=${flushes ? 'on' : 'off'}`,
    'max_connections=60',
  ]
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...options.flatMap((option) => ['-c', option])], {
    ...owner,
    cwd: folder,
    stdio: 'ignore',
  })
  const kill = () => void server.kill('SIGKILL')
  process.once('exit', kill)
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`
  await untilReady(url, server)
  return databasesOn(url, async () => {
    process.off('exit', kill)
    await ended(server)
    rmSync(folder, { recursive: true, force: true })
  })
}

/** The server refuses to run as root; Debian's package made a user for it. */
function ownerOfServer(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(String(spawnSync('id', [flag, 'postgres']).stdout).trim())
  return { uid: idOf('-u'), gid: idOf('-g') }
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const end = Date.now() + START_MS
  for (;;) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > end || server.exitCode !== null) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Asks the server to end its connections and stop, and waits for it. */
function ended(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGINT')
  })
}

function databasesOn(url: string, stop: () => Promise<void>): TestPostgres {
  const made: string[] = []
  const ask = async (statement: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  return {
    async newDatabase() {
      const name = `nishan_test_${randomBytes(6).toString('hex')}`
      await ask(`create database ${name}`)
      made.push(name)
      const address = new URL(url)
      address.pathname = `/${name}`
      return address.href
    },
    async stop() {
      for (const name of made) await ask(`drop database if exists ${name} with (force)`)
      await stop()
    },
  }
}
