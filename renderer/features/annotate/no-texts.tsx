import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useProgress } from './annotate-progress.tsx'

/** No text to work on: none was brought in, they are still on their way from the hub, or none was handed out yet. */
export function NoTexts({ project }: { project: Project }) {
  const { t } = useTranslation('annotate')
  const [, navigate] = useLocation()
  const progress = useProgress(project.id)
  const team = useTeamSession(project.id)
  if (progress === undefined) return null
  const someExist = progress.items > 0
  return (
    <section className="card finished">
      <EmptyState sentence={someExist ? t(team === null ? 'elsewhere' : 'arriving') : t('empty')}>
        {!someExist && (
          <Button variant="primary" onPress={() => navigate(projectPath('import', project.id))}>
            {t('bringFile')}
          </Button>
        )}
      </EmptyState>
    </section>
  )
}
