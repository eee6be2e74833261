import type { ProjectId, WriterId } from '../base/ids.ts'
import type { Annotator } from '../domain/annotator.ts'
import type { Operation } from '../sync/operation.ts'
import type { BackupHeader, BackupManifest, LocalRows, Phase } from './backup-schema.ts'

export type BackupProblemCode =
  | 'not-a-backup'
  | 'newer-format'
  | 'needs-passphrase'
  | 'wrong-passphrase'
  | 'cut-short'
  | 'damaged'
  | 'too-large'
  | 'stopped'

/** `entry`: where it was met, '' before the first one; for reports, not for people. */
export type BackupProblem = { code: BackupProblemCode; entry: string }

export type OperationPage = { writerId: WriterId; projectId: ProjectId; phase: Phase; operations: Operation[] }

/**
 * Is given what a file holds, in this order; each is awaited before the next is read, so that memory stays flat. What
 * comes was checked by itself (blobs by their names), but only the end proves that nothing else is missing: whoever
 * keeps what comes reads the file twice, `verifyBackup` first.
 */
export type BackupVisitor = {
  manifest?(manifest: BackupManifest, header: BackupHeader): Promise<void> | void
  profiles?(profiles: readonly Annotator[]): Promise<void> | void
  blob?(sha256: string, bytes: Uint8Array): Promise<void> | void
  /** All pages of the phase 'project' come before those of 'answers'; a writer's operations in their order. */
  operations?(page: OperationPage): Promise<void> | void
  local?(rows: LocalRows): Promise<void> | void
  support?(name: string, bytes: Uint8Array): Promise<void> | void
}

/** Thrown inside the reader; becomes the Result's error. */
export class BackupRefused extends Error {
  readonly problem: BackupProblem

  constructor(code: BackupProblemCode, entry = '') {
    super(`${code} ${entry}`)
    this.problem = { code, entry }
  }
}
