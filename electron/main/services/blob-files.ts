import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from './sync-folder.ts'

const PART = '.part'
const DAMAGED = '.damaged'

/**
 * Chunks of items as immutable files named by their SHA-256 (hex). What `put` has returned lies on the disk: the file
 * and its folder are flushed before and after it gets its name. Half-written files of an earlier run are removed.
 */
export class BlobFiles {
  readonly #folder: string
  #ready: Promise<void> | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  async put(sha256: string, bytes: Uint8Array): Promise<void> {
    if (bytes.byteLength === 0) throw new Error('a blob is never empty')
    if (await this.has(sha256)) return
    const path = this.#path(sha256)
    const part = `${path}.${randomBytes(4).toString('hex')}${PART}`
    try {
      const file = await open(part, 'wx')
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(part, path)
      await syncFolder(this.#folder)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
  }

  /** The bytes, or null where there are none. Bytes that are not what their name says are put aside: there is no such blob. */
  async get(sha256: string): Promise<Uint8Array | null> {
    if (!(await this.has(sha256))) return null
    const path = this.#path(sha256)
    const bytes = new Uint8Array(await readFile(path))
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
    await rename(path, `${path}${DAMAGED}`)
    return null
  }

  /** The names of those that have no blob of that size. */
  async missingOf(blobs: readonly { sha256: string; bytes: number }[]): Promise<string[]> {
    await this.#prepare()
    const missing: string[] = []
    for (const { sha256, bytes } of blobs) {
      const found = await stat(this.#path(sha256)).catch(ignoreMissing)
      if (found?.size !== bytes) missing.push(sha256)
    }
    return missing
  }

  async has(sha256: string): Promise<boolean> {
    await this.#prepare()
    const found = await stat(this.#path(sha256)).catch(ignoreMissing)
    return found !== undefined && found.size > 0
  }

  async delete(sha256: string): Promise<void> {
    await this.#prepare()
    await rm(this.#path(sha256), { force: true })
  }

  #path(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('a blob is named by 64 hexadecimal digits')
    return join(this.#folder, sha256)
  }

  #prepare(): Promise<void> {
    this.#ready ??= this.#openFolder().catch((error: unknown) => {
      // Tried again by the next call.
      this.#ready = null
      throw error
    })
    return this.#ready
  }

  async #openFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true })
    for (const name of await readdir(this.#folder)) {
      if (name.endsWith(PART)) await rm(join(this.#folder, name), { force: true })
    }
  }
}

function ignoreMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}
