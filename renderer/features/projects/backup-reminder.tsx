import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ROUTES } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useBackupNotes, useChangesSince, useSnapshots } from '#renderer/app/use-backups.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { BackupNotesPort, SnapshotsPort } from '#renderer/platform/backups-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { DAY_MS, isFileOld, snapshotTrouble } from './backup-age.ts'

/** A quiet note when the work is in no recent backup; none while all is well. */
export function BackupReminder() {
  const { backups } = useServices().platform
  return backups.kind === 'snapshots' ? <SnapshotNote port={backups} /> : <FileNote port={backups} />
}

/** The browser: nobody but the person saves a file. «Later» silences it for a day. */
function FileNote({ port }: { port: BackupNotesPort }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const notes = useBackupNotes(port)
  const changes = useChangesSince(notes)
  if (changes === undefined || !isFileOld(notes, changes, now)) return null
  const { last } = notes
  return (
    <Note
      title={last === null ? t('reminder.none') : t('reminder.old', { date: format.date(last.at) })}
      action={
        <div className="row">
          <Button size="s" variant="quiet" onPress={() => port.update({ laterUntil: now + DAY_MS })}>
            {t('reminder.later')}
          </Button>
          <OpenBackups />
        </div>
      }
    >
      {t('reminder.body', { count: changes })}
    </Note>
  )
}

/** The app: only when snapshots are not made, or have not reached the chosen folder for days. */
function SnapshotNote({ port }: { port: SnapshotsPort }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const state = useSnapshots(port)
  const problem = state?.problem ?? null
  const trouble = problem === null ? null : snapshotTrouble(problem, now)
  if (problem === null || trouble === null) return null
  const title =
    trouble === 'failed' ? t('reminder.failed') : t(`reminder.${trouble}`, { time: format.date(problem.since) })
  return (
    <Note tone="warning" title={title} action={<OpenBackups />}>
      {t(trouble === 'failed' ? 'reminder.failedBody' : 'reminder.awayBody')}
    </Note>
  )
}

function OpenBackups() {
  const { t } = useTranslation('backups')
  const [, navigate] = useLocation()
  return (
    <Button size="s" onPress={() => navigate(ROUTES.backups)}>
      {t('reminder.open')}
    </Button>
  )
}
