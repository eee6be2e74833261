import { FolderOpen, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListedSnapshot } from '#shared/ipc/snapshots-contract.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { SnapshotsPort } from '#renderer/platform/backups-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { useSnapshotList } from './use-snapshot-list.ts'

export type SnapshotListProps = {
  port: SnapshotsPort
  /** When the newest was made: the list is read again with each. */
  made: number
  folder: string
  onRestore: (snapshot: ListedSnapshot) => void
}

/** Every backup file of the folders, newest first. */
export function SnapshotList({ port, made, folder, onRestore }: SnapshotListProps) {
  const { t } = useTranslation('backups')
  const list = useSnapshotList(port, `${made} ${folder}`)
  // With none the card above says so.
  if (list === null || list.length === 0) return null
  return (
    <section className="card backups-list" aria-labelledby="backups-list">
      <h2 className="section-title" id="backups-list">
        {t('list.title')}
      </h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('list.when')}</th>
            <th>{t('list.projects')}</th>
            <th>{t('list.size')}</th>
            <th>{t('list.where')}</th>
            <th>
              <span className="visually-hidden">{t('list.menu')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {list.map((snapshot) => (
            <SnapshotRow key={snapshot.id} snapshot={snapshot} folder={folder} port={port} onRestore={onRestore} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function SnapshotRow({
  snapshot,
  folder,
  port,
  onRestore,
}: {
  snapshot: ListedSnapshot
  folder: string
  port: SnapshotsPort
  onRestore: SnapshotListProps['onRestore']
}) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const { at, bytes, place, name, problem } = snapshot
  return (
    <tr className="backups-row">
      <td className="nowrap num">{problem === null ? format.dateTime(at) : <bdi className="mono">{name}</bdi>}</td>
      <td>
        <Held snapshot={snapshot} />
      </td>
      <td className="nowrap num muted">{format.bytes(bytes)}</td>
      <td className="nowrap muted">{place === 'own' ? t('list.own') : <bdi>{folder}</bdi>}</td>
      <td>
        <div className="row backups-actions">
          {problem === null && (
            <Button size="s" onPress={() => onRestore(snapshot)}>
              {t('restore.button')}
            </Button>
          )}
          <Button
            variant="quiet"
            size="s"
            icon={<FolderOpen size={15} />}
            label={t('list.reveal')}
            onPress={() => void port.reveal(snapshot.id)}
          />
        </div>
      </td>
    </tr>
  )
}

function Held({ snapshot: { projects, problem, sealed } }: { snapshot: ListedSnapshot }) {
  const { t } = useTranslation('backups')
  if (problem !== null) return <Chip tone="warning">{t(problem === 'damaged' ? 'list.damaged' : 'list.newer')}</Chip>
  if (sealed) return <Chip icon={<Lock size={15} aria-hidden />}>{t('list.sealed')}</Chip>
  if (projects === null || projects.length === 0) return <span className="muted">{t('list.noProjects')}</span>
  return (
    <div className="col">
      <span>{t('list.holds', { count: projects.length })}</span>
      <span className="sm faint backups-names">
        {projects.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ' · '}
            <bdi>{name}</bdi>
          </span>
        ))}
      </span>
    </div>
  )
}
