import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { HubCarrier } from '#electron/main/services/hub-carrier.ts'
import { HubLinks } from '#electron/main/services/hub-links.ts'
import type { TokenVault } from '#electron/main/services/token-vault.ts'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'

const MB = 1024 * 1024
/** Larger than any answer to a request. */
const FILE = Buffer.alloc(20 * MB, 'نشان')
const person = { projectId: 'pppppppp' as ProjectId, annotatorId: 'aaaaaaaa' as AnnotatorId }
const everything = { method: 'GET', path: '/v1/projects/pppppppp/bundles/everything' } as const

let server: Server
let links: HubLinks
let carrier: HubCarrier
let held: Promise<void>
let letGo: () => void
const heard: { token: string | undefined; bytes: number; cut: boolean }[] = []

/** Half of the file, and the rest when it is let go. */
async function answer(request: IncomingMessage, bytes: number, reply: ServerResponse): Promise<void> {
  const entry = { token: request.headers.authorization, bytes, cut: false }
  if (request.url === '/v1/hello') return void reply.end('{}')
  heard.push(entry)
  reply.on('close', () => (entry.cut = !reply.writableFinished))
  reply.setHeader('content-length', FILE.length)
  reply.write(FILE.subarray(0, FILE.length / 2))
  await held
  reply.end(FILE.subarray(FILE.length / 2))
}

beforeEach(async () => {
  heard.length = 0
  held = new Promise((resolve) => (letGo = resolve))
  server = createServer((request, reply) => {
    let bytes = 0
    request.on('data', (part: Buffer) => (bytes += part.length))
    request.on('end', () => void answer(request, bytes, reply))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  links = new HubLinks({ get: () => 'the-token' } as Partial<TokenVault> as TokenVault)
  carrier = new HubCarrier(links)
})
afterEach(async () => {
  letGo()
  carrier.close()
  links.close()
  await new Promise((resolve) => server.close(resolve).closeAllConnections())
})

const address = () => ({ urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}`], fingerprint: null })
const settled = (id: number, kind: string) =>
  vi.waitFor(() => expect(carrier.look(id)).toMatchObject({ kind }), { timeout: 10_000 })

function whole(id: number, bytes: number): Buffer {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes;) {
    const piece = carrier.piece(id, at)
    if (piece.length === 0) throw new Error('Nothing came')
    pieces.push(piece)
    at += piece.length
  }
  return Buffer.concat(pieces)
}

it('fetches a file larger than a reply, tells how far it is, and hands it over by pieces', async () => {
  const id = carrier.begin(address(), person, everything)
  await vi.waitFor(() =>
    expect(carrier.look(id)).toEqual({ kind: 'under-way', sent: 0, received: FILE.length / 2, total: FILE.length }),
  )
  letGo()
  await settled(id, 'answered')
  expect(carrier.look(id)).toEqual({ kind: 'answered', status: 200, bytes: FILE.length, retryAfterS: 0 })
  expect(whole(id, FILE.length).equals(FILE)).toBe(true)
  expect(heard).toMatchObject([{ token: 'Bearer the-token' }])
  carrier.end(id)
  expect(carrier.look(id)).toEqual({ kind: 'failed' })
  expect(carrier.piece(id, 0)).toHaveLength(0)
})

it('sends a file whole and as it is, and tells how much of it is on its way', async () => {
  const body = new Uint8Array(FILE)
  const id = carrier.begin(address(), person, { method: 'POST', path: '/v1/projects/pppppppp/bundles', body })
  await vi.waitFor(() => expect(carrier.look(id)).toMatchObject({ kind: 'under-way', sent: FILE.length }))
  letGo()
  await settled(id, 'answered')
  expect(heard).toMatchObject([{ bytes: FILE.length }])
})

it('is broken off when it is ended, or when another one begins', async () => {
  const first = carrier.begin(address(), person, everything)
  await vi.waitFor(() => expect(heard).toHaveLength(1))
  const second = carrier.begin(address(), person, everything)
  await vi.waitFor(() => expect(heard).toMatchObject([{ cut: true }, { cut: false }]))
  expect(carrier.look(first)).toEqual({ kind: 'failed' })
  carrier.end(second)
  await vi.waitFor(() => expect(heard).toMatchObject([{ cut: true }, { cut: true }]))
})

it('says that nothing came back where nobody is', async () => {
  const id = carrier.begin({ urls: ['http://127.0.0.1:1'], fingerprint: null }, person, everything)
  await settled(id, 'failed')
})
