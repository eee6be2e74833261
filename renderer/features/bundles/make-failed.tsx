import { useTranslation } from 'react-i18next'
import { Note } from '#renderer/ui/note.tsx'

/** A file that was not made: what happened, what is safe, what to do. */
export function MakeFailed({ code }: { code: string }) {
  const { t, i18n } = useTranslation('bundles')
  const known = code !== 'title' && i18n.exists(`bundles:failed.${code}`) ? code : 'other'
  return (
    <Note tone="danger" title={t('failed.title')}>
      {t(`failed.${known}`)}
    </Note>
  )
}
