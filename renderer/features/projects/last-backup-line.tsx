import { HardDrive } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { ROUTES } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useBackupNotes, useSnapshots } from '#renderer/app/use-backups.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { BackupNotesPort, SnapshotsPort } from '#renderer/platform/backups-port.ts'
import { isolated } from '#renderer/ui/isolated.ts'

/** When the last backup was made, and on what; leads to the backups. */
export function LastBackupLine() {
  const { backups } = useServices().platform
  return backups.kind === 'snapshots' ? <SnapshotLine port={backups} /> : <FileLine port={backups} />
}

function SnapshotLine({ port }: { port: SnapshotsPort }) {
  const state = useSnapshots(port)
  if (state === null) return null
  const { last, folder } = state
  return <Line at={last?.at ?? 0} folder={last?.place === 'chosen' ? (folder?.name ?? null) : null} />
}

function FileLine({ port }: { port: BackupNotesPort }) {
  return <Line at={useBackupNotes(port).last?.at ?? 0} folder={null} />
}

function Line({ at, folder }: { at: number; folder: string | null }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const time = format.ago(at)
  return (
    <Link href={ROUTES.backups} className="today-backup">
      <HardDrive size={15} aria-hidden />
      <span>
        {at === 0
          ? t('line.none')
          : folder === null
            ? t('line.own', { time })
            : t('line.folder', { time, folder: isolated(folder) })}
      </span>
    </Link>
  )
}
