import { useTranslation } from 'react-i18next'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { readCounters, type ProjectSummary } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { localDay } from '#renderer/data/data-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { LastBackupLine } from './last-backup-line.tsx'

/** Today's answers and active minutes over all projects. */
export function TodayCard({ summaries }: { summaries: readonly ProjectSummary[] }) {
  const { t } = useTranslation('projects')
  const format = useFormat()
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const ids = summaries.map(({ project }) => project.id).join(' ')
  const today = useQuery(async () => {
    const key = localDay(Date.now())
    const rows = await Promise.all(summaries.map(({ project }) => readCounters(data, project.id, annotatorId)))
    return rows.reduce(
      (sum, row) => ({
        finished: sum.finished + (row.byDay[key]?.finished ?? 0),
        activeMs: sum.activeMs + (row.byDay[key]?.activeMs ?? 0),
      }),
      { finished: 0, activeMs: 0 },
    )
  }, [data, annotatorId, ids])
  return (
    <div className="card today-card">
      <p className="muted sm">{t('today')}</p>
      <p className="muted sm">{t('time')}</p>
      <p className="num today-figure">{format.number(today?.finished ?? 0)}</p>
      <p className="num today-figure">
        {format.minutes(today?.activeMs ?? 0)} <span className="sm muted today-unit">{t('minutes')}</span>
      </p>
      <LastBackupLine />
    </div>
  )
}
