import { DatabaseBackup, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedSnapshot } from '#shared/ipc/snapshots-contract.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useBackupNotes, useSnapshots } from '#renderer/app/use-backups.ts'
import type { BackupFile, BackupNotesPort, SnapshotsPort } from '#renderer/platform/backups-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { FileFailure, FileProgress } from './file-progress.tsx'
import { FolderCard } from './folder-card.tsx'
import { LastFileCard, LastSnapshotCard } from './last-backup-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { RestoreDialog } from './restore-dialog.tsx'
import { RestoreFromFile } from './restore-from-file.tsx'
import { SnapshotList } from './snapshot-list.tsx'
import { SnapshotProblemNote } from './snapshot-problem.tsx'
import { SupportCard } from './support-card.tsx'
import { useBackupFile } from './use-backup-file.ts'
import './backups.css'

/** Backups: what there is, where it lies, how it is locked; and a file for support. */
export function BackupsPage() {
  const { backups } = useServices().platform
  return backups.kind === 'snapshots' ? <SnapshotsView port={backups} /> : <FilesView port={backups} />
}

/** The app: snapshots are made by themselves, into the chosen folder. */
function SnapshotsView({ port }: { port: SnapshotsPort }) {
  const { t } = useTranslation('backups')
  const state = useSnapshots(port)
  const [gone, setGone] = useState(false)
  const [restoring, setRestoring] = useState<BackupFile | null>(null)
  const open = async (snapshot: ListedSnapshot) => {
    setGone(false)
    const file = await port.open(snapshot).catch(() => null)
    setRestoring(file)
    setGone(file === null)
  }
  if (state === null) return null
  const { running, problem, folder, sealed } = state
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <RestoreFromFile onFile={setRestoring} />
        <Button
          variant="primary"
          icon={<DatabaseBackup size={15} aria-hidden />}
          disabledReason={running === null ? null : t('running.busy')}
          onPress={() => void port.makeNow()}
        >
          {t('makeNow')}
        </Button>
      </div>
      <div className="backups-grid">
        <div className="col backups-column">
          {running && <FileProgress progress={running} onCancel={() => void port.cancel()} />}
          {problem && <SnapshotProblemNote problem={problem} folder={folder?.name ?? ''} />}
          {gone && <Note tone="danger">{t('restore.gone')}</Note>}
          <LastSnapshotCard state={state} />
          <SnapshotList
            port={port}
            made={state.last?.at ?? 0}
            folder={folder?.name ?? ''}
            onRestore={(snapshot) => void open(snapshot)}
          />
        </div>
        <div className="col backups-column">
          <FolderCard port={port} folder={folder} />
          <PasswordCard sealed={sealed} setSeal={(seal) => port.setSeal(seal)} />
          <SupportCard />
        </div>
      </div>
      {restoring && <RestoreDialog file={restoring} onClose={() => setRestoring(null)} />}
    </>
  )
}

/** The browser: a file is saved by hand, with one click. */
function FilesView({ port }: { port: BackupNotesPort }) {
  const { t } = useTranslation('backups')
  const notes = useBackupNotes(port)
  const { state, save, cancel } = useBackupFile()
  const [restoring, setRestoring] = useState<BackupFile | null>(null)
  const start = async () => {
    const finished = await save({ kind: 'backup', withTexts: true, seal: notes.seal })
    if (finished === null) return
    const { report, name, at, checked } = finished
    port.update({ last: { ...report, name, at, checked }, laterUntil: 0 })
  }
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <RestoreFromFile onFile={setRestoring} />
        <Button
          variant="primary"
          icon={<Download size={15} aria-hidden />}
          disabledReason={state.progress === null ? null : t('running.busy')}
          onPress={() => void start()}
        >
          {t('saveFile')}
        </Button>
      </div>
      <div className="backups-grid">
        <div className="col backups-column">
          {state.progress && <FileProgress progress={state.progress} onCancel={cancel} />}
          {state.failedCode !== null && <FileFailure code={state.failedCode} onRetry={() => void start()} />}
          <LastFileCard notes={notes} />
        </div>
        <div className="col backups-column">
          <PasswordCard sealed={notes.seal !== null} setSeal={async (seal) => port.update({ seal })} />
          <SupportCard />
        </div>
      </div>
      {restoring && <RestoreDialog file={restoring} onClose={() => setRestoring(null)} />}
    </>
  )
}
