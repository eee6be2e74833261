import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Seal } from '#shared/backup/backup-schema.ts'
import type { BackupProblem } from '#shared/backup/backup-visitor.ts'
import { verifyBackup } from '#shared/backup/read-backup.ts'
import { passingKey } from '#shared/backup/sealing.ts'
import { BackupStopped, writeBackup, type BackupSource } from '#shared/backup/write-backup.ts'
import type { SnapshotProgress } from '#shared/ipc/snapshots-contract.ts'
import { nodeBackupMachine } from './node-backup-machine.ts'
import type { SnapshotDisk } from './snapshot-disk.ts'
import { isPartName, partOf, snapshotName } from './snapshot-names.ts'

export type SnapshotJob = {
  source: BackupSource
  folder: string
  at: number
  seal: Seal | null
  signal: { readonly aborted: boolean }
  /** The operations are told while they are written. */
  onProgress: (progress: Pick<SnapshotProgress, 'step' | 'share' | 'bytes'> & { operations?: number }) => void
}

export type WrittenSnapshot = { name: string; bytes: number; operations: number }

/** What was read back is not what was written. */
export class NotVerified extends Error {
  readonly problem: BackupProblem

  constructor(problem: BackupProblem) {
    super(`${problem.code} ${problem.entry}`)
    this.problem = problem
  }
}

/** Writing is most of the work, reading back the rest. */
const WRITING = 0.7

/**
 * Writes a snapshot under another name, flushes it, reads it whole from the disk, and only then gives it its name.
 * Whatever happens before leaves nothing behind.
 */
export async function writeSnapshot(disk: SnapshotDisk, job: SnapshotJob): Promise<WrittenSnapshot> {
  const { folder, at } = job
  await removeParts(disk, folder)
  const name = await freeName(disk, folder, at)
  const part = join(folder, partOf(name))
  try {
    const key = job.seal === null ? null : await passingKey()
    await write(disk, part, job, key?.recipient)
    const bytes = await disk.bytesOf(part)
    const operations = await verify(disk, part, { ...job, total: bytes, identity: key?.identity ?? null })
    await disk.rename(part, join(folder, name), folder)
    return { name, bytes, operations }
  } catch (error) {
    await disk.remove(part).catch(() => undefined)
    throw error
  }
}

/** The folder, made when it is ours. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
}

async function removeParts(disk: SnapshotDisk, folder: string): Promise<void> {
  for (const name of await disk.names(folder)) {
    if (isPartName(name)) await disk.remove(join(folder, name)).catch(() => undefined)
  }
}

async function freeName(disk: SnapshotDisk, folder: string, at: number): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const name = snapshotName(at, copy)
    if (!(await disk.exists(join(folder, name)))) return name
  }
}

async function write(
  disk: SnapshotDisk,
  part: string,
  { source, at, seal, signal, onProgress }: SnapshotJob,
  alsoFor: string | undefined,
): Promise<void> {
  const pieces = writeBackup(source, nodeBackupMachine, {
    kind: 'backup',
    createdAt: at,
    seal,
    withTexts: true,
    signal,
    ...(alsoFor !== undefined && { alsoFor }),
    onProgress: (progress) => onProgress({ ...progress, step: 'writing', share: progress.share * WRITING }),
  })
  const file = await disk.create(part)
  try {
    for await (const piece of pieces) await file.write(piece)
    if (signal.aborted) throw new BackupStopped()
    await file.sync()
  } finally {
    await file.close()
  }
}

type Check = Pick<SnapshotJob, 'signal' | 'onProgress'> & { total: number; identity: string | null }

/** Gives how many operations were read back. */

async function verify(
  disk: SnapshotDisk,
  part: string,
  { signal, onProgress, total, identity }: Check,
): Promise<number> {
  const result = await verifyBackup(disk.read(part), nodeBackupMachine, {
    signal,
    ...(identity !== null && { key: { identity } }),
    onProgress: (bytes) => {
      const share = WRITING + (1 - WRITING) * Math.min(1, bytes / Math.max(1, total))
      onProgress({ step: 'checking', share, bytes })
    },
  })
  if (result.ok) return result.value.operations
  if (result.error.code === 'stopped') throw new BackupStopped()
  throw new NotVerified(result.error)
}
