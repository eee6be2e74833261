import { sha256 as sha256Of } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { BlobStorePort, KnownBlob } from './blob-store-port.ts'
import './file-system-types.ts'
import { guardPlatform } from './platform-error-of.ts'
import { PlatformError } from './platform-port.ts'

const FOLDER = 'blobs'
const PART = '.part'
/** Half-written files older than this belong to nobody any more. */
const STALE_PART_MS = 60 * 60 * 1000

type RootFolder = () => Promise<FileSystemDirectoryHandle>

/** The blob store of this origin; `root` is the origin's private folder unless a test gives another. */
export function opfsBlobStore(root: RootFolder = () => navigator.storage.getDirectory()): BlobStorePort {
  return new OpfsBlobStore(root)
}

/**
 * Blobs in the origin private file system, in a window or in a worker. A blob is written under another name,
 * then renamed; in a worker its bytes are flushed before. An empty file is never a blob: a browser
 * without `move` writes in place, and a crash there can leave an empty one.
 */
class OpfsBlobStore implements BlobStorePort {
  readonly #root: RootFolder
  #folder: Promise<FileSystemDirectoryHandle> | null = null

  constructor(root: RootFolder) {
    this.#root = root
  }

  async put(sha256: string, bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) throw new Error('a blob is never empty')
    // Two writers of one name, in any tab or worker, follow each other: `move` refuses a locked target.
    await guardPlatform(() => navigator.locks.request(`nishan-blob-${sha256}`, () => this.#put(sha256, bytes)))
  }

  async #put(sha256: string, bytes: Uint8Array): Promise<void> {
    // One with other bytes than its name says is written again.
    if ((await this.get(sha256)) !== null) return
    const folder = await this.#openToWrite()
    const file = await folder.getFileHandle(`${sha256}.${crypto.randomUUID()}${PART}`, { create: true })
    if (file.move === undefined) {
      await folder.removeEntry(file.name)
      await writePart(await folder.getFileHandle(sha256, { create: true }), bytes)
      return
    }
    try {
      await writePart(file, bytes)
      await file.move(sha256)
    } catch (error) {
      await folder.removeEntry(file.name).catch(() => undefined)
      throw error
    }
  }

  get(sha256: string): Promise<Uint8Array | null> {
    return guardPlatform(async () => {
      const file = await this.#file(sha256)
      if (file === null) return null
      const bytes = new Uint8Array(await file.arrayBuffer())
      return bytesToHex(sha256Of(bytes)) === sha256 ? bytes : null
    })
  }

  missingOf(blobs: readonly KnownBlob[]): Promise<string[]> {
    return guardPlatform(async () => {
      const missing: string[] = []
      for (const { sha256, bytes } of blobs) if ((await this.#file(sha256))?.size !== bytes) missing.push(sha256)
      return missing
    })
  }

  has(sha256: string): Promise<boolean> {
    return guardPlatform(async () => (await this.#file(sha256)) !== null)
  }

  async delete(sha256: string): Promise<void> {
    await guardPlatform(async () => {
      const folder = await this.#openToWrite()
      await folder.removeEntry(sha256).catch(ignoreMissing)
    })
  }

  /** Reading changes nothing: a tab that may not write reads too. */
  async #file(sha256: string): Promise<File | null> {
    const root = await this.#root()
    const folder = await root.getDirectoryHandle(FOLDER).catch(ignoreMissing)
    const handle = await folder?.getFileHandle(sha256).catch(ignoreMissing)
    if (handle === undefined) return null
    const file = await handle.getFile()
    return file.size === 0 ? null : file
  }

  #openToWrite(): Promise<FileSystemDirectoryHandle> {
    this.#folder ??= this.#openFolder().catch((error: unknown) => {
      // Tried again by the next call.
      this.#folder = null
      throw error
    })
    return this.#folder
  }

  async #openFolder(): Promise<FileSystemDirectoryHandle> {
    const root = await this.#root()
    const folder = await root.getDirectoryHandle(FOLDER, { create: true })
    await removeStaleParts(folder)
    return folder
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
  throw error
}

async function removeStaleParts(folder: FileSystemDirectoryHandle): Promise<void> {
  const stale: string[] = []
  for await (const entry of folder.values()) {
    if (entry.kind !== 'file' || !entry.name.endsWith(PART)) continue
    const file = await entry.getFile().catch(() => null)
    if (file !== null && Date.now() - file.lastModified > STALE_PART_MS) stale.push(entry.name)
  }
  // Another tab may have been faster.
  for (const name of stale) await folder.removeEntry(name).catch(() => undefined)
}

async function writePart(file: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  if (isWorker() && file.createSyncAccessHandle !== undefined) await writeFlushed(file, bytes)
  else await writeStreamed(file, bytes)
  const { size } = await file.getFile()
  if (size !== bytes.byteLength) {
    throw new PlatformError('platform-failed', `${size} of ${bytes.byteLength} bytes were written`)
  }
}

/** The method exists in windows too, but works in dedicated workers only. */
function isWorker(): boolean {
  return typeof document === 'undefined'
}

async function writeFlushed(file: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  const access = await file.createSyncAccessHandle?.()
  if (access === undefined) return
  try {
    access.truncate(0)
    let at = 0
    while (at < bytes.byteLength) {
      const written = access.write(bytes.subarray(at), { at })
      if (written === 0) throw new PlatformError('disk-full', `${at} of ${bytes.byteLength} bytes fit`)
      at += written
    }
    access.flush()
  } finally {
    access.close()
  }
}

async function writeStreamed(file: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  const stream = await file.createWritable()
  try {
    await stream.write(bytes as Uint8Array<ArrayBuffer>)
  } catch (error) {
    await stream.abort().catch(() => undefined)
    throw error
  }
  await stream.close()
}
