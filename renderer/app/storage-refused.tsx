import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

function bodyOf(code: string): 'storage.full' | 'storage.newer' | 'storage.body' {
  if (code === 'QuotaExceededError') return 'storage.full'
  return code === 'VersionError' ? 'storage.newer' : 'storage.body'
}

/** Shown instead of an empty app when the browser refuses to open our store. */
export function StorageRefused({ code, hasSecondStore }: { code: string; hasSecondStore: boolean }) {
  const { t } = useTranslation('common')
  return (
    <main className="page">
      <Note
        tone="danger"
        title={t('storage.title')}
        action={<Button onPress={() => location.reload()}>{t('crash.reload')}</Button>}
      >
        <p>{t(bodyOf(code))}</p>
        <p>{t(hasSecondStore ? 'storage.secondCopy' : 'storage.nothingDeleted')}</p>
        <p className="mono" dir="ltr">
          {code}
        </p>
      </Note>
    </main>
  )
}
