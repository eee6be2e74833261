import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RestoreFromFile } from '#renderer/features/backups/restore-from-file.tsx'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { BackupFile } from '#renderer/platform/backups-port.ts'
import type { ListedSnapshot } from '#shared/ipc/snapshots-contract.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { useServices } from './services-context.ts'
import { useReadOnlyReason } from './use-halt.ts'

/**
 * A way back from the first screen: a new laptop, or one whose stores are empty although somebody has worked here
 * (`lost`), which is said aloud instead of beginning anew.
 */
export function StartFromBackup({ lost, onFile }: { lost: boolean; onFile: (file: BackupFile) => void }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const { backups } = useServices().platform
  const readOnly = useReadOnlyReason()
  const newest = useNewestSnapshot()
  const open = async (snapshot: ListedSnapshot) => {
    const file = backups.kind === 'snapshots' ? await backups.open(snapshot).catch(() => null) : null
    if (file !== null) onFile(file)
  }
  if (readOnly !== null) return null
  const ways = (
    <div className="row wrap">
      {newest !== null && (
        <Button onPress={() => void open(newest)}>{t('start.newest', { time: format.dateTime(newest.at) })}</Button>
      )}
      <RestoreFromFile onFile={onFile} />
    </div>
  )
  if (!lost) return ways
  return (
    <Note tone="danger" title={t('start.lost')}>
      <div className="col start-lost">
        <p>{t('start.lostBody')}</p>
        {ways}
      </div>
    </Note>
  )
}

/** Made by the app itself and kept beside its stores: there even when they are gone. */
function useNewestSnapshot(): ListedSnapshot | null {
  const { backups } = useServices().platform
  const [newest, setNewest] = useState<ListedSnapshot | null>(null)
  useEffect(() => {
    if (backups.kind !== 'snapshots') return
    const look = async () => {
      const whole = (await backups.list()).filter(({ problem }) => problem === null)
      setNewest(whole[0] ?? null)
    }
    look().catch(() => setNewest(null))
  }, [backups])
  return newest
}
