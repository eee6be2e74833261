import type { BackupProblemCode } from '#shared/backup/backup-visitor.ts'
import type { ProjectId } from '#shared/base/ids.ts'
import type { CopyRequest } from '#renderer/data/restore/restore-copy.ts'
import type { RestorePlan } from '#renderer/data/restore/restore-plan.ts'
import type { RestoreResult } from '#renderer/data/restore/restore-whole.ts'

/** A file's bytes from its beginning; each reading takes a new one. */
export type RestoreStream = ReadableStream<Uint8Array>

/**
 * Page to worker. `stores` comes first, with the port to the stores outside the worker (null in a browser). A sealed file
 * is opened once by its passphrase; the worker keeps the key for the readings after it.
 */
export type RestoreRequest =
  | { kind: 'stores'; port: MessagePort | null }
  | { kind: 'plan'; stream: RestoreStream; passphrase: string | null }
  | { kind: 'whole'; stream: RestoreStream }
  | { kind: 'copy'; stream: RestoreStream; copy: CopyRequest }
  | { kind: 'cancel' }

export type RestoreFailureCode = BackupProblemCode | 'not-for-restoring' | 'disk-full' | 'failed'

export type RestoreReply =
  | { kind: 'progress'; bytes: number }
  | { kind: 'planned'; plan: RestorePlan }
  | { kind: 'restored'; result: RestoreResult }
  | { kind: 'copied'; projectId: ProjectId; changes: number; missingChunks: number }
  /** `entry`: where in the file; `detail`: the name of an error that is none of the file's. */
  | { kind: 'failed'; code: RestoreFailureCode; entry: string; detail: string }
