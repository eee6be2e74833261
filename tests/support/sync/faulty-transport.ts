import type { FastifyInstance } from 'fastify'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { HubRequest, HubResponse, HubTransport } from '#renderer/sync/hub-transport.ts'

/** What a bad line can do to one request. */
export const LINE_FAULTS = [
  'none',
  'request-lost',
  'response-lost',
  'delivered-twice',
  'delivered-later',
  'request-torn',
  'request-flipped',
  'response-torn',
  'response-flipped',
  'web-page',
  'redirect',
] as const
export type LineFault = (typeof LINE_FAULTS)[number]

export type Line = {
  /** The hub that answers now: another one after a restore. */
  hub(): FastifyInstance
  /** Decides for each request. */
  fault(): LineFault
  /** 0 ≤ x < 1, for where a tear or a flip is. */
  random(): number
  /** Keeps a request that is delivered later, when nobody waits for it. */
  later(deliver: () => Promise<void>): void
  /** Hears every byte that reaches the laptop. */
  heard?: (body: Uint8Array) => void
}

/** Packing is the same for every request: some of them are enough. */
const PACKED_PART = 0.25

type Sent = { bytes: Uint8Array; packed: boolean }

const sentAs = (body: Uint8Array, packed: boolean): Sent => ({ bytes: packed ? gzipSync(body) : body, packed })

/** A laptop's way to the hub in one process: the real routes, with a line that may do anything between. */
export function faultyTransport(line: Line, token: () => string): HubTransport {
  const deliver = async (request: HubRequest, sent: Sent | null): Promise<HubResponse> => {
    const reply = await line.hub().inject({
      method: request.method,
      url: request.path,
      headers: {
        host: 'hub.test',
        authorization: `Bearer ${token()}`,
        ...(line.random() < PACKED_PART && { 'accept-encoding': 'gzip' }),
        'nishan-client': 'app',
        ...(sent && { 'content-type': 'application/octet-stream' }),
        ...(sent?.packed && { 'content-encoding': 'gzip' }),
        ...((request.from ?? 0) > 0 && { range: `bytes=${request.from}-` }),
      },
      ...(sent && { payload: Buffer.from(sent.bytes) }),
    })
    return respond(reply.statusCode, reply.rawPayload, reply.headers['content-encoding'] === 'gzip')
  }
  const respond = (status: number, raw: Uint8Array, packed: boolean): HubResponse => {
    const body = packed ? gunzipSync(raw) : raw
    line.heard?.(body)
    return { status, body, retryAfterS: 0 }
  }
  return {
    async send(request) {
      const sent = request.body ? sentAs(request.body, line.random() < PACKED_PART) : null
      switch (line.fault()) {
        case 'none':
          return deliver(request, sent)
        case 'request-lost':
          throw new Error('lost')
        case 'response-lost':
          await deliver(request, sent)
          throw new Error('lost')
        case 'delivered-twice':
          await deliver(request, sent)
          return deliver(request, sent)
        case 'delivered-later':
          line.later(async () => void (await deliver(request, sent)))
          throw new Error('lost')
        case 'request-torn':
          return deliver(
            request,
            sent && { ...sent, bytes: sent.bytes.subarray(0, Math.floor(sent.bytes.length * line.random())) },
          )
        case 'request-flipped':
          return deliver(request, sent && { ...sent, bytes: flipped(sent.bytes, line.random()) })
        case 'response-torn': {
          const { status, body } = await deliver(request, sent)
          return { status, body: body.subarray(0, Math.floor(body.length * line.random())), retryAfterS: 0 }
        }
        case 'response-flipped': {
          const { status, body } = await deliver(request, sent)
          return { status, body: flipped(body, line.random()), retryAfterS: 0 }
        }
        case 'web-page':
          return { status: 200, body: utf8('<!doctype html><title>Wi-Fi</title>'), retryAfterS: 0 }
        case 'redirect':
          return { status: 302, body: new Uint8Array(), retryAfterS: 0 }
      }
    },
  }
}

function flipped(bytes: Uint8Array, where: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  const at = Math.floor(where * copy.length)
  const byte = copy[at]
  if (byte !== undefined) copy[at] = byte ^ (1 << (Math.floor(where * 1000) % 8))
  return copy
}

const utf8 = (text: string) => new TextEncoder().encode(text)
