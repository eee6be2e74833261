import { useTranslation } from 'react-i18next'
import { Dialog } from '#renderer/ui/dialog.tsx'
import type { ImportCheck } from '#renderer/workers/import-protocol.ts'

/** Examples of repeated texts, with their rows. */
export function DuplicatesDialog({ check, onClose }: { check: ImportCheck; onClose: () => void }) {
  const { t } = useTranslation(['import', 'common'])
  return (
    <Dialog title={t('check.duplicatesLabel')} closeLabel={t('common:action.close')} size="medium" onClose={onClose}>
      <ul className="duplicate-list">
        {check.duplicates.examples.map(({ line, text }) => (
          <li key={line} className="row">
            <span className="sm muted num nowrap">{t('check.line', { line })}</span>
            <p className="duplicate-text" dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
