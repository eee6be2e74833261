import { join } from 'node:path'
import { peekBackup } from '#shared/backup/read-backup.ts'
import type { ListedSnapshot, SnapshotPlace } from '#shared/ipc/snapshots-contract.ts'
import { nodeBackupMachine } from './node-backup-machine.ts'
import type { SnapshotDisk } from './snapshot-disk.ts'
import { isBackupName, isSnapshotName } from './snapshot-names.ts'

/** How many whole snapshots are kept in a folder. */
export const KEPT = 14

/** The backup files of a folder, newest first; none when the folder is not there. */
export async function listFolder(disk: SnapshotDisk, folder: string, place: SnapshotPlace): Promise<ListedSnapshot[]> {
  const names = await disk.names(folder).catch((): string[] => [])
  const listed: ListedSnapshot[] = []
  for (const name of names.filter(isBackupName)) {
    const path = join(folder, name)
    const bytes = await disk.bytesOf(path).catch(() => null)
    // Taken away meanwhile, or not to be read.
    const peeked = bytes === null ? null : await peekBackup(disk.read(path), nodeBackupMachine).catch(() => null)
    if (bytes === null || peeked === null) continue
    const base = { id: `${place}/${name}`, name, bytes, place }
    if (peeked.ok) {
      const { header, manifest } = peeked.value
      const projects = manifest?.projects ?? null
      listed.push({ ...base, at: header.createdAt, sealed: header.sealed !== null, projects, problem: null })
    } else {
      const problem = peeked.error.code === 'newer-format' ? 'newer-format' : 'damaged'
      listed.push({ ...base, at: 0, sealed: false, projects: null, problem })
    }
  }
  return listed.toSorted((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
}

/**
 * Removes the oldest snapshots beyond those that are kept. Called only after a newer one is verified. `isOurs` says
 * which files this install wrote; a file whose first line cannot be read is never deleted.
 */
export async function removeOldest(
  disk: SnapshotDisk,
  folder: string,
  isOurs: (name: string, at: number) => boolean,
): Promise<string[]> {
  const listed = await listFolder(disk, folder, 'own')
  const ours = listed.filter(({ name, at, problem }) => problem === null && isSnapshotName(name) && isOurs(name, at))
  const old = ours.slice(KEPT).map(({ name }) => name)
  for (const name of old) await disk.remove(join(folder, name)).catch(() => undefined)
  return old
}
