import { Download, FileWarning } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import type { FileRowError, Rejected } from '#renderer/workers/import-protocol.ts'
import { inFileOrder } from './rejected-order.ts'
import { RejectedDialog } from './rejected-dialog.tsx'
import { useSaveRejected } from './use-save-rejected.ts'

const SHOWN = 3

/** Rows that could not be read: the first few, all in a list, and all as a file. */
export function RejectedCard({ rejected: found, files }: { rejected: Rejected; files: readonly File[] }) {
  const { t } = useTranslation('import')
  const [listed, setListed] = useState(false)
  const rejected = useMemo(() => inFileOrder(found), [found])
  const { save, message, reasonOf } = useSaveRejected(rejected, files)
  return (
    <section className="card check-card">
      <p className="section-title row">
        <FileWarning size={18} className="danger-text" aria-hidden />
        {t('check.rejected', { count: rejected.count })}
      </p>
      <ul className="rejected-short sm">
        {rejected.listed.slice(0, SHOWN).map((error) => (
          <RejectedLine
            key={`${error.file} ${error.line} ${error.column} ${error.code}`}
            error={error}
            reason={reasonOf(error)}
          />
        ))}
      </ul>
      <div className="row wrap">
        <Button size="s" icon={<Download size={15} aria-hidden />} onPress={save}>
          {t('check.save')}
        </Button>
        <button type="button" className="link sm" onClick={() => setListed(true)}>
          {t('check.rejectedAll')}
        </button>
      </div>
      {message !== null && (
        <p className="sm muted" role="status">
          {message}
        </p>
      )}
      {listed && <RejectedDialog rejected={rejected} reasonOf={reasonOf} onClose={() => setListed(false)} />}
    </section>
  )
}

function RejectedLine({ error, reason }: { error: FileRowError; reason: string }) {
  const { t } = useTranslation('import')
  return (
    <li className="rejected-line">
      <span className="num muted nowrap">{t('check.line', { line: error.line })}</span>
      <span>
        {reason}
        {error.column !== '' && (
          <>
            {' · '}
            <bdi>{error.column}</bdi>
          </>
        )}
      </span>
    </li>
  )
}
