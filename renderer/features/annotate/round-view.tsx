import { GraduationCap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { batchAt } from '#renderer/data/queries/queue.ts'
import { ownTraining } from '#renderer/data/queries/training.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { WorkSession } from './work-session.ts'
import type { WorkState } from './work-state.ts'

type Props = { project: Project; session: WorkSession; state: WorkState }

/** The end of a training round: how many were right, in kind words. */
export function RoundView({ project, session, state: { queue, order } }: Props) {
  const { t } = useTranslation('annotate')
  const format = useFormat()
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const batch = queue === null || order === null ? null : batchAt(queue, order)
  const standing = useQuery(
    async () => (batch === null ? null : ownTraining(data, { projectId: project.id, annotatorId }, batch)),
    [data, project.id, annotatorId, batch],
  )
  if (!standing) return null
  const { right, done } = standing
  const share = done === 0 ? 0 : right / done
  return (
    <section className="card finished" aria-live="polite">
      <h1 className="row empty-state-sentence">
        <GraduationCap size={24} aria-hidden />
        {t('round.title', { right: format.number(right), done: format.number(done) })}
      </h1>
      <p>{t(share === 1 ? 'round.all' : share >= 0.7 ? 'round.most' : 'round.some')}</p>
      <div className="row wrap">
        <Button variant="primary" keys={['Enter']} onPress={() => void session.goOn()}>
          {t('round.on')}
        </Button>
        <Button variant="quiet" keys={['PgUp']} onPress={() => void session.step(-1)}>
          {t('round.back')}
        </Button>
      </div>
    </section>
  )
}
