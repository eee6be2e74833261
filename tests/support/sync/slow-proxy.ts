import { createServer, connect, type Server, type Socket } from 'node:net'

/** A bad line. Times are divided by `hurry`, rates multiplied by it, so that a short test keeps the proportions. */
export type LineOptions = {
  bitsPerSecond: number
  roundTripMs: number
  /** Part of the segments that are lost and sent again: they come two round trips later. */
  loss: number
  /** The line is up for so long, then gone for `downMs`, again and again. */
  upMs: number
  downMs: number
  hurry: number
  random: () => number
}

const SEGMENT_BYTES = 1200

/**
 * A line to a server on loopback as a village has it: narrow, late, with losses, and gone every minute or two. Works on
 * the bytes of connections, so that headers and handshakes cost what they cost. Counts them.
 */
export class SlowProxy {
  /** Bytes that passed in both directions. */
  bytes = 0
  /** Windows in which the line was up and something passed. */
  windows = 0
  readonly #options: LineOptions
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #up = false
  #passed = false
  #timer: NodeJS.Timeout | undefined

  private constructor(target: number, options: LineOptions) {
    this.#options = options
    this.#server = createServer((client) => this.#join(client, target))
  }

  static async open(target: number, options: LineOptions): Promise<{ proxy: SlowProxy; port: number }> {
    const proxy = new SlowProxy(target, options)
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve))
    proxy.#turn()
    return { proxy, port: (proxy.#server.address() as { port: number }).port }
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #turn(): void {
    const { upMs, downMs, hurry } = this.#options
    this.#up = !this.#up
    this.#passed = false
    if (!this.#up) for (const socket of this.#sockets) socket.resetAndDestroy()
    this.#timer = setTimeout(() => this.#turn(), (this.#up ? upMs : downMs) / hurry)
  }

  #join(client: Socket, target: number): void {
    if (!this.#up) {
      client.resetAndDestroy()
      return
    }
    const server = connect(target, '127.0.0.1')
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    // The handshake is a round trip before the first byte.
    const ready = Date.now() + this.#options.roundTripMs / this.#options.hurry
    this.#carry(client, server, ready)
    this.#carry(server, client, ready)
  }

  /** Carries one direction: segment by segment, each after the one before, half a round trip late. */
  #carry(from: Socket, to: Socket, ready: number): void {
    const { bitsPerSecond, roundTripMs, loss, hurry, random } = this.#options
    let free = ready
    from.on('data', (data: Buffer) => {
      for (let at = 0; at < data.length; at += SEGMENT_BYTES) {
        const segment = data.subarray(at, at + SEGMENT_BYTES)
        free = Math.max(free, Date.now()) + (segment.length * 8 * 1000) / (bitsPerSecond * hurry)
        const again = random() < loss ? 2 * roundTripMs : 0
        free += again / hurry
        setTimeout(() => this.#deliver(to, segment), free + roundTripMs / 2 / hurry - Date.now())
      }
    })
  }

  #deliver(to: Socket, segment: Buffer): void {
    if (to.destroyed) return
    this.bytes += segment.length
    if (!this.#passed) this.windows += 1
    this.#passed = true
    to.write(segment)
  }
}
