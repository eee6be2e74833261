import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { createServer as createSilent, type Server as SilentServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HubLinks } from '#electron/main/services/hub-links.ts'
import { TokenVault } from '#electron/main/services/token-vault.ts'
import { startHubServer, type HubServer } from '#hub/hub-server.ts'
import { hubCertificate } from '#hub/services/certificate.ts'
import { fingerprintStart } from '#shared/sync/join-code.ts'

const [HUB, OTHER, SILENT] = [24_344, 24_345, 24_346] as const
const url = (port: number) => `https://127.0.0.1:${port}`

let folder: string
let hub: HubServer
let other: Server
let silent: SilentServer
let heard = 0
let links: HubLinks

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-meet-'))
  const options = { data: join(folder, 'hub'), version: '1', staticDir: null, tls: true }
  hub = await startHubServer({ ...options, host: '0.0.0.0', port: HUB })
  const { certificate, key } = await hubCertificate(join(folder, 'other'), ['127.0.0.1'])
  other = createServer({ cert: certificate, key }, (_request, reply) => {
    heard += 1
    reply.end('{}')
  }).listen(OTHER, '127.0.0.1')
  // Takes connections and never says a word, as an address behind a wrong firewall does.
  silent = createSilent(() => undefined).listen(SILENT, '127.0.0.1')
  const plain = {
    isEncryptionAvailable: () => false,
    encryptString: (text: string) => Buffer.from(text),
    decryptString: String,
  }
  links = new HubLinks(new TokenVault(join(folder, 'tokens.json'), plain, () => undefined))
})
afterAll(async () => {
  links.close()
  other.close().closeAllConnections()
  silent.close()
  await hub.stop()
  rmSync(folder, { recursive: true, force: true })
})

const pin = () => hub.fingerprint ?? ''
const hello = { method: 'GET', path: '/v1/hello' } as const

describe('the hub of a typed code', () => {
  it('is found among addresses by the first 50 bits, and the others hear nothing', async () => {
    const met = await links.meet([url(OTHER), url(9), url(HUB)], fingerprintStart(pin()))
    expect(met).toEqual({ kind: 'met', url: url(HUB), fingerprint: pin() })
    expect(heard).toBe(0)
  })

  it('is not taken for found when another answers, or nobody', async () => {
    expect(await links.meet([url(OTHER)], fingerprintStart(pin()))).toEqual({ kind: 'other-key' })
    expect(await links.meet([url(9)], fingerprintStart(pin()))).toEqual({ kind: 'no-answer' })
    // One letter, five bits, is enough to be another.
    const start = fingerprintStart(pin())
    const near = `${start.slice(0, 9)}${start.endsWith('0') ? '1' : '0'}`
    expect(await links.meet([url(HUB)], near)).toEqual({ kind: 'other-key' })
    expect(await links.meet(['http://127.0.0.1:24344'], start)).toEqual({ kind: 'no-answer' })
    expect(heard).toBe(0)
  })
})

describe('a hub with several addresses', () => {
  const send = (urls: readonly string[]) => links.send({ urls, fingerprint: pin() }, null, hello)

  it('is met past a dead one, a silent one and another machine, by its key, and tells by which', async () => {
    const began = performance.now()
    const answer = await send([url(9), url(SILENT), url(OTHER), url(HUB)])
    expect(answer).toMatchObject({ status: 200, url: url(HUB) })
    expect(performance.now() - began).toBeLessThan(10_000)
    expect(heard).toBe(0)
  })

  it('goes on by the address that was good, without another handshake', async () => {
    const began = performance.now()
    expect(await send([url(SILENT), url(HUB)])).toMatchObject({ url: url(HUB) })
    expect(performance.now() - began).toBeLessThan(1000)
  })

  it('is nobody when none of the addresses is its own', async () => {
    expect(await send([url(OTHER), url(9)])).toBeNull()
    expect(heard).toBe(0)
  })

  it('is one connection for requests that come at once', async () => {
    links.close()
    const answers = await Promise.all(Array.from({ length: 5 }, () => send([url(9), url(HUB)])))
    expect(answers.map((answer) => answer?.status)).toEqual([200, 200, 200, 200, 200])
    const open = await new Promise<number>((resolve) =>
      hub.app.server.getConnections((_error, count) => resolve(count)),
    )
    expect(open).toBeLessThanOrEqual(2)
  })
})

it('answers to an address that this machine got after it was started, and to no other name', async () => {
  const { addRequestGuard } = await import('#hub/services/request-guard.ts')
  const { fastify } = await import('fastify')
  const app = fastify()
  let present = ['192.168.1.20:47300']
  addRequestGuard(app, { allowedHosts: ['localhost:47300'], presentHosts: () => present, takesWrites: false })
  app.get('/', () => 'here')
  const ask = async (host: string) => (await app.inject({ url: '/', headers: { host } })).statusCode
  expect(await ask('192.168.1.20:47300')).toBe(200)
  present = ['10.0.0.7:47300']
  await new Promise((resolve) => setTimeout(resolve, 1100))
  expect(await ask('10.0.0.7:47300')).toBe(200)
  expect([await ask('evil.example:47300'), await ask('LOCALHOST:47300')]).toEqual([421, 200])
  await app.close()
})
