import { CircleCheck, Copy, FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import type { ExportState, FinishedExport } from './use-export.ts'

export function ExportProgressCard({ state, onCancel }: { state: ExportState; onCancel: () => void }) {
  const { t } = useTranslation('export')
  const format = useFormat()
  const { progress } = state
  if (progress === null) return null
  const share = progress.total === 0 ? 0 : progress.scanned / progress.total
  return (
    <ProgressCard
      title={t('writing')}
      share={share}
      shownShare={format.share(share)}
      detail={t('rowsSoFar', { count: progress.rows })}
      cancelLabel={t('cancel')}
      onCancel={onCancel}
    />
  )
}

/** What lies in the file: counts, checksum, and what was left out. */
export function ExportReportCard({ finished }: { finished: FinishedExport }) {
  const { t } = useTranslation('export')
  const format = useFormat()
  const { platform } = useServices()
  const { report, fileName, at, reveal } = finished
  return (
    <section className="card export-report" aria-live="polite">
      <h2 className="row bold">
        <CircleCheck size={18} className="export-ok" aria-hidden />
        {t('report.title', { time: format.ago(at) })}
      </h2>
      <dl className="export-facts">
        <dt>{t('report.file')}</dt>
        <dd>
          <bdi className="mono">{fileName}</bdi>
        </dd>
        <dt>{t('report.holds')}</dt>
        <dd>
          {t('report.rows', { count: report.rows })} · {t('report.items', { count: report.items })} ·{' '}
          {t('report.spans', { count: report.spans })} · {format.bytes(report.bytes)}
        </dd>
        <dt>{t('report.leftOut')}</dt>
        <dd>{t('report.leftOutItems', { count: report.leftOut })}</dd>
        {report.practice > 0 && (
          <>
            <dt>{t('report.practice')}</dt>
            <dd>{t('report.practiceAnswers', { count: report.practice })}</dd>
          </>
        )}
        {report.erased > 0 && (
          <>
            <dt>{t('report.erased')}</dt>
            <dd>{t('report.erasedItems', { count: report.erased })}</dd>
          </>
        )}
        <dt>{t('report.checked')}</dt>
        <dd>{t('report.proven')}</dd>
        <dt>{t('report.unit')}</dt>
        <dd>{t('codePoints')}</dd>
        <dt>{t('report.version')}</dt>
        <dd className="num" dir="ltr">
          {platform.appVersion}
        </dd>
        <dt>SHA-256</dt>
        <dd className="row">
          <code className="mono export-hash" dir="ltr">
            {report.sha256}
          </code>
          <Button
            variant="quiet"
            size="s"
            icon={<Copy size={15} />}
            label={t('report.copy')}
            onPress={() => void navigator.clipboard.writeText(report.sha256)}
          />
        </dd>
      </dl>
      {report.longCells > 0 && <Note tone="warning">{t('report.longCells', { count: report.longCells })}</Note>}
      {reveal && (
        <div>
          <Button size="s" icon={<FolderOpen size={15} aria-hidden />} onPress={() => void reveal()}>
            {t('report.show')}
          </Button>
        </div>
      )}
    </section>
  )
}

const KNOWN_CODES = ['cancelled', 'disk-full', 'file-in-use', 'file-denied', 'file-gone', 'storage-refused'] as const

export function ExportFailure({ code, onRetry }: { code: string; onRetry: () => void }) {
  const { t } = useTranslation(['export', 'common'])
  const known = KNOWN_CODES.find((one) => one === code) ?? 'other'
  return (
    <Note
      tone={known === 'cancelled' ? 'info' : 'danger'}
      title={t(`failed.${known}.title`)}
      action={
        <Button size="s" onPress={onRetry}>
          {t('common:action.retry')}
        </Button>
      }
    >
      {t(`failed.${known}.body`)}
      {known === 'other' && (
        <>
          {' '}
          <code className="mono" dir="ltr">
            {code}
          </code>
        </>
      )}
    </Note>
  )
}
