import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

/** Shown instead of an empty app when the browser refuses to open our store. */
export function StorageRefused({ code }: { code: string }) {
  const { t } = useTranslation('common')
  return (
    <main className="page">
      <Note
        tone="danger"
        title={t('storage.title')}
        action={<Button onPress={() => location.reload()}>{t('crash.reload')}</Button>}
      >
        <p>{t('storage.body')}</p>
        <p className="mono" dir="ltr">
          {code}
        </p>
      </Note>
    </main>
  )
}
