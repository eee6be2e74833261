import type { BackupKind, Seal } from '#shared/backup/backup-schema.ts'
import type { BackupProgress } from '#shared/backup/write-backup.ts'

export type BackupJob = {
  kind: BackupKind
  createdAt: number
  appVersion: string
  withTexts: boolean
  seal: Seal | null
  /** Further documents for support, by name. */
  support: ReadonlyMap<string, Uint8Array>
}

/** Counts of a written file. */
export type BackupReport = {
  operations: number
  bytes: number
  sha256: string
  /** The greatest seq of each writer in it. */
  heads: Record<string, number>
}

/**
 * Page to worker. Each chunk is asked for, so that a slow disk never fills the memory. `start` comes with the port to
 * the stores outside the worker, null in a browser.
 */
export type BackupRequest =
  | { kind: 'start'; job: BackupJob; port: MessagePort | null }
  | { kind: 'next' }
  /** The file that was written, read back. */
  | { kind: 'verify'; file: Blob }
  | { kind: 'seal'; passphrase: string }

export type BackupReply =
  | { kind: 'chunk'; bytes: Uint8Array<ArrayBuffer>; progress: BackupProgress }
  | { kind: 'done'; report: BackupReport }
  | { kind: 'checking'; bytes: number }
  | { kind: 'verified'; whole: boolean }
  | { kind: 'sealed'; seal: Seal }
  | { kind: 'failed'; code: string }
