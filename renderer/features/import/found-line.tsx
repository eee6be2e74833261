import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '#renderer/workers/import-protocol.ts'

const SURE = 0.85

/** What was found out about the file, and where to change it. */
export function FoundLine({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation('import')
  const chosen = preview.settings.encoding !== 'auto'
  const sure = chosen || preview.confidence >= SURE
  const Icon = sure ? CircleCheck : TriangleAlert
  const sentence = chosen ? t('found.chosen') : t(sure ? 'found.sure' : 'found.unsure')
  return (
    <p className={sure ? 'row sm found-line found-sure' : 'row sm found-line found-unsure'} role="status">
      <Icon size={15} aria-hidden />
      {preview.ownExport ? t('found.ownExport') : sentence}
    </p>
  )
}
