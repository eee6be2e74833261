import type { BackupSource } from '#shared/backup/write-backup.ts'
import type { PageFacts } from '#shared/ipc/snapshots-contract.ts'
import type { BlobFiles } from '../blob-files.ts'
import type { JournalDoor } from '../journal/journal-door.ts'

/** The journal and the blob files as a backup reads them. `page`: what the page told; null when there was no answer. */
export function journalSource(
  { door, blobs, appVersion }: { door: JournalDoor; blobs: Pick<BlobFiles, 'get'>; appVersion: string },
  page: PageFacts | null,
): BackupSource {
  const hidden = new Set(page?.hidden)
  return {
    appVersion,
    writers: async () =>
      door
        .open()
        .writers()
        .filter(({ projectId }) => !hidden.has(projectId)),
    profiles: async () => door.open().annotators(),
    operationsAfter: async (writerId, seq, limit) => door.open().operationsAfter(writerId, seq, limit),
    blob: (sha256) => blobs.get(sha256),
    local: async () => page?.local ?? null,
  }
}
