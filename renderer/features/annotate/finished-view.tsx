import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { FINISHED_STATUSES } from '#shared/domain/status.ts'
import { projectPath, ROUTES } from '#renderer/app/routes.ts'
import { finishedOf } from '#renderer/data/queries/projects.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useProgress } from './annotate-progress.tsx'
import type { WorkSession } from './work-session.ts'

/** What was done, what is open, and what next. */
export function FinishedView({
  project,
  subset,
  session,
}: {
  project: Project
  /** Orders of the texts gone through; null = all of the project. */
  subset: readonly number[] | null
  session: WorkSession
}) {
  const { t } = useTranslation('annotate')
  const format = useFormat()
  const [, navigate] = useLocation()
  const progress = useProgress(project.id)
  if (!progress) return null
  const { counters, items: projectItems } = progress
  const filtered = subset !== null
  const items = subset?.length ?? projectItems
  return (
    <section className="card finished" aria-live="polite">
      <h1 className="empty-state-sentence">{t(filtered ? 'finished.subset' : 'finished.title', { count: items })}</h1>
      <dl className="finished-list">
        {FINISHED_STATUSES.map((status) => (
          <div key={status} className="finished-row">
            <dt className="muted">{t(`status.${status}`)}</dt>
            <dd className="num bold">{format.number(counters.byStatus[status])}</dd>
          </div>
        ))}
        <div className="finished-row">
          <dt className="muted">{t('finished.open')}</dt>
          <dd className="num bold">{format.number(Math.max(0, projectItems - finishedOf(counters)))}</dd>
        </div>
        <div className="finished-row">
          <dt className="muted">{t('finished.flagged')}</dt>
          <dd className="num bold">{format.number(counters.flagged)}</dd>
        </div>
        <div className="finished-row">
          <dt className="muted">{t('finished.time')}</dt>
          <dd className="num bold">{format.duration(counters.activeMs)}</dd>
        </div>
      </dl>
      <div className="row wrap">
        {filtered && (
          <Button variant="primary" onPress={() => void session.workThrough(null)}>
            {t('finished.whole')}
          </Button>
        )}
        <Button
          variant={filtered ? 'secondary' : 'primary'}
          onPress={() => navigate(projectPath('export', project.id))}
        >
          {t('finished.export')}
        </Button>
        <Button variant="quiet" onPress={() => void session.reopen()}>
          {t('finished.look')}
        </Button>
        <Button variant="quiet" onPress={() => navigate(ROUTES.projects)}>
          {t('finished.home')}
        </Button>
      </div>
    </section>
  )
}
