import type { Session } from 'electron'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from './log.ts'

/**
 * Empties an IndexedDB that does not open, so that it can be filled again from the journal. What can be read of it is
 * put aside first: nothing of a person's is deleted on a guess.
 */
export async function clearDatabase(session: Session, asideFolder: string, log: Log): Promise<void> {
  const { storagePath } = session
  if (storagePath !== null) {
    const aside = join(asideFolder, `IndexedDB-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
    await mkdir(asideFolder, { recursive: true })
    await cp(join(storagePath, 'IndexedDB'), aside, { recursive: true }).catch(() => log('database-not-put-aside', {}))
  }
  await session.clearStorageData({ storages: ['indexdb'] })
  log('database-cleared', {})
}
