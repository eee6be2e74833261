import { useTranslation } from 'react-i18next'
import type { SnapshotProblem, SnapshotsState } from '#shared/ipc/snapshots-contract.ts'
import { Note } from '#renderer/ui/note.tsx'
import { isolated } from '#renderer/ui/isolated.ts'

/** With the chosen folder in trouble the snapshot lies in the own one: that is a warning, no more. */
export function isFolderProblem(code: SnapshotProblem): boolean {
  return code.startsWith('folder-')
}

/** What hindered the newest snapshot, what is safe, and what to do. */
export function SnapshotProblemNote({
  problem: { code },
  folder,
}: {
  problem: NonNullable<SnapshotsState['problem']>
  folder: string
}) {
  const { t } = useTranslation('backups')
  return (
    <Note
      tone={isFolderProblem(code) ? 'warning' : 'danger'}
      title={t(`problem.${code}.title`, { folder: isolated(folder) })}
    >
      {t(`problem.${code}.body`)}
    </Note>
  )
}
