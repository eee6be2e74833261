import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { Agent, createServer, get, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectToHub, readCertificate, WrongCertificate } from '#electron/main/services/hub-client.ts'
import { startHubServer, type HubServer } from '#hub/hub-server.ts'
import { fingerprintOf, hubCertificate, type HubCertificate } from '#hub/services/certificate.ts'
import { proven } from '#tests/support/sync/proven.ts'

let folder: string
let hub: HubServer
let port: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-tls-'))
  hub = await startHubServer({
    data: join(folder, 'hub'),
    host: '0.0.0.0',
    port: 24_308,
    version: '1',
    staticDir: null,
    tls: true,
  })
  port = (hub.app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await hub?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const place = () => ({ host: '127.0.0.1', port, fingerprint: hub.fingerprint ?? '' })
const hello = { method: 'GET', path: '/v1/hello', token: 'f'.repeat(64) } as const

/** A server with another certificate that writes down what it is sent; `swap` changes its certificate. */
async function impostor(certificate: HubCertificate) {
  const heard: string[] = []
  const server: Server = createServer({ cert: certificate.certificate, key: certificate.key }, (request, reply) => {
    heard.push(`${request.url} ${request.headers.authorization}`)
    reply.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    heard,
    port: (server.address() as AddressInfo).port,
    swap: ({ certificate, key }: HubCertificate) => {
      server.setSecureContext({ cert: certificate, key })
      server.closeAllConnections()
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

describe('the certificate of a hub', () => {
  it('is ECDSA P-256, made for its names, signed by itself, and stays the same', async () => {
    const own = await hubCertificate(join(folder, 'own'), ['192.168.1.7', 'hub.local', '::1'])
    const parsed = new X509Certificate(own.certificate)
    expect(parsed.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(parsed.checkIP('192.168.1.7')).toBe('192.168.1.7')
    expect(parsed.checkHost('hub.local')).toBe('hub.local')
    expect(parsed.checkIssued(parsed) && parsed.verify(parsed.publicKey)).toBe(true)
    expect(parsed.validFromDate.getTime()).toBeLessThan(Date.now())
    expect(parsed.validToDate.getTime()).toBeGreaterThan(Date.now() + 19 * 365 * 86_400_000)
    expect(await hubCertificate(join(folder, 'own'), ['other'])).toEqual(own)
    expect(own.fingerprint).toMatch(/^[0-9a-f]{64}$/)
    expect((await hubCertificate(join(folder, 'own2'), ['x'])).fingerprint).not.toBe(own.fingerprint)
    if (process.platform !== 'win32') expect(statSync(join(folder, 'own', 'tls-key.pem')).mode & 0o777).toBe(0o600)
  })

  it('is not taken by a client that knows nothing of it', async () => {
    const error = await new Promise((resolve) =>
      get({ host: '127.0.0.1', port, path: '/v1/hello' }, resolve).on('error', resolve),
    )
    expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  })
})

it('tells the addresses at which it really answers', async () => {
  expect(hub.addresses).toContain(`https://127.0.0.1:${port}`)
  for (const address of hub.addresses.filter((one) => /\d+\.\d+\.\d+\.\d+|\[/.test(one))) {
    const { hostname } = new URL(address)
    const connection = await connectToHub({ ...place(), host: hostname.replaceAll(/[[\]]/g, '') })
    expect([address, (await connection.send(hello)).status]).toEqual([address, 200])
    connection.close()
  }
})

describe('a laptop that knows the fingerprint', () => {
  it('speaks with the hub, by any of its addresses, packed both ways, over one connection', async () => {
    const connection = await connectToHub(place())
    const reply = await connection.send(hello)
    expect(reply.status).toBe(200)
    const told = JSON.parse(Buffer.from(reply.body).toString()) as { app: string; hub: { id: string } }
    expect(told).toMatchObject({ app: 'nishan', hub: { id: expect.any(String) } })
    const body = Buffer.from(JSON.stringify({ some: 'x'.repeat(2000) }))
    const refused = await connection.send({ method: 'POST', path: '/v1/enrol', token: '', body })
    expect([refused.status, Buffer.from(refused.body).toString()]).toEqual([400, '{"code":"bad-request"}'])
    connection.close()
    const byName = await connectToHub({ ...place(), host: 'localhost' })
    expect((await byName.send(hello)).status).toBe(200)
    byName.close()
  })

  it('sends nothing to whoever has another certificate', async () => {
    const other = await impostor(await hubCertificate(join(folder, 'other'), ['127.0.0.1']))
    await expect(connectToHub({ ...place(), port: other.port })).rejects.toThrow(WrongCertificate)
    expect(other.heard).toEqual([])
    await other.close()
  })

  it('sends nothing once the certificate has changed under it', async () => {
    const first = await hubCertificate(join(folder, 'first'), ['127.0.0.1'])
    const server = await impostor(first)
    const connection = await connectToHub({ host: '127.0.0.1', port: server.port, fingerprint: first.fingerprint })
    expect((await connection.send(hello)).status).toBe(200)
    server.swap(await hubCertificate(join(folder, 'second'), ['127.0.0.1']))
    await expect(connection.send(hello)).rejects.toThrow()
    expect(server.heard).toHaveLength(1)
    await expect(
      connectToHub({ host: '127.0.0.1', port: server.port, fingerprint: first.fingerprint }),
    ).rejects.toThrow(WrongCertificate)
    connection.close()
    await server.close()
  })

  it('would be fooled by neither check alone: the chain holds only for that certificate, and its key is looked at too', async () => {
    const certificate = await readCertificate({ host: '127.0.0.1', port })
    expect(fingerprintOf(certificate.toString())).toBe(hub.fingerprint)
    let looked = 0
    const agent = new Agent({
      ca: [certificate.toString()],
      checkServerIdentity: () => {
        looked += 1
        return new Error('another key')
      },
    })
    const error = await new Promise((resolve) => get({ host: '127.0.0.1', port, agent }, resolve).on('error', resolve))
    expect([looked, String(error)]).toEqual([1, 'Error: another key'])
  })

  it('gives up when nobody answers', async () => {
    await expect(connectToHub({ ...place(), port: 1 })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

it('marks a browser’s cookie as one for https alone', async () => {
  const connection = await connectToHub(place())
  const project = 'p234567890123456'
  const request = { project, ownerCode: hub.ownerCode, annotatorId: 'aaaaaaaa', name: 'n', device: 'd' }
  const body = await proven({ door: 'projects', project }, request)
  const made = await connection.send({
    method: 'POST',
    path: '/v1/projects',
    token: '',
    body: Buffer.from(JSON.stringify(body)),
  })
  expect(made.status).toBe(201)
  connection.close()
})
