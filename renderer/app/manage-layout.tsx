import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { listProjects } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { Rail } from './rail.tsx'
import { useAnnotatorId, useServices } from './services-context.ts'
import { TopBar } from './top-bar.tsx'

/** Frame of every screen but the work screens: top bar, rail, page. */
export function ManageLayout({
  project = null,
  onHelp,
  children,
}: {
  project?: Project | null
  onHelp: () => void
  children: ReactNode
}) {
  return (
    <div className="app-frame">
      <TopBar onHelp={onHelp}>{project && <ProjectSwitcher project={project} />}</TopBar>
      <div className="manage">
        <Rail projectId={project?.id ?? null} />
        <main className="page">{children}</main>
      </div>
    </div>
  )
}

/** The project's name; opens the same section of another project. */
function ProjectSwitcher({ project }: { project: Project }) {
  const { t } = useTranslation('common')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const [location, navigate] = useLocation()
  const projects = useQuery(() => listProjects(data, annotatorId), [data, annotatorId]) ?? []
  const entries = projects
    .filter((summary) => !summary.project.archived)
    .map(({ project: other }) => ({
      id: other.id,
      label: other.name,
      onAction: () => navigate(location.replace(project.id, other.id)),
    }))
  return (
    <MenuButton
      label={t('top.switchProject')}
      entries={entries}
      button={{ icon: <ChevronDown size={15} />, children: <bdi className="med">{project.name}</bdi>, size: 'm' }}
    />
  )
}
