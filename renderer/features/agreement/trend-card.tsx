import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { QuestionReport, TrendPoint } from '#shared/agreement/report/question-report.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { batchTitles } from '#renderer/data/queries/batches.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Plot } from '#renderer/ui/plot/plot.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { coefficient } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { PlotCard } from './plot-card.tsx'
import { plotFiles } from './plot-files.ts'
import { trendPlot } from './trend-plot.ts'

const WIDTH = 356

/** How agreement moves over batches or days. */
export function TrendCard({ project, report }: CardProps & { report: QuestionReport }) {
  const { t } = useTranslation('agreement')
  const { data } = useServices()
  const settings = useSettings()
  const format = useFormat()
  const titles = useQuery(() => batchTitles(data, project.id), [data, project.id])
  const [by, setBy] = useState<'batches' | 'days'>('batches')
  const kind = report.batches.length > 0 ? by : 'days'
  const points = report[kind]
  const day = (text: string) => (text === '' ? '' : format.date(new Date(`${text}T12:00:00`).getTime()))
  const nameOf = (point: TrendPoint | undefined, end: 'from' | 'to') => {
    if (point === undefined) return ''
    return kind === 'batches' && point.batch !== undefined ? (titles?.get(point.batch) ?? '') : day(point[end])
  }
  const told = points.filter(({ value }) => value.value !== null)
  const figure = (point: TrendPoint | undefined) =>
    point === undefined || point.value.value === null ? '—' : coefficient(point.value.value, settings)
  const drawing = trendPlot(WIDTH, points, {
    figure: (value) => coefficient(value, settings),
    ends: [nameOf(points[0], 'from'), nameOf(points.at(-1), 'to')],
    size: settings.locale === 'ur' ? 13 : 11,
  })
  return (
    <PlotCard
      title={t(`trend.${kind}`)}
      drawing={told.length === 0 ? null : drawing}
      csv={plotFiles.trend(report, (point) => nameOf(point, 'from'))}
      {...(told.length === 0 && { hint: t('trend.none') })}
    >
      {report.batches.length > 0 && report.days.length > 0 && (
        <Segmented
          label={t('trend.choose')}
          value={kind}
          options={[
            { value: 'batches', label: t('filter.batch') },
            { value: 'days', label: t('trend.day') },
          ]}
          onChange={setBy}
        />
      )}
      {told.length > 0 && (
        <Plot drawing={drawing} name={t('trend.plot', { first: figure(told[0]), last: figure(told.at(-1)) })} />
      )}
    </PlotCard>
  )
}
