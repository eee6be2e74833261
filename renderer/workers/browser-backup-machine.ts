import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { BackupMachine, Bytes } from '#shared/backup/backup-machine.ts'
import { turn } from './turn.ts'

/** What the backup format needs, from a browser. */
export const browserBackupMachine: BackupMachine = {
  async gzip(bytes) {
    return (await through(bytes, new CompressionStream('gzip'), Infinity)) ?? new Uint8Array(0)
  },
  gunzip: (bytes, limit) => through(bytes, new DecompressionStream('gzip'), limit),
  sha256: (bytes) => bytesToHex(sha256(bytes)),
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  toStream: streamOf,
  fromStream: (stream) => stream as ReadableStream<Uint8Array>,
  turn,
}

type Transform = TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>

/** Null when more than `limit` bytes come out. */
async function through(bytes: Uint8Array, transform: Transform, limit: number): Promise<Uint8Array | null> {
  const writer = transform.writable.getWriter()
  // What fails here fails the reading too.
  void writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => undefined)
  void writer.close().catch(() => undefined)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of transform.readable) {
    size += part.length
    if (size > limit) return null
    parts.push(part)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** `ReadableStream.from`, which Chromium has not. */
function streamOf(bytes: Bytes): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}
