import type { BlobLine } from '#shared/domain/item.ts'

type Transform = TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>

/** Written straight into the stream: a Blob would go through another process first. */
async function through(bytes: Uint8Array<ArrayBuffer>, transform: Transform): Promise<Uint8Array<ArrayBuffer>> {
  const writer = transform.writable.getWriter()
  const parts: Uint8Array<ArrayBuffer>[] = []
  const [, , size] = await Promise.all([writer.write(bytes), writer.close(), readAll(transform.readable, parts)])
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Reads a stream to its end; bytes read. */
async function readAll(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  parts: Uint8Array<ArrayBuffer>[],
): Promise<number> {
  let size = 0
  for await (const part of stream) {
    parts.push(part)
    size += part.length
  }
  return size
}

/** gzip NDJSON, one whole item a line (data.md, Blobs); the line of an erased item is empty. Another `copy` gives other bytes. */
export function encodeBlob(lines: readonly BlobLine[], copy = 0): Promise<Uint8Array<ArrayBuffer>> {
  let text = ' '.repeat(copy)
  for (const line of lines) text += line === null ? '\n' : `${JSON.stringify(line)}\n`
  return through(new TextEncoder().encode(text), new CompressionStream('gzip'))
}

/** Items of a blob, each at its number. Throws when the bytes are not gzip NDJSON: a blob is checked by its name first. */
export async function decodeBlob(bytes: Uint8Array): Promise<BlobLine[]> {
  const text = new TextDecoder().decode(await through(Uint8Array.from(bytes), new DecompressionStream('gzip')))
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
  return lines.map((line) => (line === '' ? null : (JSON.parse(line) as BlobLine)))
}
