import { useTranslation } from 'react-i18next'
import { exportRows, type ExportCell, type ExportRow } from '#shared/formats/export-row.ts'
import { isMostlyLatin } from '#shared/text/direction.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { exportPages, namedWork } from '#renderer/data/queries/export-pages.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { jobOf, type ExportOptions, type ExportSubject } from './export-options.ts'

const SHOWN_ROWS = 4
const SHOWN_COLUMNS = 5
/** Pages looked through for the first matching rows. */
const PAGES = 4

/** The first rows as they will be written. */
export function ExportPreview({ subject, options }: { subject: ExportSubject; options: ExportOptions }) {
  const { t } = useTranslation('export')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const job = jobOf(subject, options, annotatorId)
  const rows = useQuery(async () => {
    const found: ExportRow[] = []
    let pages = 0
    const context = {
      project: subject.project,
      questions: subject.task.questions,
      shape: job.shape,
      locale: job.locale,
    }
    for await (const page of exportPages(data, job.who, job.filter)) {
      for (const { item, work } of page.items) {
        const named = work.map((one) => namedWork(one, job.names))
        found.push(...exportRows(item, named, context))
        if (found.length >= SHOWN_ROWS) return found.slice(0, SHOWN_ROWS)
      }
      pages += 1
      if (pages === PAGES) break
    }
    return found
  }, [data, subject, options])
  const columns = previewColumns(job.columns, options)
  const language = languageOf(subject.project.fields[0]?.language ?? 'ur')
  return (
    <section className="card export-preview">
      <h2 className="bold">{t('firstRows')}</h2>
      {rows?.length === 0 && <p className="muted">{t('nothing')}</p>}
      {rows !== undefined && rows.length > 0 && (
        <div className="export-table" dir="ltr">
          <table className="table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} className="mono">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {columns.map((column) => (
                    <td key={column}>
                      <p className="fade export-cell" lang={language.lang} dir={cellDirection(row[column])}>
                        {shown(row[column])}
                      </p>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** Ids, checksums and times say little at a glance: texts and answers come first. */
function previewColumns(columns: readonly string[], options: ExportOptions): string[] {
  const wanted = options.shape === 'span' ? ['source_id', 'start', 'end', 'covered', 'label'] : []
  const named = wanted.filter((column) => columns.includes(column))
  if (named.length > 0) return named
  const dull = (column: string) =>
    /^(?:item_id|sha256\.|meta\.|updated_at|active_ms|task_version|flag|comment)/.test(column)
  return columns.filter((column) => !dull(column)).slice(0, SHOWN_COLUMNS)
}

/** A cell reads from its own side; structure is code. */
function cellDirection(cell: ExportCell | undefined): 'rtl' | 'ltr' {
  return typeof cell === 'string' && /\p{Script=Arabic}/u.test(cell) && !isMostlyLatin(cell) ? 'rtl' : 'ltr'
}

function shown(cell: ExportCell | undefined): string {
  if (cell === undefined || cell === null) return ''
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}
