import { createHash } from 'node:crypto'
import { ReadableStream } from 'node:stream/web'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { BackupMachine } from '#shared/backup/backup-machine.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** What the backup format needs, from Node: compression runs in its own threads. */
export const nodeBackupMachine: BackupMachine = {
  gzip: (bytes) => pack(bytes),
  async gunzip(bytes, limit) {
    try {
      return await unpack(bytes, { maxOutputLength: limit })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null
      throw error
    }
  },
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  toStream: (bytes) => ReadableStream.from(bytes),
  fromStream: (stream) => stream as ReadableStream<Uint8Array>,
  turn: () => new Promise((resolve) => setImmediate(resolve)),
}
