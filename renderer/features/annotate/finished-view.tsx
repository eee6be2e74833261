import { GraduationCap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { FINISHED_STATUSES } from '#shared/domain/status.ts'
import { OwnBatchList } from '#renderer/app/batches/own-batch-list.tsx'
import { projectPath, ROUTES } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { ownBatches, type OwnBatch } from '#renderer/data/queries/batches.ts'
import { ownTraining } from '#renderer/data/queries/training.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
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
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const progress = useProgress(project.id)
  const batches = useQuery(
    () => ownBatches(data, { projectId: project.id, annotatorId }),
    [data, project.id, annotatorId],
  )
  if (!progress) return null
  const { counters, share } = progress
  const filtered = subset !== null
  const open = Math.max(0, share.items - share.finished)
  const title = filtered
    ? t('finished.subset', { count: subset.length })
    : open > 0
      ? t('finished.nothingOpen')
      : t('finished.title', { count: share.items })
  return (
    <section className="card finished" aria-live="polite">
      <h1 className="empty-state-sentence">{title}</h1>
      <dl className="finished-list">
        {FINISHED_STATUSES.map((status) => (
          <div key={status} className="finished-row">
            <dt className="muted">{t(`status.${status}`)}</dt>
            <dd className="num bold">{format.number(counters.byStatus[status])}</dd>
          </div>
        ))}
        <div className="finished-row">
          <dt className="muted">{t('finished.open')}</dt>
          <dd className="num bold">{format.number(open)}</dd>
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
      {batches !== undefined && batches.length > 0 && (
        <div className="finished-batches">
          <OwnBatchList batches={batches} />
          <TrainingLines project={project} batches={batches} />
        </div>
      )}
      <div className="row wrap">
        {filtered && (
          <Button variant="primary" onPress={() => void session.workThrough(null)}>
            {t('finished.whole')}
          </Button>
        )}
        <Button
          variant={filtered || share.isAssigned ? 'secondary' : 'primary'}
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

/** How many texts of each training round were right. */
function TrainingLines({ project, batches }: { project: Project; batches: readonly OwnBatch[] }) {
  const { t } = useTranslation(['annotate', 'batches'])
  const format = useFormat()
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const rounds = useQuery(async () => {
    const who = { projectId: project.id, annotatorId }
    const standings = await Promise.all(batches.map(({ id }) => ownTraining(data, who, id)))
    return batches.flatMap(({ id, title }, index) => {
      const standing = standings[index] ?? null
      return standing === null || standing.done === 0 ? [] : [{ id, title, ...standing }]
    })
  }, [data, project.id, annotatorId, batches])
  return (rounds ?? []).map(({ id, title, right, done }) => (
    <p key={id} className="row">
      <GraduationCap size={15} aria-hidden />
      <bdi className="muted">{title || t('batches:untitled')}</bdi>
      <span>{t('round.title', { right: format.number(right), done: format.number(done) })}</span>
    </p>
  ))
}
