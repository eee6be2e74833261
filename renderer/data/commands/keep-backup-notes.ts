import { backupNotesSchema, type BackupNotesPort } from '#renderer/platform/backups-port.ts'
import type { DataContext } from '../data-context.ts'

const KEY = 'backups'

/**
 * What a browser remembers of its backup files a second time, in the strict store: were the password lost to a power
 * cut, the next file would lie open without anyone knowing. Brings back what is kept, then keeps every change.
 */
export async function keepBackupNotes(data: DataContext, notes: BackupNotesPort): Promise<void> {
  const { local } = data.db
  const kept = await local.get(KEY)
  if (kept !== undefined) notes.update(backupNotesSchema.parse(kept.value))
  notes.subscribe(() => {
    // One that could not be kept still holds in the page: the next change tries again.
    void local.put({ key: KEY, value: notes.current() }).catch(() => undefined)
  })
}
