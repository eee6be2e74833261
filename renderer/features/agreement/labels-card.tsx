import { useTranslation } from 'react-i18next'
import type { LabelLine, QuestionReport } from '#shared/agreement/report/question-report.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Plot } from '#renderer/ui/plot/plot.tsx'
import { percent } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { labelsPlot } from './labels-plot.ts'
import { PlotCard } from './plot-card.tsx'
import { plotFiles } from './plot-files.ts'

const WIDTH = 356

/** Agreement on each label, with its interval and how often it was given. */
export function LabelsCard({ names, report }: CardProps & { report: QuestionReport }) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  const lines = report.labels.filter(({ given }) => given > 0)
  const drawing = labelsPlot(WIDTH, lines, {
    name: ({ label, given }: LabelLine) => `${names.label(label)} · ${t('labels.given', { count: given })}`,
    colour: ({ label }) => names.colour(label),
    figure: ({ agreement }) => (agreement.value === null ? '—' : percent(agreement.value, settings)),
    size: settings.locale === 'ur' ? 14 : 12,
  })
  return (
    <PlotCard
      title={t('labels.title')}
      hint={t('labels.hint')}
      drawing={lines.length === 0 ? null : drawing}
      csv={plotFiles.labels(report, names)}
    >
      {lines.length > 0 && <Plot drawing={drawing} name={t('labels.plot')} />}
    </PlotCard>
  )
}
