import { CircleAlert, CircleCheck, RefreshCw } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '#renderer/ui/chip.tsx'
import { useServices } from './services-context.ts'

/** Under this a write in flight is not worth a word. */
const QUIET_MS = 300

/** «محفوظ» only after the strict write; «محفوظ ہو رہا ہے» past 300 ms; a failure says so. */
export function SavedSign() {
  const { t } = useTranslation('common')
  const { saveState } = useServices()
  const { pending, failed } = useSyncExternalStore(saveState.subscribe, saveState.current)
  const slow = useSlow(pending > 0)
  if (failed) {
    return (
      <span role="alert">
        <Chip tone="danger" icon={<CircleAlert size={15} aria-hidden />}>
          {t('saved.failed')}
        </Chip>
      </span>
    )
  }
  if (pending > 0 && slow) {
    return <Chip icon={<RefreshCw size={15} aria-hidden />}>{t('saved.saving')}</Chip>
  }

  // While a fast write is under way the sign stays grey instead of claiming what is not yet true.
  return (
    <span data-saved={pending === 0}>
      <Chip tone={pending === 0 ? 'success' : 'neutral'} icon={<CircleCheck size={15} aria-hidden />}>
        {t('saved.done')}
      </Chip>
    </span>
  )
}

function useSlow(active: boolean): boolean {
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (!active) {
      setSlow(false)
      return undefined
    }
    const timer = setTimeout(() => setSlow(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [active])
  return slow
}
