import type { SnapshotsState } from '#shared/ipc/snapshots-contract.ts'
import type { BackupNotes } from '#renderer/platform/backups-port.ts'

export const DAY_MS = 86_400_000

const OLD_MS = 7 * DAY_MS
const MANY_CHANGES = 50
const AWAY_MS = 3 * DAY_MS

/** Whether to remind of a backup file: the last one is a week old, or there is none, and much was done since. */
export function isFileOld({ last, laterUntil }: BackupNotes, changes: number, now: number): boolean {
  if (changes <= MANY_CHANGES || now < laterUntil) return false
  return last === null || now - last.at > OLD_MS
}

/** What to tell of a trouble with snapshots; a folder that is away for a day or two is nobody's business. */
export function snapshotTrouble(
  { code, since }: NonNullable<SnapshotsState['problem']>,
  now: number,
): 'failed' | 'away' | 'trouble' | null {
  if (!code.startsWith('folder-')) return 'failed'
  if (now - since < AWAY_MS) return null
  return code === 'folder-missing' ? 'away' : 'trouble'
}
