import { CircleAlert, CircleCheck, RefreshCw, Wrench } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Chip } from '#renderer/ui/chip.tsx'
import { useServices } from './services-context.ts'

/** Under this a write in flight is not worth a word. */
const QUIET_MS = 300

/** «محفوظ» only after the strict writes; «محفوظ ہو رہا ہے» past 300 ms; a failure says so. */
export function SavedSign() {
  const { t } = useTranslation('common')
  const { saveState, unsaved } = useServices()
  const { pending: writes, repairing, since } = useSyncExternalStore(saveState.subscribe, saveState.current)
  const kinds = useSyncExternalStore(unsaved.subscribe, unsaved.current)
  const failed = kinds.includes('failed')
  // Words typed a moment ago are not saved either.
  const pending = writes > 0 || kinds.includes('texts')
  const slow = useSlow(writes > 0, since)
  if (failed) {
    return (
      <span role="alert">
        <Chip tone="danger" icon={<CircleAlert size={15} aria-hidden />}>
          {t('saved.failed')}
        </Chip>
      </span>
    )
  }
  if (repairing > 0) {
    return (
      <span role="status">
        <Chip tone="warning" icon={<Wrench size={15} aria-hidden />}>
          {t('saved.repairing')}
        </Chip>
      </span>
    )
  }
  if (pending && slow) {
    return <Chip icon={<RefreshCw size={15} aria-hidden />}>{t('saved.saving')}</Chip>
  }

  // While a fast write is under way the sign stays grey instead of claiming what is not yet true.
  return (
    <span data-saved={!pending}>
      <Chip tone={pending ? 'neutral' : 'success'} icon={<CircleCheck size={15} aria-hidden />}>
        {t('saved.done')}
      </Chip>
    </span>
  )
}

/** True once a run of writes that began at `since` has been under way for 300 ms. */
function useSlow(active: boolean, since: number): boolean {
  const [slowSince, setSlowSince] = useState(0)
  useEffect(() => {
    if (!active) return undefined
    const timer = setTimeout(() => setSlowSince(since), QUIET_MS)
    return () => clearTimeout(timer)
  }, [active, since])
  return active && slowSince === since
}
