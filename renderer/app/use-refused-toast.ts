import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { WriteRefused } from '#renderer/data/write-guard.ts'
import { showToast } from '#renderer/ui/toasts.tsx'

/** An act that the store refused although a screen offered it (a key, a menu left open) is answered in words. */
export function useRefusedToast(): void {
  const { t } = useTranslation('common')
  useEffect(() => {
    const tell = (event: PromiseRejectionEvent) => {
      if (!(event.reason instanceof WriteRefused)) return
      event.preventDefault()
      showToast(t('tab.refused'))
    }
    window.addEventListener('unhandledrejection', tell)
    return () => window.removeEventListener('unhandledrejection', tell)
  }, [t])
}
