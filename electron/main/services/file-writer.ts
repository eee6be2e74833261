import { createHash, randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CallError } from '../ipc/call-error.ts'
import { fileErrorCode } from './file-error-code.ts'
import { syncFolder } from './sync-folder.ts'

/** The part of an open file that we use. */
type WritableFile = {
  write(bytes: Uint8Array, offset: number): Promise<{ bytesWritten: number }>
  sync(): Promise<void>
  close(): Promise<void>
}

/** What touches the disk, so that a full one can be tried out. */
export type FileSystem = {
  open(path: string, flags: string): Promise<WritableFile>
  read(path: string): Promise<Uint8Array>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  syncFolder(path: string): Promise<void>
}

type Sink = {
  owner: number
  target: string
  temp: string
  file: WritableFile
  /** Writes follow one another in the order of their calls. */
  queue: Promise<void>
  finished: boolean
}

export const realFileSystem: FileSystem = {
  open: (path, flags) => open(path, flags),
  read: (path) => readFile(path),
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
}

/**
 * Files being written for renderers. A handle is opaque, belongs to the window that asked, and dies with it.
 * Bytes go to a temp file beside the target, which `close` flushes and renames: the target is whole or untouched.
 */
export class FileWriter {
  readonly #files: FileSystem
  readonly #sinks = new Map<string, Sink>()

  constructor(files: FileSystem = realFileSystem) {
    this.#files = files
  }

  /** Begins a file; throws a CallError where the folder does not take one. */
  async begin(owner: number, target: string): Promise<string> {
    const temp = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.part`)
    const file = await this.#guard(() => this.#files.open(temp, 'wx'))
    const handle = randomBytes(16).toString('hex')
    this.#sinks.set(handle, { owner, target, temp, file, queue: Promise.resolve(), finished: false })
    return handle
  }

  async write(owner: number, handle: string, bytes: Uint8Array): Promise<void> {
    const sink = this.#openSink(owner, handle)
    const done = sink.queue.then(() => {
      // A write before this one may have failed.
      this.#openSink(owner, handle)
      return this.#guard(() => writeAll(sink.file, bytes))
    })
    // A failed write fails its own call, after its file has been removed; later calls find the sink gone.
    const settled = done.catch(() => this.#drop(handle))
    sink.queue = settled
    await settled
    await done
  }

  /**
   * Flushes and gives the file its name. The handle stays known, for `revealPath`. With `sha256` the file is read back
   * before, and one that came out otherwise never gets its name.
   */
  async close(owner: number, handle: string, sha256?: string): Promise<void> {
    const sink = this.#openSink(owner, handle)
    await sink.queue
    this.#openSink(owner, handle)
    try {
      await this.#guard(async () => {
        await sink.file.sync()
        await sink.file.close()
        if (sha256 !== undefined) await this.#check(sink.temp, sha256)
        await this.#files.rename(sink.temp, sink.target)
      })
      await this.#files.syncFolder(dirname(sink.target)).catch(() => undefined)
      sink.finished = true
    } catch (error) {
      await this.#drop(handle)
      throw error
    }
  }

  async #check(path: string, sha256: string): Promise<void> {
    const found = createHash('sha256')
      .update(await this.#files.read(path))
      .digest('hex')
    if (found !== sha256) throw new CallError('file-damaged')
  }

  /** Removes what was written. Safe to call for a handle that is gone. */
  async abort(owner: number, handle: string): Promise<void> {
    const sink = this.#sinks.get(handle)
    if (sink === undefined || sink.owner !== owner || sink.finished) return
    await sink.queue
    await this.#drop(handle)
  }

  /** Path of a finished file, for the file manager. */
  revealPath(owner: number, handle: string): string {
    const sink = this.#sinks.get(handle)
    if (sink === undefined || sink.owner !== owner || !sink.finished) throw new CallError('file-gone')
    return sink.target
  }

  /** The window is gone: drops everything it had begun. */
  async dropOwner(owner: number): Promise<void> {
    for (const [handle, sink] of this.#sinks) {
      if (sink.owner !== owner) continue
      if (sink.finished) this.#sinks.delete(handle)
      else await this.abort(owner, handle)
    }
  }

  #openSink(owner: number, handle: string): Sink {
    const sink = this.#sinks.get(handle)
    if (sink === undefined || sink.owner !== owner || sink.finished) throw new CallError('file-gone')
    return sink
  }

  async #drop(handle: string): Promise<void> {
    const sink = this.#sinks.get(handle)
    if (sink === undefined) return
    this.#sinks.delete(handle)
    await sink.file.close().catch(() => undefined)
    await this.#files.remove(sink.temp).catch(() => undefined)
  }

  async #guard<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof CallError) throw error
      throw new CallError(fileErrorCode(error, process.platform))
    }
  }
}

async function writeAll(file: WritableFile, bytes: Uint8Array): Promise<void> {
  let offset = 0
  while (offset < bytes.byteLength) offset += (await file.write(bytes, offset)).bytesWritten
}
