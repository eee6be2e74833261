import { useTranslation } from 'react-i18next'
import { Note } from '#renderer/ui/note.tsx'

/** Codes that mean the same to whoever holds the file. */
const SAME: Readonly<Record<string, string>> = {
  'file-denied': 'unreadable',
  'file-in-use': 'unreadable',
  'file-damaged': 'unreadable',
  'platform-failed': 'unreadable',
}

/** Why a file was not taken: what happened, what is safe, what to do. */
export function FaultNote({ code, entry }: { code: string; entry?: string }) {
  const { t, i18n } = useTranslation('bundles')
  const key = SAME[code] ?? code
  const known = i18n.exists(`bundles:fault.${key}.title`) ? key : 'unreadable'
  return (
    <Note tone={known === 'stopped' ? 'info' : 'warning'} title={t(`fault.${known}.title`)}>
      {t(`fault.${known}.body`)}{' '}
      {(entry !== undefined || known !== key) && (
        <code className="mono" dir="ltr">
          {entry ?? code}
        </code>
      )}
    </Note>
  )
}
