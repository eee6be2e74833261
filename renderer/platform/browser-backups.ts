import { backupNotesSchema, type BackupNotes, type BackupNotesPort } from './backups-port.ts'
import { storedValue } from './stored-value.ts'

/** Kept in localStorage, the same in every tab. */
export function browserBackups(target: Window): BackupNotesPort {
  const stored = storedValue<BackupNotes>(target, 'nishan.backups', (value) => backupNotesSchema.parse(value))
  return { kind: 'files', ...stored }
}
