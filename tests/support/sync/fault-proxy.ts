import { createServer, type IncomingMessage, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'

/** What a line can do to one request that passes it as bytes. */
export const WIRE_FAULTS = [
  'none',
  'request-lost',
  'response-lost',
  'late',
  'repeated',
  'request-torn',
  'response-torn',
  'request-flipped',
  'response-flipped',
  'reset',
  'web-page',
  'redirect',
] as const
export type WireFault = (typeof WIRE_FAULTS)[number]

export type FaultProxyOptions = {
  /** Decides for each request, by its path. */
  fault(path: string): WireFault
  /** 0 ≤ x < 1. */
  random(): number
  /** A late request is on its way for at most so long: longer than its sender waits. */
  lateMs: number
}

/** How long a request that was swallowed keeps its sender waiting, where nobody hangs up. */
const SWALLOWED_MS = 60_000
/** The hub has begun to read what is torn before it ends. */
const TORN_MS = 20

/**
 * A line between real processes on loopback that loses, delays, repeats, tears and spoils what passes, or answers in the
 * hub's place. Works on the bytes of whole requests; flips of a request lie in its body, as TLS lets none through elsewhere.
 */
export class FaultProxy {
  readonly counts = new Map<WireFault, number>()
  readonly #server: Server
  readonly #target: number
  readonly #options: FaultProxyOptions
  readonly #sockets = new Set<Socket>()
  readonly #timers = new Set<NodeJS.Timeout>()

  private constructor(target: number, options: FaultProxyOptions) {
    this.#target = target
    this.#options = options
    this.#server = createServer((request) => void this.#pass(request).catch(() => request.socket.destroy()))
    this.#server.on('connection', (socket) => this.#keep(socket))
  }

  /** `port` 0: any that is free. */
  static async open(target: number, port: number, options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(target, options)
    await new Promise<void>((resolve) => proxy.#server.listen(port, '127.0.0.1', resolve))
    return proxy
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #pass(request: IncomingMessage): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const sent = { head: headOf(request), body: Buffer.concat(parts) }
    const fault = this.#options.fault(request.url ?? '')
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1)
    const client = request.socket
    const raw = () => Buffer.concat([sent.head, sent.body])
    switch (fault) {
      case 'none':
        return answer(client, await this.#deliver(raw()))
      case 'request-lost':
        return this.#later(SWALLOWED_MS, () => client.destroy())
      case 'response-lost':
        await this.#deliver(raw())
        return this.#later(SWALLOWED_MS, () => client.destroy())
      case 'late':
        return this.#later(this.#options.lateMs * this.#options.random(), async () =>
          answer(client, await this.#deliver(raw())),
        )
      case 'repeated':
        await this.#deliver(raw())
        return answer(client, await this.#deliver(raw()))
      case 'request-torn':
        await this.#deliver(this.#cut(raw()), true)
        client.destroy()
        return undefined
      case 'response-torn':
        return answer(client, this.#cut(await this.#deliver(raw())))
      case 'request-flipped':
        return answer(client, await this.#deliver(Buffer.concat([sent.head, this.#flipped(sent.body)])))
      case 'response-flipped':
        return answer(client, this.#flipped(await this.#deliver(raw())))
      case 'reset':
        client.resetAndDestroy()
        return undefined
      case 'web-page':
        return answer(client, page('200 OK', 'content-type: text/html\r\n', '<!doctype html><title>Wi-Fi</title>'))
      case 'redirect':
        return answer(client, page('302 Found', 'location: http://wifi.example/\r\n', ''))
    }
  }

  /** Everything the hub says to these bytes; empty where it is not there. */
  #deliver(raw: Buffer, torn = false): Promise<Buffer> {
    return new Promise((resolve) => {
      const parts: Buffer[] = []
      const hub = connect(this.#target, '127.0.0.1')
      this.#keep(hub)
      hub.on('data', (part: Buffer) => parts.push(part))
      hub.on('close', () => resolve(Buffer.concat(parts)))
      hub.write(raw)
      // A whole request is answered and the connection closed by the hub; what is torn ends here.
      if (torn) this.#later(TORN_MS, () => hub.end())
    })
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
  }

  #later(ms: number, run: () => unknown): undefined {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void run()
    }, ms)
    this.#timers.add(timer)
  }

  #cut(bytes: Buffer): Buffer {
    return bytes.subarray(0, Math.floor(bytes.length * this.#options.random()))
  }

  #flipped(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes)
    const at = Math.floor(copy.length * this.#options.random())
    if (at < copy.length) copy.writeUInt8(copy.readUInt8(at) ^ (1 << Math.floor(8 * this.#options.random())), at)
    return copy
  }
}

/** The request's first line and headers as they came, for a connection of its own. */
function headOf(request: IncomingMessage): Buffer {
  const lines = [`${request.method} ${request.url} HTTP/1.1`]
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? ''
    if (!/^(connection|keep-alive|transfer-encoding)$/i.test(name)) lines.push(`${name}: ${request.rawHeaders[at + 1]}`)
  }
  return Buffer.from(`${[...lines, 'connection: close'].join('\r\n')}\r\n\r\n`, 'latin1')
}

/** Hands the bytes to whoever asked, who is told nothing more. */
function answer(client: Socket, raw: Buffer): undefined {
  if (client.destroyed) return
  if (raw.length === 0) client.destroy()
  else client.end(raw)
}

const page = (status: string, headers: string, body: string) =>
  Buffer.from(`HTTP/1.1 ${status}\r\n${headers}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`)
