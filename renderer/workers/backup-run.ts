import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { BackupMachine } from '#shared/backup/backup-machine.ts'
import { writeBackup, type BackupProgress, type BackupSource } from '#shared/backup/write-backup.ts'
import type { BackupJob, BackupReport } from './backup-protocol.ts'

export type BackupChunk = { bytes: Uint8Array<ArrayBuffer>; progress: BackupProgress }

/** The bytes of a backup, and at the end what it holds. `alsoFor`: who reads a sealed one back. */
export async function* runBackup(
  source: BackupSource,
  machine: BackupMachine,
  { appVersion: _version, ...job }: BackupJob,
  alsoFor: string | null,
): AsyncGenerator<BackupChunk, BackupReport> {
  // Taken once: what is written and what is remembered are of one moment.
  const writers = await source.writers()
  const hash = sha256.create()
  let bytes = 0
  let progress: BackupProgress = { share: 0, operations: 0, bytes: 0 }
  const pieces = writeBackup({ ...source, writers: async () => writers }, machine, {
    ...job,
    ...(alsoFor !== null && { alsoFor }),
    onProgress: (next) => {
      progress = next
    },
  })
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += piece.length
    yield { bytes: Uint8Array.from(piece), progress }
  }
  const heads = Object.fromEntries(writers.map(({ id, upTo }) => [id, upTo]))
  return { operations: progress.operations, bytes, sha256: bytesToHex(hash.digest()), heads }
}
