import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { showToast } from '#renderer/ui/toasts.tsx'

/** Writes bytes to a file the person names, and says so; nothing half-written is left. */
export function useSaveFile(): (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void> {
  const { t } = useTranslation('agreement')
  const { platform } = useServices()
  return async (name, bytes) => {
    const sink = await platform.files.createSink(name)
    if (sink === null) return
    try {
      await sink.write(bytes)
      await sink.close()
      showToast(t('file.saved', { name: sink.name }))
    } catch {
      await sink.abort().catch(() => undefined)
      showToast(t('file.notSaved'))
    }
  }
}
