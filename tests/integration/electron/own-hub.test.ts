import { existsSync, readFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { lockFolder } from '#hub/database/folder-lock.ts'
import type { OwnHubState, RunningHub } from '#shared/ipc/own-hub-contract.ts'
import { buildAppFixture } from '#tests/support/electron-double/built-app.ts'
import type { ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'
import { ownHubApp } from '#tests/support/electron-double/own-hub-app.ts'
import { proven } from '#tests/support/sync/proven.ts'

const PORT = 24_341
const WAIT = { timeout: 20_000, interval: 50 }
const TIME_OUT_MS = 60_000

const app = ownHubApp(PORT, buildAppFixture, TIME_OUT_MS)
const launch = async (userData: string) => (await app.launch(userData)).double

const state = async (double: ElectronDouble): Promise<OwnHubState> =>
  (await double.page()).evaluate(() => window.api['ownHub.state']())
const turn = async (double: ElectronDouble, on: boolean): Promise<void> =>
  (await double.page()).evaluate((wish) => window.api['ownHub.switch'](wish), on)

async function until<Kind extends OwnHubState['kind']>(double: ElectronDouble, kind: Kind) {
  return vi.waitFor(async () => {
    const now = await state(double)
    expect(now.kind).toBe(kind)
    return now as Extract<OwnHubState, { kind: Kind }>
  }, WAIT)
}

async function on(double: ElectronDouble): Promise<RunningHub> {
  await turn(double, true)
  return until(double, 'on')
}

/** What the app's page hears from the hub at an address. */
const hello = async (double: ElectronDouble, { ownUrl, fingerprint }: RunningHub) =>
  (await double.page()).evaluate(
    async ([url, pin]) => {
      const place = { urls: [url], fingerprint: pin }
      const answer = await window.api['hub.send'](place, null, { method: 'GET', path: '/v1/hello' })
      return answer && (JSON.parse(new TextDecoder().decode(answer.body)) as { hub: { id: string } })
    },
    [ownUrl, fingerprint] as const,
  )

const pids = ({ state }: ElectronDouble) => state.utilityProcesses.flatMap(({ pid }) => pid ?? [])

describe('the hub of this laptop', () => {
  it(
    'is switched on and off by one switch, in a process of its own, by its key and its owner code',
    async () => {
      const profile = app.newProfile()
      const double = await launch(profile)
      expect(await state(double)).toEqual({ kind: 'off' })
      const hub = await on(double)
      expect(hub).toMatchObject({ ownUrl: `https://127.0.0.1:${PORT}`, people: { lately: 0, today: 0 } })
      expect(await hello(double, hub)).toMatchObject({ hub: { id: hub.hub } })
      expect(double.state.utilityProcesses[0]?.options).toEqual({ serviceName: 'Nishan hub', stdio: 'ignore' })
      expect([...double.state.powerSaveBlockers.values()]).toEqual(['prevent-app-suspension'])
      // The owner code opens it, and no token is needed for that.
      const project = 'p234567890123456'
      const body = { project, annotatorId: 'aaaaaaaaaaaaaaaa', ownerCode: hub.ownerCode, name: 'عائشہ', device: 'd' }
      const made = await (
        await double.page()
      ).evaluate(
        async ([place, text]) => {
          const answer = await window.api['hub.enrol'](place, '/v1/projects', new TextEncoder().encode(text))
          return answer?.status
        },
        [
          { urls: [hub.ownUrl], fingerprint: hub.fingerprint },
          JSON.stringify(await proven({ door: 'projects', project }, body)),
        ] as const,
      )
      expect(made).toBe(201)

      await turn(double, false)
      await until(double, 'off')
      expect(pids(double)).toEqual([])
      expect(double.state.powerSaveBlockers.size).toBe(0)
      expect(await hello(double, hub)).toBeNull()
      // The folder is free: another hub may have it.
      lockFolder(join(profile, 'hub'))()
      expect((await on(double)).hub).toBe(hub.hub)
      // Whoever works on this laptop is no other person.
      expect(await state(double)).toMatchObject({ people: { lately: 0, today: 0 } })
    },
    TIME_OUT_MS,
  )

  it(
    'finishes a request that is under way before it stops',
    async () => {
      const double = await launch(app.newProfile())
      await on(double)
      const answered = new Promise<number>((resolve, reject) => {
        const asked = httpsRequest(
          { host: '127.0.0.1', port: PORT, path: '/v1/enrol', method: 'POST', rejectUnauthorized: false },
          (reply) => resolve(reply.resume().statusCode ?? 0),
        )
        asked.on('error', reject)
        asked.write('{"project":')
        setTimeout(() => void turn(double, false), 300)
        setTimeout(() => asked.end('1}'), 1200)
      })
      await until(double, 'stopping')
      expect(await answered).toBe(400)
      await until(double, 'off')
    },
    TIME_OUT_MS,
  )

  it(
    'runs again with the app, until it is switched off',
    async () => {
      const profile = app.newProfile()
      const first = await launch(profile)
      const { hub } = await on(first)
      first.state.answerMessages.push('بند کریں، ہب بھی رُک جائے گا')
      await first.close()
      expect(first.state.shownMessages[0]?.message).toBe('یہ لیپ ٹاپ ٹیم کا ہب ہے۔ نشان ایپ بند کر دیں؟')
      expect(first.state.shownMessages[0]?.detail).toContain('پچھلے ۱۵ منٹ میں کسی کا رابطہ نہیں ہوا۔')
      expect(pids(first)).toEqual([])

      const second = await launch(profile)
      expect((await until(second, 'on')).hub).toBe(hub)
      await turn(second, false)
      await until(second, 'off')
      // Nothing to ask any more.
      await second.close()
      expect(second.state.shownMessages).toEqual([])

      const third = await launch(profile)
      expect(await state(third)).toEqual({ kind: 'off' })
      expect(third.state.utilityProcesses).toEqual([])
    },
    TIME_OUT_MS,
  )

  it(
    'keeps the app open when the person lets it be',
    async () => {
      const double = await launch(app.newProfile())
      await on(double)
      double.state.answerMessages.push('رہنے دیں')
      double.state.windows[0]?.close()
      await vi.waitFor(() => expect(double.state.shownMessages).toHaveLength(1), WAIT)
      expect((await state(double)).kind).toBe('on')
    },
    TIME_OUT_MS,
  )

  it(
    'says that it ended by itself, and starts again',
    async () => {
      const profile = app.newProfile()
      const double = await launch(profile)
      const { hub } = await on(double)
      const [pid] = pids(double)
      process.kill(pid ?? 0, 'SIGKILL')
      const failed = await until(double, 'failed')
      expect(failed.problem).toBe('crashed')
      expect(failed.nextAt).toBeGreaterThan(Date.now() - 2000)
      expect((await until(double, 'on')).hub).toBe(hub)
      expect(pids(double)).not.toEqual([pid])
      expect(readFileSync(join(profile, 'logs/nishan.log'), 'utf8')).toContain('own-hub-ended')
    },
    TIME_OUT_MS,
  )

  it(
    'says that another program has its port or its folder, and runs as soon as they are free',
    async () => {
      const profile = app.newProfile()
      const double = await launch(profile)
      const other = createServer().listen(PORT, '0.0.0.0')
      await turn(double, true)
      expect((await until(double, 'failed')).problem).toBe('port-taken')
      await new Promise((resolve) => other.close(resolve))
      await until(double, 'on')
      await turn(double, false)
      await until(double, 'off')

      const unlock = lockFolder(join(profile, 'hub'))
      await turn(double, true)
      expect((await until(double, 'failed')).problem).toBe('folder-locked')
      unlock()
      await until(double, 'on')
    },
    TIME_OUT_MS,
  )

  it(
    'does not try a folder of a later version over and over',
    async () => {
      const profile = app.newProfile()
      const double = await launch(profile)
      await on(double)
      await turn(double, false)
      await until(double, 'off')
      const { DatabaseSync } = await import('node:sqlite')
      const database = new DatabaseSync(join(profile, 'hub/hub.sqlite'))
      database.exec('insert into migrations (version) values (9999)')
      database.close()
      await turn(double, true)
      expect(await until(double, 'failed')).toEqual({ kind: 'failed', problem: 'newer', nextAt: null })
      expect(existsSync(join(profile, 'own-hub.json'))).toBe(true)
      await turn(double, false)
      expect(await state(double)).toEqual({ kind: 'off' })
    },
    TIME_OUT_MS,
  )
})
