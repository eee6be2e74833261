import { createHash, X509Certificate } from 'node:crypto'
import { Agent as PlainAgent, request as plainRequest, type ClientRequest } from 'node:http'
import { Agent, request, type RequestOptions } from 'node:https'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** No byte for so long: the line is gone. */
const SILENCE_MS = 30_000
/** A hub that reads or writes a file of a million changes is silent meanwhile. */
const CARRY_SILENCE_MS = 5 * 60_000
/** Handed over to the line at once. */
const PART_BYTES = 256 * 1024
/** A page of a pull or a blob, unpacked; more than this is not our hub's. */
const MAX_REPLY_BYTES = 16 * 1024 * 1024
/** Shorter bodies grow by packing. */
const PACK_FROM_BYTES = 200

/** Where a hub is, from its invite: `fingerprint` is SHA-256 (hex) of its public key (SubjectPublicKeyInfo). */
export type HubPlace = { host: string; port: number; fingerprint: string }

export type HubCall = {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  /** '' = none. */
  token: string
  body?: Uint8Array
  /** First byte wanted of a blob. */
  from?: number
}
export type HubAnswer = { status: number; body: Uint8Array; retryAfterS: number }

/** Whoever answers at the address has another key than the invite says: nothing was sent. */
export class WrongCertificate extends Error {
  readonly code = 'wrong-certificate'
  constructor() {
    super('The certificate is not the one of the invite')
    this.name = 'WrongCertificate'
  }
}

/** A file that goes or comes: it may be large, and the hub may work on it for minutes before it answers. */
export type Carrying = {
  maxReplyBytes: number
  signal: AbortSignal
  onSent: (bytes: number) => void
  /** `total`: what the hub said of its answer; null = nothing. */
  onReceived: (bytes: number, total: number | null) => void
}

/** A way to one hub whose certificate no authority has signed. */
export type HubConnection = {
  /** Rejects when nothing came back, or when the certificate changed. Follows no redirects. */
  send(call: HubCall, carrying?: Carrying): Promise<HubAnswer>
  close(): void
}

/**
 * Meets a hub on the local network (sync.md, LAN TLS). A bare handshake reads its certificate, sends nothing, and compares
 * the key with the invite's. Every connection after it trusts that one certificate alone, and looks at the key again.
 */
export async function connectToHub(place: HubPlace, signal?: AbortSignal): Promise<HubConnection> {
  const { host, port, fingerprint } = place
  const certificate = await readCertificate(place, signal)
  if (fingerprintOf(certificate) !== fingerprint) throw new WrongCertificate()
  const agent = new Agent({
    ca: [certificate.toString()],
    // In place of the host's name, which may be any address of the network. Called because `ca` makes the chain hold.
    checkServerIdentity: (_host, peer) =>
      fingerprintOf(new X509Certificate(peer.raw)) === fingerprint ? undefined : new WrongCertificate(),
    // A resumed session would skip that look.
    maxCachedSessions: 0,
    keepAlive: true,
    maxSockets: 1,
    minVersion: 'TLSv1.2',
  })
  return { send: (call, carrying) => send({ host, port, agent }, call, carrying), close: () => agent.destroy() }
}

/** A hub with an ordinary certificate, or without one: the second for this machine only, which the caller sees to. */
export function connectPlainly({ host, port, secure }: { host: string; port: number; secure: boolean }): HubConnection {
  const agent = secure
    ? new Agent({ keepAlive: true, maxSockets: 1, minVersion: 'TLSv1.2' })
    : new PlainAgent({ keepAlive: true, maxSockets: 1 })
  return { send: (call, carrying) => send({ host, port, agent }, call, carrying), close: () => agent.destroy() }
}

/** The certificate that is shown at an address. The handshake ends there; no byte of ours follows it. */
export function readCertificate(
  { host, port }: { host: string; port: number },
  signal?: AbortSignal,
): Promise<X509Certificate> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const socket = connect({ host, port, rejectUnauthorized: false, minVersion: 'TLSv1.2' }, () => {
      const certificate = socket.getPeerX509Certificate()
      socket.destroy()
      if (certificate) resolve(certificate)
      else reject(new WrongCertificate())
    })
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('no answer')))
    socket.on('error', reject)
    signal?.addEventListener('abort', () => socket.destroy(new Error('not needed any more')), { once: true })
  })
}

export function fingerprintOf(certificate: X509Certificate): string {
  return createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

async function send(
  place: { host: string; port: number; agent: Agent | PlainAgent },
  call: HubCall,
  carrying?: Carrying,
): Promise<HubAnswer> {
  const { method, path, token, body, from = 0 } = call
  // A sealed file does not get any shorter.
  const packs = carrying === undefined && body !== undefined && body.length >= PACK_FROM_BYTES
  const packed = packs ? await pack(body) : null
  const payload = packed && body && packed.length < body.length ? packed : body
  const options: RequestOptions = {
    ...place,
    method,
    path,
    timeout: carrying === undefined ? SILENCE_MS : CARRY_SILENCE_MS,
    ...(carrying && { signal: carrying.signal }),
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(from > 0 && { range: `bytes=${from}-` }),
      'nishan-client': 'app',
      'accept-encoding': 'gzip',
      ...(payload && { 'content-type': 'application/octet-stream', 'content-length': payload.length }),
      ...(payload && payload !== body && { 'content-encoding': 'gzip' }),
    },
  }
  const { status, headers, bytes } = await exchange(options, payload, carrying)
  const isPacked = headers['content-encoding'] === 'gzip'
  const retryAfterS = Number(headers['retry-after'] ?? 0)
  return {
    status,
    body: isPacked ? await unpack(bytes, { maxOutputLength: MAX_REPLY_BYTES }) : bytes,
    retryAfterS: Number.isFinite(retryAfterS) ? retryAfterS : 0,
  }
}

type Exchanged = { status: number; headers: NodeJS.Dict<string | string[]>; bytes: Buffer }

function exchange(
  options: RequestOptions,
  payload: Uint8Array | undefined,
  carrying: Carrying | undefined,
): Promise<Exchanged> {
  const most = carrying?.maxReplyBytes ?? MAX_REPLY_BYTES
  return new Promise((resolve, reject) => {
    const ask = options.agent instanceof Agent ? request : plainRequest
    const asked = ask(options, (reply) => {
      const parts: Buffer[] = []
      let size = 0
      const told = reply.headers['content-encoding'] === undefined ? Number(reply.headers['content-length']) : NaN
      reply.on('data', (part: Buffer) => {
        size += part.length
        carrying?.onReceived(size, Number.isSafeInteger(told) ? told : null)
        if (size > most) asked.destroy(new Error('too much came back'))
        else parts.push(part)
      })
      reply.on('end', () =>
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, bytes: Buffer.concat(parts) }),
      )
      reply.on('error', reject)
    })
    asked.on('timeout', () => asked.destroy(new Error('no progress')))
    asked.on('error', reject)
    if (carrying === undefined || payload === undefined) asked.end(payload)
    else writeParts(asked, payload, carrying.onSent)
  })
}

/** Part by part, each when the one before is on its way. */
function writeParts(asked: ClientRequest, payload: Uint8Array, onSent: Carrying['onSent']): void {
  let at = 0
  const next = () => {
    onSent(at)
    if (at >= payload.length) {
      asked.end()
      return
    }
    const part = payload.subarray(at, at + PART_BYTES)
    at += part.length
    asked.write(part, (error) => {
      // A line that broke is told by the request itself.
      if (!error) next()
    })
  }
  next()
}
