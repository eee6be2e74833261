import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import { LEAST_IN_COMMON } from '#shared/domain/hand-out.ts'
import type { Measured } from '#shared/agreement/measured.ts'
import type { PairLine, QuestionReport } from '#shared/agreement/report/question-report.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Plot } from '#renderer/ui/plot/plot.tsx'
import { coefficient } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { MANY_LABELS } from './confusion-card.tsx'
import { withPart } from './filter-part.ts'
import { inSentence } from './names.ts'
import { pairGridPlot, peopleOf } from './pair-grid-plot.ts'
import { PlotCard } from './plot-card.tsx'
import { plotFiles } from './plot-files.ts'

const WIDTH = 312
/** With fewer texts in common than this a pair has no figure. */
const TOO_FEW: Measured = { value: null, reason: 'no-overlap' }

type Props = CardProps & { report: QuestionReport; onFilter: (filter: AnswerFilter) => void }

/** Who agrees with whom: a grid of pairs. A cell leaves these two alone in all figures. */
export function PairsCard({ names, report, filter, onFilter }: Props) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  const cell = ({ people: [one, other], shared, value }: PairLine) =>
    t('pairs.cell', {
      count: shared,
      one: names.person(one),
      other: names.person(other),
      value: value.value === null ? t('pairs.undefined') : coefficient(value.value, settings),
    })
  const pairs = report.pairs.map((pair) => (pair.shared < LEAST_IN_COMMON ? { ...pair, value: TOO_FEW } : pair))
  const people = report.people.toSorted((a, b) => names.person(a).localeCompare(names.person(b), settings.locale))
  const width = Math.max(WIDTH, 92 + (people.length - 1) * 46)
  const drawing = pairGridPlot(width, people, pairs, {
    person: names.person,
    figure: (value) => coefficient(value, settings),
    cell,
    empty: '—',
    size: settings.locale === 'ur' ? 14 : 12,
  })
  const thin = report.pairs
    .filter(({ shared }) => shared > 0 && shared < LEAST_IN_COMMON)
    .toSorted((a, b) => a.shared - b.shared)[0]
  return (
    <PlotCard
      title={t('pairs.title')}
      tip={t(`pairs.measure.${report.kind}`)}
      hint={report.people.length < 2 ? t('pairs.alone') : t('pairs.hint')}
      drawing={report.people.length < 2 ? null : drawing}
      isWide={report.labels.filter(({ given }) => given > 0).length > MANY_LABELS}
      csv={plotFiles.pairs(report, names)}
    >
      {report.people.length > 1 && (
        <div className="agreement-scroll">
          <Plot
            drawing={drawing}
            name={t('pairs.title')}
            onCell={(id) => onFilter({ ...filter, people: peopleOf(id) })}
          />
        </div>
      )}
      {filter.people && (
        <Button
          size="s"
          icon={<X size={15} aria-hidden />}
          onPress={() => onFilter(withPart(filter, { people: undefined }))}
        >
          {t('pairs.all')}
        </Button>
      )}
      {thin && (
        <p className="sm muted">
          {t('pairs.few', {
            count: thin.shared,
            one: inSentence(names).person(thin.people[0]),
            other: inSentence(names).person(thin.people[1]),
          })}
        </p>
      )}
    </PlotCard>
  )
}
