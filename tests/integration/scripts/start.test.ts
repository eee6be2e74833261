import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startHub } from '#hub/start.ts'
import { askPort } from '#scripts/tasks/ask-port.ts'
import { downloadElectron } from '#scripts/tasks/download-electron.ts'
import { needsBuild } from '#scripts/tasks/freshness.ts'
import { browserCommand } from '#scripts/tasks/open-browser.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { runElectron, whyNoWindow } from '#scripts/tasks/start-electron.ts'
import { startInBrowser } from '#scripts/tasks/start-browser.ts'

let folder: string
const closers: (() => unknown)[] = []
const display = process.env['DISPLAY']

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-start-'))
  writeFileSync(join(folder, 'index.html'), '<title>نشان</title>')
  // No test opens a browser on someone's desk.
  delete process.env['DISPLAY']
  delete process.env['WAYLAND_DISPLAY']
})

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

afterAll(() => {
  if (display !== undefined) process.env['DISPLAY'] = display
  rmSync(folder, { recursive: true, force: true })
})

async function listen(port: number, body: string): Promise<void> {
  const server: Server = createServer((_request, reply) => reply.end(body))
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
  closers.push(() => server.close())
}

async function start(port: number): Promise<{ outcome: 'serving' | 0 | 1; said: string[] }> {
  const said: string[] = []
  const outcome = await startInBrowser({ staticDir: folder, version: '1', port, say: (line) => said.push(line) })
  return { outcome, said }
}

describe('starting in the browser', () => {
  it('points to the Nishan that already runs on the port', async () => {
    const hub = await startHub({ staticDir: folder, port: 24331, version: '1' })
    closers.push(() => hub.close())
    expect(await start(24331)).toEqual({
      outcome: 0,
      said: ['Nishan is already running. Open http://127.0.0.1:24331'],
    })
  })

  it.each(['<html>router login</html>', '{"app":"other"}', '[]', ''])(
    'stops where something else holds the port and says %j',
    async (body) => {
      await listen(24332, body)
      const { outcome, said } = await start(24332)
      expect(outcome).toBe(1)
      expect(said).toHaveLength(1)
      expect(said[0]).toContain('Another program uses port 24332')
    },
  )

  it('takes a program that never answers for something else', async () => {
    const server = createTcpServer(() => undefined)
    await new Promise<void>((resolve) => {
      server.listen(24333, '127.0.0.1', resolve)
    })
    closers.push(() => server.close())
    expect(await askPort(24333, 200)).toBe('someone')
    expect(await askPort(24334, 200)).toBe('nobody')
  })

  it('opens the browser of the system, and none where there is no display', () => {
    const url = 'http://127.0.0.1:47300'
    expect(browserCommand(url, 'darwin', {})).toEqual(['open', url])
    expect(browserCommand(url, 'win32', {})).toEqual(['cmd', '/c', 'start', '', url])
    expect(browserCommand(url, 'linux', { PATH: folder, DISPLAY: ':0' })).toBeNull()
    writeFileSync(join(folder, 'xdg-open'), '')
    expect(browserCommand(url, 'linux', { PATH: folder, DISPLAY: ':0' })).toEqual(['xdg-open', url])
    expect(browserCommand(url, 'linux', { PATH: folder, WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', url])
    expect(browserCommand(url, 'linux', { PATH: folder })).toBeNull()
  })
})

describe('looking for Electron', () => {
  const installer = (name: string, script: string) => {
    const file = join(folder, name)
    writeFileSync(file, script)
    return file
  }
  const options = { onProgress: () => undefined, signal: new AbortController().signal }

  it('says that the download worked, failed, took too long or was skipped', async () => {
    const good = installer('good.cjs', 'process.exit(0)')
    const bad = installer('bad.cjs', 'process.exit(1)')
    const slow = installer('slow.cjs', 'setTimeout(() => {}, 60000)')
    expect(await downloadElectron({ ...options, timeoutMs: 20_000, installer: good })).toBe('downloaded')
    expect(await downloadElectron({ ...options, timeoutMs: 20_000, installer: bad })).toBe('failed')
    expect(await downloadElectron({ ...options, timeoutMs: 300, installer: slow })).toBe('timed-out')
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    expect(await downloadElectron({ ...options, signal: controller.signal, timeoutMs: 20_000, installer: slow })).toBe(
      'skipped',
    )
  })

  it('knows where no window can open', () => {
    expect(whyNoWindow('linux', {}, false)).toBe('There is no display')
    expect(whyNoWindow('linux', { DISPLAY: ':0' }, true)).toBe('Electron does not run as root')
    expect(whyNoWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' }, false)).toBeNull()
    expect(whyNoWindow('win32', {}, false)).toBeNull()
  })

  it.skipIf(process.platform === 'win32')(
    'falls back when the runtime ends at once with an error, not later',
    async () => {
      const program = join(folder, 'broken-electron')
      writeFileSync(program, '#!/bin/sh\nexit 3\n')
      chmodSync(program, 0o755)
      expect(await runElectron(program)).toBeNull()
      expect(await runElectron(program, 0)).toBe(3)
      expect(await runElectron(join(folder, 'missing'))).toBeNull()
    },
  )
})

describe('building only when needed', () => {
  it('builds when a file is missing or a source is newer', () => {
    const source = join(folder, 'source')
    mkdirSync(join(source, 'deep'), { recursive: true })
    const built = join(folder, 'built.js')
    expect(needsBuild([built], [source])).toBe(true)
    writeFileSync(join(source, 'deep/a.ts'), '')
    writeFileSync(built, '')
    const age = (path: string, seconds: number) => utimesSync(path, seconds, seconds)
    for (const path of [join(source, 'deep/a.ts'), join(source, 'deep'), source]) age(path, 1000)
    age(built, 2000)
    expect(needsBuild([built], [source, join(folder, 'not-there')])).toBe(false)
    age(join(source, 'deep/a.ts'), 3000)
    expect(needsBuild([built], [source])).toBe(true)
  })
})

describe('an old Node', () => {
  it('is told so in one line by a launcher that it can read', () => {
    const launcher = readFileSync(join(PROJECT_ROOT, 'scripts/run.mjs'), 'utf8')
    const asOld = join(folder, 'run-as-old.mjs')
    writeFileSync(asOld, `Object.defineProperty(process.versions, 'node', { value: '20.19.0' })\n${launcher}`)
    const { status, stderr, stdout } = spawnSync(process.execPath, [asOld, 'start'], { encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('Nishan needs Node 24 or newer; this is Node 20.19.0')
  })

  it('meets the launcher in every npm script of ours', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    for (const command of Object.values(scripts)) expect(command).not.toMatch(/node scripts\/\S+\.ts/)
  })
})
