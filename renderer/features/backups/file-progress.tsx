import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'
import type { BackupFileProgress } from '#renderer/workers/backup-client.ts'
import { isolated } from '#renderer/ui/isolated.ts'

/** Before this much is known, a time left would be a guess. */
const ENOUGH = { share: 0.05, ms: 2000 }

export type ShownProgress = BackupFileProgress & { elapsedMs: number }

/** Numbers done and time left of a backup that is being written or read back. */
export function FileProgress({ progress, onCancel }: { progress: ShownProgress; onCancel: () => void }) {
  const { t } = useTranslation('backups')
  const format = useFormat()
  const { step, share, operations, bytes, elapsedMs } = progress
  const known = share >= ENOUGH.share && elapsedMs >= ENOUGH.ms
  const left = known ? t('running.left', { time: format.duration((elapsedMs / share) * (1 - share)) }) : null
  const done = t('running.operations', { count: operations })
  return (
    <ProgressCard
      title={t(`running.${step}`)}
      share={share}
      shownShare={format.share(share)}
      detail={[done, format.bytes(bytes), left].flatMap((part) => (part === null ? [] : isolated(part))).join(' · ')}
      cancelLabel={t('running.cancel')}
      onCancel={onCancel}
    />
  )
}

const KNOWN_CODES = ['cancelled', 'disk-full', 'file-denied', 'not-verified'] as const

export function FileFailure({ code, onRetry }: { code: string; onRetry: () => void }) {
  const { t } = useTranslation(['backups', 'common'])
  const known = KNOWN_CODES.find((one) => one === code) ?? 'other'
  return (
    <Note
      tone={known === 'cancelled' ? 'info' : 'danger'}
      title={t(`fileFailed.${known}.title`)}
      action={
        <Button size="s" onPress={onRetry}>
          {t('common:action.retry')}
        </Button>
      }
    >
      {t(`fileFailed.${known}.body`)}{' '}
      {known === 'other' && (
        <code className="mono" dir="ltr">
          {code}
        </code>
      )}
    </Note>
  )
}
