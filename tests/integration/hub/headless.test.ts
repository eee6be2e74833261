import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { hubCommand, inGroups, UsageError } from '#scripts/tasks/hub-options.ts'
import { startHubServer, UnsafeHub } from '#hub/hub-server.ts'
import { FolderInUse } from '#hub/database/folder-lock.ts'
import { proven } from '#tests/support/sync/proven.ts'

const PORT = 24_320

let folder: string
const running: ChildProcess[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-headless-'))
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Started = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number | null> }

/** Starts `npm run hub` as npm does, and waits until it has told its owner code or has ended. */
async function startHub(args: readonly string[], env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'scripts/run.mjs'), 'hub', ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
  })
  running.push(child)
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (err += part.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const told = new Promise<void>((resolve) => child.stdout.on('data', () => out.includes('Owner code') && resolve()))
  await Promise.race([told, ended])
  return { child, out: () => out, err: () => err, ended }
}

const data = (name: string) => ['--data', join(folder, name), '--port', String(PORT), '--no-app']

describe('npm run hub', () => {
  it('says where it is and its code, answers, logs without texts or tokens, and stops when told', async () => {
    const hub = await startHub(data('one'))
    expect(hub.out()).toMatch(/^Nishan hub: http:\/\/127\.0\.0\.1:24320$/m)
    const code =
      /^Owner code, for bringing a project here: ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})$/m.exec(hub.out())?.[1] ?? ''
    expect(code).not.toBe('')
    expect(await (await fetch(`http://127.0.0.1:${PORT}/v1/health`)).json()).toEqual({ status: 'ok' })
    const project = 'p234567890123456'
    const body = await proven(
      { door: 'projects', project },
      { project, ownerCode: code, annotatorId: 'aaaaaaaaaaaaaaaa', name: 'راز کا نام', device: 'd' },
    )
    const headers = { 'nishan-client': 'app', 'content-type': 'application/json' }
    const made = await fetch(`http://127.0.0.1:${PORT}/v1/projects?q=secretquery`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const { token } = (await made.json()) as { token: string }
    expect(made.status).toBe(201)
    const pulled = await fetch(`http://127.0.0.1:${PORT}/v1/projects/${body.project}/pull`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
    })
    expect(pulled.status).toBe(200)

    hub.child.kill('SIGTERM')
    expect(await hub.ended).toBe(0)
    const lines = hub
      .err()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    const pull = lines.find(({ route }) => route === '/v1/projects/:project/pull')
    expect(pull).toMatchObject({
      what: 'reply',
      method: 'GET',
      status: 200,
      project: body.project,
      person: body.annotatorId,
    })
    expect(Object.keys(pull ?? {}).sort()).toEqual([
      'at',
      'laptop',
      'method',
      'ms',
      'person',
      'project',
      'route',
      'status',
      'what',
    ])
    for (const secret of [token, 'راز', 'secretquery', body.publicKey, code.replaceAll('-', '').toLowerCase()]) {
      expect(hub.err()).not.toContain(secret)
    }
    for (const name of ['', 'hub.sqlite', 'backups']) expect(statSync(join(folder, 'one', name)).mode & 0o077).toBe(0)
    expect(readdirSync(join(folder, 'one', 'backups'))).toHaveLength(1)
  }, 60_000)

  it('refuses a folder that another hub has open, in one line, and takes it once that one was killed', async () => {
    const first = await startHub(data('two'))
    const second = await startHub(['--data', join(folder, 'two'), '--port', String(PORT + 1), '--no-app'])
    expect(await second.ended).toBe(1)
    expect(second.out()).toMatch(/^Another hub uses .*two\. Stop it first.*\n$/)
    first.child.kill('SIGKILL')
    await first.ended
    const third = await startHub(data('two'))
    expect(third.out()).toContain('Owner code')
    third.child.kill('SIGINT')
    expect(await third.ended).toBe(0)
  }, 60_000)

  it.each([
    [['--port', 'x'], '--port must be a whole number'],
    [['--nonsense'], '--nonsense'],
    [['backup'], 'Not understood: backup'],
    [['--host', '0.0.0.0', '--no-app'], 'Without --tls the hub listens on this machine only'],
    [['--no-app', '--database-url', 'postgres://127.0.0.1:1/none'], 'The database does not answer'],
  ])(
    'says in one line what is wrong with %j',
    async (args, told) => {
      const hub = await startHub(['--data', join(folder, 'wrong'), '--port', String(PORT), ...args])
      expect(await hub.ended).toBe(1)
      expect(hub.out()).toContain(told)
      expect(hub.out().trim().split('\n')).toHaveLength(1)
      expect(hub.err()).toBe('')
    },
    30_000,
  )

  it('refuses an old Node in one line', () => {
    const script = join(PROJECT_ROOT, 'scripts/run.mjs').replaceAll('\\', '/')
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.19.0' }); process.argv[2] = 'hub'; await import('file://${script}')`
    const old = spawnSync(process.execPath, ['--input-type=module', '-e', pretend, 'x', 'y'], { encoding: 'utf8' })
    expect(old.status).toBe(1)
    expect(old.stderr.trim()).toMatch(/^Nishan needs Node 24 or newer; this is Node 20\.19\.0\..*npm run hub/)
  })
})

describe('what the command line and the environment ask for', () => {
  it('takes a flag before the environment', () => {
    const env = {
      NISHAN_HUB_PORT: '1234',
      NISHAN_HUB_NAMES: 'a.example,b.example',
      DATABASE_URL: 'postgres://x/y',
      NISHAN_HUB_TLS: '1',
    }
    expect(hubCommand(['--port', '99', '--data', '/d'], env)).toEqual({
      kind: 'serve',
      options: {
        data: expect.stringMatching(/d$/),
        host: '127.0.0.1',
        port: 99,
        names: ['a.example', 'b.example'],
        databaseUrl: 'postgres://x/y',
        tls: true,
        behindProxy: false,
        servesApp: true,
        perAddress: null,
        perLaptop: null,
      },
    })
    expect(hubCommand(['restore', 'x.sqlite'], {})).toMatchObject({ kind: 'restore' })
    expect(() => hubCommand(['restore'], {})).toThrow(UsageError)
  })

  it('groups a code as it is typed', () => expect(inGroups('abcdefgh12345678')).toBe('ABCD-EFGH-1234-5678'))
})

describe('a hub in this process', () => {
  const options = (name: string) => ({
    data: join(folder, name),
    host: '127.0.0.1',
    port: PORT + 2,
    version: '1',
    staticDir: null,
  })

  it('finishes what is under way before it closes', async () => {
    const hub = await startHubServer(options('three'))
    let finish = () => {}
    const gate = new Promise<void>((resolve) => (finish = resolve))
    const read = hub.context.database.read.bind(hub.context.database)
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    hub.context.database.read = (work) => {
      arrive()
      return gate.then(() => read(work))
    }
    const asked = fetch(`http://127.0.0.1:${PORT + 2}/v1/health`)
    await arrived
    const stopped = hub.stop()
    setTimeout(finish, 100)
    expect((await asked).status).toBe(200)
    await stopped
    await expect(fetch(`http://127.0.0.1:${PORT + 2}/v1/health`)).rejects.toThrow()
  })

  it.each([false, true])('does not wait for connections on which nothing was asked, TLS %s', async (tls) => {
    const hub = await startHubServer({ ...options('nine'), tls })
    const socket = tls
      ? connectTls({ host: '127.0.0.1', port: PORT + 2, rejectUnauthorized: false })
      : connect(PORT + 2, '127.0.0.1')
    const closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve))
    await new Promise((resolve) => socket.once(tls ? 'secureConnect' : 'connect', resolve))
    await hub.stop()
    await closed
  })

  it.each([
    [{ code: 'ENOSPC' }, 507, 'disk-full'],
    [{ code: 'ECONNREFUSED' }, 503, 'busy'],
    [{}, 500, 'internal'],
  ])('tells a laptop what became of a request it read whole: %j is %s', async (why, status, code) => {
    const told: unknown[] = []
    const hub = await startHubServer({ ...options('eight'), log: (entry) => void told.push(entry['what']) })
    try {
      hub.context.database.transaction = () => Promise.reject(Object.assign(new Error('not now'), why))
      const project = 'p234567890123456'
      const body = await proven({ door: 'enrol', project }, { project, secret: 'wrongwrong', device: '' })
      const reply = await fetch(`http://127.0.0.1:${PORT + 2}/v1/enrol`, { method: 'POST', body: JSON.stringify(body) })
      expect([reply.status, await reply.json()]).toEqual([status, { code }])
      expect(told).toContain('failure')
    } finally {
      await hub.stop()
    }
  })

  it('keeps its folder to itself, and lets it go when it could not start', async () => {
    const hub = await startHubServer(options('four'))
    await expect(startHubServer({ ...options('four'), port: PORT + 3 })).rejects.toThrow(FolderInUse)
    await expect(startHubServer(options('five'))).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await hub.stop()
    await (await startHubServer(options('five'))).stop()
    await expect(startHubServer({ ...options('six'), host: '0.0.0.0' })).rejects.toThrow(UnsafeHub)
  })

  it('answers to the names it was given, and knows a browser behind its proxy', async () => {
    mkdirSync(join(folder, 'app'))
    writeFileSync(join(folder, 'app', 'index.html'), '<title>نشان</title>')
    const hub = await startHubServer({
      ...options('seven'),
      names: ['hub.example'],
      behindProxy: true,
      staticDir: join(folder, 'app'),
    })
    const project = 'p234567890123456'
    const body = await proven(
      { door: 'projects', project },
      { project, ownerCode: hub.ownerCode, annotatorId: 'aaaaaaaa', name: 'n', device: 'd' },
    )
    const ask = (headers: Record<string, string>, method = 'GET', path = '/') =>
      new Promise<{ status: number; cookie: string }>((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port: PORT + 2, method, path, headers }, (reply) => {
          reply.resume()
          resolve({ status: reply.statusCode ?? 0, cookie: String(reply.headers['set-cookie'] ?? '') })
        })
        asked.on('error', reject)
        asked.end(method === 'POST' ? JSON.stringify(body) : undefined)
      })
    expect((await ask({ host: 'hub.example' })).status).toBe(200)
    expect((await ask({ host: 'other.example' })).status).toBe(421)
    const browser = {
      host: 'hub.example',
      'x-forwarded-proto': 'https',
      origin: 'https://hub.example',
      'content-type': 'application/json',
    }
    expect((await ask({ ...browser, origin: 'http://hub.example' }, 'POST', '/v1/projects')).status).toBe(403)
    const made = await ask(browser, 'POST', '/v1/projects')
    expect(made.status).toBe(201)
    expect(made.cookie).toMatch(/; HttpOnly; SameSite=Strict; Secure$/)
    await hub.stop()
  })
})
