import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { missingForLabelingBytes } from '#shared/domain/free-space.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useSpace } from '#renderer/app/use-halt.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

/** Too little room is left: no answers are taken until there is more; the text can be read. */
export function PausedNote() {
  const { t } = useTranslation('common')
  const format = useFormat()
  const { space } = useServices()
  const free = useSpace().freeBytes ?? 0
  return (
    <Note
      tone="danger"
      title={t('space.paused', { size: format.bytes(free) })}
      action={
        <Button size="s" icon={<RefreshCw size={15} aria-hidden />} onPress={() => void space.look()}>
          {t('space.look')}
        </Button>
      }
    >
      {t('space.pausedBody', { missing: format.bytes(missingForLabelingBytes(free)) })}
    </Note>
  )
}
