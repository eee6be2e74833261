import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import type { FileRowError, Rejected } from '#renderer/workers/import-protocol.ts'

const SHOWN = 300

/** Every refused row: where it is, why, and what came. */
export function RejectedDialog({
  rejected,
  reasonOf,
  onClose,
}: {
  rejected: Rejected
  reasonOf: (error: FileRowError) => string
  onClose: () => void
}) {
  const { t } = useTranslation(['import', 'common'])
  const format = useFormat()
  const rows = rejected.listed.slice(0, SHOWN)
  return (
    <Dialog
      title={t('check.rejectedList')}
      subtitle={rejected.count > rows.length ? t('check.rejectedMore', { count: rows.length }) : undefined}
      closeLabel={t('common:action.close')}
      size="wide"
      onClose={onClose}
    >
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('check.lineHead')}</th>
            <th scope="col">{t('check.columnHead')}</th>
            <th scope="col">{t('check.reasonHead')}</th>
            <th scope="col">{t('check.gotHead')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((error) => (
            <tr key={`${error.file} ${error.line} ${error.column} ${error.code}`}>
              <td className="num">{format.number(error.line)}</td>
              <td>
                <bdi>{error.column}</bdi>
              </td>
              <td>{reasonOf(error)}</td>
              <td>
                <p className="rejected-got" dir="auto">
                  {error.got}
                </p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
