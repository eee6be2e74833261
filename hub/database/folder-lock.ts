import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another hub has this folder open. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(`Another hub uses ${folder}. Stop it first, or give this one a folder of its own.`)
    this.name = 'FolderInUse'
  }
}

/**
 * Keeps a folder to one process. The lock is one of the system's on a file, held through an open transaction: it ends with
 * the process, however that ends, so none is ever left over.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'hub.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) throw new FolderInUse(folder)
    throw error
  }
  return () => lock.close()
}

const SQLITE_BUSY = 5
