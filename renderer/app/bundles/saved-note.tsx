import { useTranslation } from 'react-i18next'
import type { SavedFile } from './make-file.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

/** A file that was saved: by which name, and whether it was read back. */
export function SavedNote({ saved }: { saved: SavedFile }) {
  const { t } = useTranslation('bundles')
  const format = useFormat()
  const { name, bytes, checked, reveal } = saved
  return (
    <Note
      tone="success"
      title={t(checked ? 'saved.checked' : 'saved.unchecked')}
      action={
        reveal !== null && <Button onPress={() => void reveal().catch(() => undefined)}>{t('saved.show')}</Button>
      }
    >
      {t('saved.as')}{' '}
      <bdi className="bold file-name" dir="ltr">
        {name}
      </bdi>{' '}
      <span className="num">({format.bytes(bytes)})</span>
    </Note>
  )
}
