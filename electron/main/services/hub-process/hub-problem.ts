import { InterruptedRestore } from '#hub/database/backups.ts'
import { FolderInUse } from '#hub/database/folder-lock.ts'
import { NewerDatabase } from '#hub/database/migrate.ts'
import type { OwnHubProblem } from '#shared/ipc/own-hub-contract.ts'

const BY_CODE: Readonly<Record<string, OwnHubProblem>> = {
  EADDRINUSE: 'port-taken',
  EACCES: 'folder-denied',
  EPERM: 'folder-denied',
  EROFS: 'folder-denied',
  ENOSPC: 'disk-full',
}

/** SQLite's result codes: no permission, read-only, full, cannot open, corrupt, not a database. */
const BY_SQLITE: Readonly<Record<number, OwnHubProblem>> = {
  3: 'folder-denied',
  8: 'folder-denied',
  11: 'damaged',
  13: 'disk-full',
  14: 'folder-denied',
  26: 'damaged',
}

/** Why a hub did not start, as far as a person can do something about it. */
export function problemOf(error: unknown): OwnHubProblem {
  if (error instanceof FolderInUse) return 'folder-locked'
  if (error instanceof NewerDatabase) return 'newer'
  if (error instanceof InterruptedRestore) return 'torn-restore'
  const { code, errcode, syscall } = (error ?? {}) as { code?: unknown; errcode?: unknown; syscall?: unknown }
  // Windows keeps some ports for itself.
  if (code === 'EACCES' && syscall === 'listen') return 'port-taken'
  if (typeof errcode === 'number') return BY_SQLITE[errcode & 0xff] ?? 'failed'
  return (typeof code === 'string' ? BY_CODE[code] : undefined) ?? 'failed'
}
