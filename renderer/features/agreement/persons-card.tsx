import { useTranslation } from 'react-i18next'
import type { PersonLine } from '#shared/agreement/report/question-report.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { ReportTold } from '#renderer/workers/agreement-protocol.ts'
import { coefficient, percent } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { SaveTable } from './save-table.tsx'
import { inSentence } from './names.ts'
import { plotFiles } from './plot-files.ts'

/** A label that is given so much more or less often than by others is named. */
const SHIFT_SHOWN = 0.05

/** What each person's answers do to the figures, beside the others' answers to the same texts. */
export function PersonsCard({ names, told }: CardProps & { told: ReportTold }) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  const format = useFormat()
  const { report, checks } = told
  if (report.persons.length === 0) return null
  const nameOf = ({ person }: PersonLine) => names.person(person)
  const sorted = report.persons.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), settings.locale))
  return (
    <section className="card agreement-card agreement-wide col">
      <div className="row">
        <h2 className="section-title">{t('persons.title')}</h2>
        <span className="grow" />
        <SaveTable title={t('persons.title')} file={plotFiles.persons(report, names)} />
      </div>
      <table className="table">
        <thead>
          <tr>
            <th>{t('persons.person')}</th>
            <th>{t('persons.answers')}</th>
            <th>{t('persons.shared')}</th>
            <th>{t('persons.without')}</th>
            <th>{t('persons.checks')}</th>
            <th className="agreement-shift">{t('persons.shift')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((line) => {
            const check = checks.find(({ person }) => person === line.person)
            return (
              <tr key={line.person}>
                <td>
                  <bdi className="med">{names.person(line.person)}</bdi>
                </td>
                <td className="num">{format.number(line.answers)}</td>
                <td className="num">{format.number(line.shared)}</td>
                <td className="num">{line.without.value === null ? '—' : coefficient(line.without.value, settings)}</td>
                <td className="num">
                  {check === undefined ? (
                    <span className="muted">{t('persons.noChecks')}</span>
                  ) : (
                    t('persons.checksOf', check)
                  )}
                </td>
                <td>
                  <Shift line={line} names={names} figure={(share) => percent(share, settings)} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

type ShiftProps = { line: PersonLine; names: CardProps['names']; figure: (share: number) => string }

function Shift({ line, names, figure }: ShiftProps) {
  const { t } = useTranslation('agreement')
  const most = line.shares.toSorted((a, b) => Math.abs(b.own - b.others) - Math.abs(a.own - a.others))[0]
  if (most === undefined || line.shared === 0) return <span className="muted">—</span>
  if (Math.abs(most.own - most.others) < SHIFT_SHOWN) return <span className="muted">{t('persons.noShift')}</span>
  return (
    <span>
      {t('persons.more', {
        label: inSentence(names).label(most.label),
        own: figure(most.own),
        others: figure(most.others),
      })}
    </span>
  )
}
