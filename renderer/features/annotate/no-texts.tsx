import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useProgress } from './annotate-progress.tsx'

/** No text to work on: none was brought in, they are still on their way from the hub, or none was handed out yet. */
export function NoTexts({ project }: { project: Project }) {
  const { t } = useTranslation('annotate')
  const [, navigate] = useLocation()
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const progress = useProgress(project.id)
  const team = useTeamSession(project.id)
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  if (progress === undefined || role === undefined) return null
  const { items, isAssigned } = progress.share
  const leads = role === 'lead'
  if (isAssigned && items === 0) {
    return (
      <section className="card finished">
        <EmptyState sentence={t(leads ? 'noneGivenLead' : 'noneGiven')}>
          {leads && (
            <Button variant="primary" onPress={() => navigate(projectPath('handOut', project.id))}>
              {t('handOut')}
            </Button>
          )}
        </EmptyState>
      </section>
    )
  }
  return (
    <section className="card finished">
      <EmptyState sentence={items > 0 ? t(team === null ? 'elsewhere' : 'arriving') : t('empty')}>
        {items === 0 && (
          <Button variant="primary" onPress={() => navigate(projectPath('import', project.id))}>
            {t('bringFile')}
          </Button>
        )}
      </EmptyState>
    </section>
  )
}
