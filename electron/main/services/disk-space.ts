import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './log.ts'

/** The disk that holds our data: how much is free on it, and how much of it the second copy of the work has taken. */
export class DiskSpace {
  readonly #folder: string
  readonly #parts: readonly string[]
  readonly #log: Log
  #silent = false

  /** `parts`: the folders in `folder` that are ours alone. */
  constructor(folder: string, parts: readonly string[], log: Log) {
    this.#folder = folder
    this.#parts = parts
    this.#log = log
  }

  /** What a program without special rights may still write, in bytes; null when the system does not tell. */
  async freeBytes(): Promise<number | null> {
    try {
      const { bavail, bsize } = await statfs(this.#folder)
      return bavail * bsize
    } catch (error) {
      // Asked every half minute: said once.
      if (!this.#silent) this.#log('disk-space-unknown', { code: (error as NodeJS.ErrnoException).code ?? '' })
      this.#silent = true
      return null
    }
  }

  async usedBytes(): Promise<number> {
    let sum = 0
    for (const part of this.#parts) sum += await sizeOfFiles(join(this.#folder, part))
    return sum
  }
}

async function sizeOfFiles(folder: string): Promise<number> {
  const names = await readdir(folder).catch(nothingThere)
  // A file may be renamed or removed while it is looked at.
  const sizes = await Promise.all((names ?? []).map((name) => stat(join(folder, name)).catch(nothingThere)))
  return sizes.reduce((sum, found) => sum + (found?.isFile() ? found.size : 0), 0)
}

function nothingThere(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}
