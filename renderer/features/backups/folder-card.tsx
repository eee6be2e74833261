import { FolderOpen, HardDrive, Laptop } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SnapshotsState } from '#shared/ipc/snapshots-contract.ts'
import type { SnapshotsPort } from '#renderer/platform/backups-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'

/** Where snapshots go: the app's own folder, or one of the person's choice. */
export function FolderCard({ port, folder }: { port: SnapshotsPort; folder: SnapshotsState['folder'] }) {
  const { t } = useTranslation('backups')
  const choose = async () => {
    // The first one there at once: it shows whether the folder is a good one.
    if (await port.chooseFolder()) await port.makeNow()
  }
  return (
    <section className="card backups-card" aria-labelledby="backups-folder">
      <h2 className="section-title" id="backups-folder">
        {t('folder.title')}
      </h2>
      <div className="row">
        {folder === null ? (
          <>
            <Laptop size={18} className="muted" aria-hidden />
            <span className="med">{t('folder.own')}</span>
          </>
        ) : (
          <>
            <HardDrive size={18} className="muted" aria-hidden />
            <span className="med grow">
              <bdi>{folder.name}</bdi>
            </span>
            <Chip tone={folder.found ? 'success' : 'warning'}>
              {t(folder.found ? 'folder.found' : 'folder.missing')}
            </Chip>
          </>
        )}
      </div>
      <p className="sm muted">{t(folder === null ? 'folder.ownHint' : 'folder.chosenHint')}</p>
      <div className="row wrap">
        <Button size="s" icon={<FolderOpen size={15} aria-hidden />} onPress={() => void choose()}>
          {t(folder === null ? 'folder.choose' : 'folder.chooseOther')}
        </Button>
        {folder !== null && (
          <Button size="s" variant="quiet" onPress={() => void port.useOwnFolder()}>
            {t('folder.useOwn')}
          </Button>
        )}
      </div>
    </section>
  )
}
