import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { syncFolder } from '../sync-folder.ts'

type PartFile = { write(bytes: Uint8Array): Promise<void>; sync(): Promise<void>; close(): Promise<void> }

/** What touches the disk, so that a missing, full or lying one can be tried out. */
export type SnapshotDisk = {
  isFolder(path: string): Promise<boolean>
  freeBytes(folder: string): Promise<number>
  names(folder: string): Promise<string[]>
  bytesOf(path: string): Promise<number>
  exists(path: string): Promise<boolean>
  /** A new file; fails when there is one. */
  create(path: string): Promise<PartFile>
  read(path: string): AsyncIterable<Uint8Array>
  /** Gives the file its name, for good as far as the disk can say. */
  rename(from: string, to: string, folder: string): Promise<void>
  remove(path: string): Promise<void>
}

export const realDisk: SnapshotDisk = {
  isFolder: (path) =>
    stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    ),
  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  },
  names: (folder) => readdir(folder),
  bytesOf: async (path) => (await stat(path)).size,
  exists: (path) =>
    stat(path).then(
      () => true,
      () => false,
    ),
  async create(path) {
    const file = await open(path, 'wx')
    return { write: (bytes) => file.writeFile(bytes), sync: () => file.sync(), close: () => file.close() }
  },
  read: (path) => createReadStream(path, { highWaterMark: 1024 * 1024 }),
  async rename(from, to, folder) {
    await rename(from, to)
    // Some file systems of USB sticks cannot flush a folder; the file itself lies there flushed.
    await syncFolder(folder).catch(() => undefined)
  },
  remove: (path) => rm(path, { force: true }),
}
