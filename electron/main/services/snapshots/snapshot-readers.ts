import { randomBytes } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { CallError } from '../../ipc/call-error.ts'
import { fileErrorCode } from '../file-error-code.ts'

type Reader = { owner: number; file: FileHandle }

/** Snapshots that a window reads. A handle is opaque, belongs to the window that asked, and dies with it. */
export class SnapshotReaders {
  readonly #readers = new Map<string, Reader>()

  async open(owner: number, path: string): Promise<{ handle: string; bytes: number }> {
    return guard(async () => {
      const file = await open(path, 'r')
      const handle = randomBytes(16).toString('hex')
      this.#readers.set(handle, { owner, file })
      return { handle, bytes: (await file.stat()).size }
    })
  }

  async read(owner: number, handle: string, { at, length }: { at: number; length: number }): Promise<Uint8Array> {
    const { file } = this.#reader(owner, handle)
    return guard(async () => {
      const bytes = new Uint8Array(length)
      let filled = 0
      while (filled < length) {
        const { bytesRead } = await file.read(bytes, filled, length - filled, at + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return bytes.subarray(0, filled)
    })
  }

  async close(owner: number, handle: string): Promise<void> {
    const { file } = this.#reader(owner, handle)
    this.#readers.delete(handle)
    await file.close()
  }

  async dropOwner(owner: number): Promise<void> {
    for (const [handle, reader] of this.#readers) if (reader.owner === owner) await this.close(owner, handle)
  }

  #reader(owner: number, handle: string): Reader {
    const reader = this.#readers.get(handle)
    if (reader === undefined || reader.owner !== owner) throw new CallError('file-gone')
    return reader
  }
}

async function guard<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw new CallError(fileErrorCode(error, process.platform))
  }
}
