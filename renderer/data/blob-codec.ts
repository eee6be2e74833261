import type { BlobItem } from '#shared/domain/item.ts'

async function through(bytes: Uint8Array<ArrayBuffer>, transform: TransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(transform)
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** gzip NDJSON, one whole item a line (data.md, Blobs). */
export function encodeBlob(lines: readonly BlobItem[]): Promise<Uint8Array<ArrayBuffer>> {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  return through(new TextEncoder().encode(text), new CompressionStream('gzip'))
}

/** Items of a blob. Throws when the bytes are not gzip NDJSON: a blob is checked by its name first. */
export async function decodeBlob(bytes: Uint8Array): Promise<BlobItem[]> {
  const text = new TextDecoder().decode(await through(Uint8Array.from(bytes), new DecompressionStream('gzip')))
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as BlobItem]))
}
