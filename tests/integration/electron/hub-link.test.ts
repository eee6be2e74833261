import type { Page } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startHubServer, type HubServer } from '#hub/hub-server.ts'
import { inviteToHash, type Invite } from '#shared/sync/invite-link.ts'
import { proven } from '#tests/support/sync/proven.ts'
import { buildWholeApp, type BuiltApp } from '#tests/support/electron-double/built-app.ts'
import { launchElectronDouble, type ElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

const TIME_OUT_MS = 120_000

let built: BuiltApp
let running: ElectronDouble
let folder: string
let hub: HubServer
let url: string

beforeAll(async () => {
  built = await buildWholeApp()
  folder = mkdtempSync(join(tmpdir(), 'nishan-link-'))
  const options = { data: join(folder, 'hub'), host: '0.0.0.0', port: 24_340, version: '1', staticDir: null, tls: true }
  hub = await startHubServer(options)
  url = `https://127.0.0.1:${(hub.app.server.address() as AddressInfo).port}`
}, TIME_OUT_MS)
afterEach(() => running?.kill())
afterAll(async () => {
  await hub?.stop()
  built?.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function launch(profile: string): Promise<Page> {
  running = await launchElectronDouble({ appDir: built.appDir, userData: profile })
  return running.page()
}

/** Asks the hub for the app's page, as its own code does. */
const ask = (page: Page, fingerprint: string | null, person: { projectId: string; annotatorId: string } | null) =>
  page.evaluate(
    async ([address, who]) => {
      const path = who === null ? '/v1/hello' : `/v1/hello?project=${who.projectId}`
      const answer = await window.api['hub.send'](address, who as never, { method: 'GET', path })
      return answer && { status: answer.status, body: new TextDecoder().decode(answer.body) }
    },
    [{ urls: [url], fingerprint }, person] as const,
  )

it(
  'the app brings a project to a pinned hub and goes on after a restart; its page never sees the token',
  async () => {
    const profile = built.newProfile()
    let page = await launch(profile)
    const [project, annotatorId] = ['p234567890123456', 'aaaaaaaaaaaaaaaa']
    const request = { project, annotatorId, ownerCode: hub.ownerCode, name: 'عائشہ', device: 'd' }
    const body = JSON.stringify(await proven({ door: 'projects', project }, request))
    const made = await page.evaluate(
      async ([address, text]) => {
        const answer = await window.api['hub.enrol'](address, '/v1/projects', new TextEncoder().encode(text))
        return answer && { status: answer.status, body: new TextDecoder().decode(answer.body) }
      },
      [{ urls: [url], fingerprint: hub.fingerprint ?? '' }, body] as const,
    )
    expect(made?.status).toBe(201)
    expect(JSON.parse(made?.body ?? '{}')).not.toHaveProperty('token')
    await running.close()

    page = await launch(profile)
    const met = await ask(page, hub.fingerprint ?? '', { projectId: project, annotatorId })
    expect(met?.status).toBe(200)
    expect(JSON.parse(met?.body ?? '{}')).toMatchObject({ you: { annotatorId, role: 'lead' } })
    // On the disk it is sealed.
    const kept = JSON.parse(readFileSync(join(profile, 'hub-tokens.json'), 'utf8')) as Record<
      string,
      { sealed: boolean; value: string }
    >
    expect(new Set(Object.values(kept).map(({ sealed }) => sealed))).toEqual(new Set([true]))
    expect(Object.keys(kept)).toEqual([`${project}/${annotatorId}`, `${project}/${annotatorId}@${hub.fingerprint}`])
    expect(Object.values(kept).map(({ value }) => value)).not.toContainEqual(expect.stringMatching(/[0-9a-f]{64}/))
  },
  TIME_OUT_MS,
)

it(
  'nothing is sent to a hub with another key, without a pin to one that signs for itself, nor in the open to another machine',
  async () => {
    const page = await launch(built.newProfile())
    expect(await ask(page, '0'.repeat(64), null)).toBeNull()
    expect(await ask(page, null, null)).toBeNull()
    const open = await page.evaluate(() =>
      window.api['hub.send']({ urls: ['http://192.0.2.1:80'], fingerprint: null }, null, {
        method: 'GET',
        path: '/v1/hello',
      }),
    )
    expect(open).toBeNull()
    await expect(
      page.evaluate(() =>
        window.api['hub.send']({ urls: [], fingerprint: null }, null, { method: 'GET', path: '/other' }),
      ),
    ).rejects.toThrow('bad-arguments')
  },
  TIME_OUT_MS,
)

it(
  'an invite leads the app through its own pages to a hub that is not there, and says so',
  async () => {
    const page = await launch(built.newProfile())
    const invite: Invite = {
      v: 1,
      urls: ['https://127.0.0.1:9'],
      hub: 'h',
      fingerprint: '0'.repeat(64),
      project: 'p234567890123456' as Invite['project'],
      projectName: 'خبریں',
      annotatorId: 'bbbbbbbbbbbbbbbb' as Invite['annotatorId'],
      name: 'بلال',
      colour: 3,
      role: 'annotator',
      secret: 'abcdefgh12345678',
    }
    await page.getByRole('link', { name: 'دعوت نامہ یا کام کی فائل ملی ہے؟ ٹیم میں شامل ہوں' }).click()
    await page.getByLabel('دعوت نامے کا لنک یہاں چسپاں کریں').fill(inviteToHash(invite))
    await page.getByRole('button', { name: 'شامل ہوں' }).click()
    await page.getByText('شامل نہیں ہو سکے').waitFor()
    await page.getByText('ہب نہیں ملا۔ دیکھیں کہ ہب چل رہا ہے').waitFor()
  },
  TIME_OUT_MS,
)
