import type { Bytes } from './backup-machine.ts'

const NEW_LINE = 10

/** Takes exact numbers of bytes from pieces of any size. Holds one piece and what was asked for. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)
  /** Bytes given so far. */
  taken = 0

  constructor(bytes: Bytes) {
    this.#pieces = bytes[Symbol.asyncIterator]()
  }

  /** The next `count` bytes; null when the source ends before. */
  async take(count: number): Promise<Uint8Array | null> {
    const whole = new Uint8Array(count)
    let filled = 0
    while (filled < count) {
      if (this.#rest.length === 0 && !(await this.#more())) return null
      const part = this.#rest.subarray(0, count - filled)
      whole.set(part, filled)
      filled += part.length
      this.#rest = this.#rest.subarray(part.length)
    }
    this.taken += count
    return whole
  }

  /** Bytes up to a line's end, without it; null when none comes within `limit` bytes or before the end. */
  async takeLine(limit: number): Promise<Uint8Array | null> {
    let line: Uint8Array = new Uint8Array(0)
    for (;;) {
      const end = this.#rest.indexOf(NEW_LINE)
      const part = end === -1 ? this.#rest : this.#rest.subarray(0, end)
      if (line.length + part.length > limit) return null
      line = join(line, part)
      this.#rest = this.#rest.subarray(end === -1 ? part.length : end + 1)
      if (end !== -1) {
        this.taken += line.length + 1
        return line
      }
      if (!(await this.#more())) return null
    }
  }

  async atEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#more())
  }

  /** What has not been taken, as it comes. */
  async *remaining(): AsyncGenerator<Uint8Array> {
    while (this.#rest.length > 0 || (await this.#more())) {
      const piece = this.#rest
      this.#rest = new Uint8Array(0)
      yield piece
    }
  }

  /** Tells the source that no more is wanted. */
  async close(): Promise<void> {
    await this.#pieces.return?.()
  }

  async #more(): Promise<boolean> {
    for (;;) {
      const { done, value } = await this.#pieces.next()
      if (done === true) return false
      if (value.length === 0) continue
      this.#rest = value
      return true
    }
  }
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length)
  whole.set(one)
  whole.set(other, one.length)
  return whole
}
