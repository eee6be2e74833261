import { useTranslation } from 'react-i18next'
import type { LabelId } from '#shared/base/ids.ts'
import type { ConfusionCell, QuestionReport } from '#shared/agreement/report/question-report.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Plot } from '#renderer/ui/plot/plot.tsx'
import { confusionPlot } from './confusion-plot.ts'
import type { CardProps } from './figures.tsx'
import { PlotCard } from './plot-card.tsx'
import { plotFiles } from './plot-files.ts'

const WIDTH = 410
const WIDE = 780
/** With more labels than these the table takes two columns of the page. */
export const MANY_LABELS = 8

type Props = CardProps & { report: QuestionReport; selected: string | null; onCell: (id: string) => void }

/** What is taken for what; a cell opens its texts. */
export function ConfusionCard({ names, report, selected, onCell }: Props) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  const format = useFormat()
  const labels = shownLabels(report)
  const pairs = report.confusion.reduce((sum, cell) => sum + cell.pairs, 0)
  const cell = (one: ConfusionCell) =>
    one.one === one.other
      ? t('confusion.cellSame', { count: one.pairs, one: names.label(one.one) })
      : t('confusion.cell', { count: one.pairs, one: names.label(one.one), other: names.label(one.other) })
  const drawing = confusionPlot(
    labels.length > MANY_LABELS ? Math.max(WIDE, 96 + labels.length * 34) : WIDTH,
    labels,
    report.confusion,
    {
      label: names.label,
      number: format.number,
      cell,
      size: settings.locale === 'ur' ? 14 : 12,
    },
  )
  return (
    <PlotCard
      title={t('confusion.title')}
      tip={t('confusion.pairs', { count: pairs })}
      hint={t('confusion.hint')}
      isWide={labels.length > MANY_LABELS}
      drawing={pairs === 0 ? null : drawing}
      csv={plotFiles.confusion(report, names)}
    >
      {pairs > 0 && (
        <div className="agreement-scroll">
          <Plot
            drawing={drawing}
            name={`${t('confusion.title')} (${t('confusion.tip')})`}
            selected={selected}
            onCell={onCell}
          />
        </div>
      )}
      {report.spanDifferences && <SpanDifferences differences={report.spanDifferences} />}
      {pairs > 0 && (
        <p className="row sm muted agreement-key">
          <span className="agreement-swatch agreement-swatch-same" aria-hidden />
          {t('confusion.same')}
          <span className="agreement-swatch agreement-swatch-other" aria-hidden />
          {t('confusion.different')}
        </p>
      )}
    </PlotCard>
  )
}

/** Labels that were given, and "nothing" where it met one. */
function shownLabels({ confusion, labels }: QuestionReport): (LabelId | null)[] {
  const met = new Set(confusion.flatMap(({ one, other }) => [one, other]))
  const shown: (LabelId | null)[] = labels.map(({ label }) => label).filter((label) => met.has(label))
  return met.has(null) ? [...shown, null] : shown
}

function SpanDifferences({ differences }: { differences: NonNullable<QuestionReport['spanDifferences']> }) {
  const { t } = useTranslation('agreement')
  const { boundary, label, missing } = differences
  return (
    <p className="sm">
      {boundary > 0 && `${t('confusion.boundary', { count: boundary })} `}
      {label > 0 && `${t('confusion.label', { count: label })} `}
      {missing > 0 && t('confusion.missing', { count: missing })}
    </p>
  )
}
