import { CircleCheck, Copy, HardDrive } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SnapshotsState } from '#shared/ipc/snapshots-contract.ts'
import { useChangesSince } from '#renderer/app/use-backups.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { BackupNotes } from '#renderer/platform/backups-port.ts'
import { Button } from '#renderer/ui/button.tsx'

/** The newest snapshot: when, where, how large, and that it was read back. */
export function LastSnapshotCard({ state: { last, folder } }: { state: SnapshotsState }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  if (last === null) return <NoBackup hint={t('last.noneSnapshots')} foot={t('last.daily')} />
  return (
    <LastCard at={last.at} good foot={t('last.daily')}>
      <dt>{t('last.where')}</dt>
      <dd>{last.place === 'own' || folder === null ? t('last.own') : <bdi>{folder.name}</bdi>}</dd>
      <dt>{t('last.size')}</dt>
      <dd className="num">
        <bdi>{format.bytes(last.bytes)}</bdi> · <bdi>{t('running.operations', { count: last.operations })}</bdi>
      </dd>
      <dt>{t('last.check')}</dt>
      <dd>{t('last.checked')}</dd>
    </LastCard>
  )
}

/** The file that was saved last, and what has changed since. */
export function LastFileCard({ notes }: { notes: BackupNotes }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const changes = useChangesSince(notes)
  const { last } = notes
  if (last === null) return <NoBackup hint={t('last.noneFiles')} foot={t('last.byHand')} />
  return (
    <LastCard at={last.at} good={last.checked} foot={t('last.byHand')}>
      <dt>{t('last.file')}</dt>
      <dd>
        <bdi className="mono">{last.name}</bdi>
      </dd>
      <dt>{t('last.size')}</dt>
      <dd className="num">
        <bdi>{format.bytes(last.bytes)}</bdi> · <bdi>{t('running.operations', { count: last.operations })}</bdi>
      </dd>
      <dt>{t('last.check')}</dt>
      <dd>{t(last.checked ? 'last.checked' : 'last.notChecked')}</dd>
      <dt>SHA-256</dt>
      <dd className="row">
        <code className="mono backups-hash" dir="ltr">
          {last.sha256}
        </code>
        <Button
          variant="quiet"
          size="s"
          icon={<Copy size={15} />}
          label={t('last.copyHash')}
          onPress={() => void navigator.clipboard.writeText(last.sha256)}
        />
      </dd>
      <dt>{t('last.changes')}</dt>
      <dd>{changes !== undefined && t('last.since', { count: changes })}</dd>
    </LastCard>
  )
}

function LastCard({ at, good, foot, children }: { at: number; good: boolean; foot: string; children: ReactNode }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  return (
    <section className="card backups-card" aria-labelledby="backups-last">
      <div className="row">
        {good ? (
          <CircleCheck size={18} className="success-text" aria-hidden />
        ) : (
          <HardDrive size={18} className="muted" aria-hidden />
        )}
        <h2 className="section-title" id="backups-last">
          {t('last.title')}
        </h2>
        <span className="grow" />
        <time className="num bold" dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
          {format.ago(at)}
        </time>
      </div>
      <dl className="backups-facts">{children}</dl>
      <p className="sm muted">
        {t('holds')} {foot}
      </p>
    </section>
  )
}

function NoBackup({ hint, foot }: { hint: string; foot: string }) {
  const { t } = useTranslation('backups')
  return (
    <section className="card backups-card" aria-labelledby="backups-last">
      <h2 className="section-title" id="backups-last">
        {t('last.none')}
      </h2>
      <p>{hint}</p>
      <p className="sm muted">
        {t('holds')} {foot}
      </p>
    </section>
  )
}
