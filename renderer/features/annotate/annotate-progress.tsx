import { useTranslation } from 'react-i18next'
import type { ProjectId } from '#shared/base/ids.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { localDay } from '#renderer/data/data-context.ts'
import { readCounters, shareOf, type Share } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import type { CountersRow } from '#renderer/data/rows.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Bar } from '#renderer/ui/progress.tsx'

type Progress = { counters: CountersRow; share: Share; today: number }

/** The person's kept counts in a project, and of their part of it, live. */
export function useProgress(projectId: ProjectId): Progress | undefined {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  return useQuery(async () => {
    const counters = await readCounters(data, projectId, annotatorId)
    const share = await shareOf(data, { projectId, annotatorId }, counters)
    return { counters, share, today: counters.byDay[localDay(Date.now())]?.finished ?? 0 }
  }, [data, projectId, annotatorId])
}

/** Done of all, today, and in this sitting. */
export function AnnotateProgress({ progress, sitting }: { progress: Progress; sitting: number }) {
  const { t } = useTranslation('annotate')
  const format = useFormat()
  const { items, finished } = progress.share
  return (
    <div className="row work-progress" title={t('sitting', { count: sitting })}>
      <span className="num nowrap">
        <b>{format.number(finished)}</b> <span className="muted">/ {format.number(items)}</span>
      </span>
      <span className="work-bar">
        <Bar label={t('progress')} share={items === 0 ? 0 : finished / items} />
      </span>
      <span className="muted sm nowrap">{t('todayCount', { count: progress.today })}</span>
      {!progress.share.isAssigned && (
        <span className="muted sm nowrap work-sitting">{t('sitting', { count: sitting })}</span>
      )}
    </div>
  )
}
