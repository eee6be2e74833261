import { detectEncoding, type Encoding } from '#shared/formats/encoding.ts'
import { createRowParser } from '#shared/formats/formats.ts'
import type { ParsedRows } from '#shared/formats/row-parser.ts'
import { ImportError } from './import-failure.ts'
import type { SourceSettings } from './import-protocol.ts'

/** Bytes of a file read and decoded at a time. */
const PIECE_BYTES = 1 << 19
const SAMPLE_BYTES = 1 << 18

export type SourcePart = ParsedRows & {
  file: string
  /** Place of the file among the files. */ place: number
  /** Bytes of all files read so far. */ bytes: number
}

export function totalBytes(files: readonly File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0)
}

async function readPiece(file: File, from: number, to: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer())
  } catch {
    throw new ImportError('file-gone', file.name)
  }
}

export type FoundEncoding = { encoding: Encoding; confidence: number; sample: Uint8Array<ArrayBuffer> }

/** Encoding of a file by its beginning. A binary file ends the import with what it seems to be. */
export async function findEncoding(file: File): Promise<FoundEncoding> {
  const sample = await readPiece(file, 0, SAMPLE_BYTES)
  const found = detectEncoding(sample)
  if (found.binary) throw new ImportError('file-binary', file.name, found.kind)
  return { encoding: found.encoding, confidence: found.confidence, sample }
}

/** Rows of all files, piece by piece; the next piece is read while the last is worked on. Never holds a file. */
export async function* readSource(
  files: readonly File[],
  settings: SourceSettings,
  signal: AbortSignal,
): AsyncGenerator<SourcePart> {
  let before = 0
  for (const [place, file] of files.entries()) {
    if (file.size === 0) {
      if (files.length === 1) throw new ImportError('file-empty', file.name)
      continue
    }
    const { encoding } = await findEncoding(file)
    const decoder = new TextDecoder(settings.encoding === 'auto' ? encoding : settings.encoding)
    const parser = createRowParser(settings, file.name)
    let next = readPiece(file, 0, PIECE_BYTES)
    for (let at = 0; at < file.size; at += PIECE_BYTES) {
      const piece = await next
      if (signal.aborted) return
      const following = at + PIECE_BYTES
      if (following < file.size) {
        next = readPiece(file, following, following + PIECE_BYTES)
        // A failed read is met at the await above; until then it must not count as unhandled.
        next.catch(() => undefined)
      }
      const part = parser.push(decoder.decode(piece, { stream: true }))
      yield { ...part, file: file.name, place, bytes: before + Math.min(following, file.size) }
    }
    before += file.size
    const tail = parser.push(decoder.decode())
    const rest = parser.end()
    yield {
      rows: [...tail.rows, ...rest.rows],
      errors: [...tail.errors, ...rest.errors],
      file: file.name,
      place,
      bytes: before,
    }
    if (signal.aborted) return
  }
}
