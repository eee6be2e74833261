import { useTranslation } from 'react-i18next'
import type { PairLine, QuestionReport } from '#shared/agreement/report/question-report.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Plot } from '#renderer/ui/plot/plot.tsx'
import { coefficient } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { pairGridPlot } from './pair-grid-plot.ts'
import { PlotCard } from './plot-card.tsx'
import { plotFiles } from './plot-files.ts'

const WIDTH = 326

/** Who agrees with whom: a grid of pairs. */
export function PairsCard({ names, report }: CardProps & { report: QuestionReport }) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  const cell = ({ people: [one, other], shared, value }: PairLine) =>
    t('pairs.cell', {
      count: shared,
      one: names.person(one),
      other: names.person(other),
      value: value.value === null ? t('pairs.undefined') : coefficient(value.value, settings),
    })
  const width = Math.max(WIDTH, 92 + (report.people.length - 1) * 46)
  const drawing = pairGridPlot(width, report.people, report.pairs, {
    person: names.person,
    figure: (value) => coefficient(value, settings),
    cell,
    empty: '—',
    size: settings.locale === 'ur' ? 14 : 12,
  })
  const thin = report.pairs.filter(({ shared }) => shared > 0 && shared < 20).toSorted((a, b) => a.shared - b.shared)[0]
  return (
    <PlotCard
      title={t('pairs.title')}
      tip={t(`pairs.measure.${report.kind}`)}
      hint={report.people.length < 2 ? t('pairs.alone') : t('pairs.hint')}
      drawing={report.people.length < 2 ? null : drawing}
      csv={plotFiles.pairs(report, names)}
    >
      {report.people.length > 1 && (
        <div className="agreement-scroll">
          <Plot drawing={drawing} name={t('pairs.title')} />
        </div>
      )}
      {thin && (
        <p className="sm muted">
          {t('pairs.few', {
            count: thin.shared,
            one: names.person(thin.people[0]),
            other: names.person(thin.people[1]),
          })}
        </p>
      )}
    </PlotCard>
  )
}
