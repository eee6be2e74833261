import { BookOpenText, RefreshCw, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRoute } from 'wouter'
import { missingForLabelingBytes } from '#shared/domain/free-space.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { NoticeBar } from '#renderer/ui/notice-bar.tsx'
import { ROUTES } from './routes.ts'
import { useServices } from './services-context.ts'
import { useAccess, useSpace } from './use-halt.ts'
import './notices.css'

/** What holds for the whole window, over every page: who writes, how much room is left. */
export function Notices() {
  const { mode } = useAccess()
  return <div className="window-notices">{mode === 'writing' ? <SpaceNotice /> : <TabNotice />}</div>
}

/** Another tab writes, and how work comes here. */
function TabNotice() {
  const { t } = useTranslation('common')
  const { access } = useServices()
  const { mode, asked } = useAccess()
  const icon = <BookOpenText size={18} aria-hidden />
  if (mode === 'no-locks') {
    return (
      <NoticeBar tone="quiet" icon={icon} title={t('tab.noLocks')}>
        {t('tab.noLocksBody')}
      </NoticeBar>
    )
  }
  if (mode === 'handing-over') {
    return (
      <NoticeBar tone="quiet" icon={icon} title={t('tab.handingOver')}>
        {t('tab.handingOverBody')}
      </NoticeBar>
    )
  }
  const asking = asked === 'asking'
  const failed = asked !== null && asked !== 'asking'
  return (
    <NoticeBar
      tone={failed ? 'warning' : 'quiet'}
      icon={failed ? <TriangleAlert size={18} aria-hidden /> : icon}
      title={failed ? t(`tab.${asked}`) : t('tab.reading')}
      actions={
        <Button size="s" isDisabled={asking} onPress={() => void access.takeOver()}>
          {t(failed ? 'tab.askAgain' : 'tab.goOn')}
        </Button>
      }
    >
      {failed ? t(`tab.${asked}Body`) : t(asking ? 'tab.asking' : 'tab.readingBody')}
    </NoticeBar>
  )
}

/** Little room is left. On the work screen the pause has a note of its own. */
function SpaceNotice() {
  const { t } = useTranslation('common')
  const format = useFormat()
  const { space } = useServices()
  const { level, freeBytes, dismissed } = useSpace()
  const [labeling] = useRoute(ROUTES.annotate)
  const paused = level === 'paused'
  if (freeBytes === null || (paused ? labeling : level !== 'low' || dismissed)) return null
  const size = format.bytes(freeBytes)
  return (
    <NoticeBar
      tone="warning"
      icon={<TriangleAlert size={18} aria-hidden />}
      title={t(paused ? 'space.paused' : 'space.low', { size })}
      actions={
        <>
          <Button size="s" icon={<RefreshCw size={15} aria-hidden />} onPress={() => void space.look()}>
            {t('space.look')}
          </Button>
          {!paused && (
            <Button
              variant="quiet"
              size="s"
              icon={<X size={15} />}
              label={t('action.close')}
              onPress={() => space.dismiss()}
            />
          )}
        </>
      }
    >
      {t(paused ? 'space.pausedBody' : 'space.lowBody', { missing: format.bytes(missingForLabelingBytes(freeBytes)) })}
    </NoticeBar>
  )
}
