import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolderNow } from './sync-folder.ts'

/**
 * Replaces a small file whole: temp file beside it, flush, rename. After a power cut the file holds
 * either the old content or the new. Synchronous, so that nothing of it is lost when the app closes.
 */
export function writeFileAtomically(path: string, text: string): void {
  const temp = `${path}.${randomBytes(4).toString('hex')}.part`
  try {
    const file = openSync(temp, 'wx')
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temp, path)
    syncFolderNow(dirname(path))
  } catch (error) {
    rmSync(temp, { force: true })
    throw error
  }
}
