import { FolderOpen, Plus, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { projectPath, ROUTES } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { listProjects } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { SearchBox } from '#renderer/ui/search-box.tsx'
import { SwitchField } from '#renderer/ui/switch-field.tsx'
import { searchKey } from '#shared/text/normalise.ts'
import { BackupReminder } from './backup-reminder.tsx'
import { ContinueCard } from './continue-card.tsx'
import { DeletedProjects } from './deleted-projects.tsx'
import { OwnWorkCard } from './own-work-card.tsx'
import { ProjectTable } from './project-table.tsx'
import { TodayCard } from './today-card.tsx'
import './projects.css'

/** Home: where one left off, today's work, every project with its progress. */
export function ProjectsPage() {
  const { t } = useTranslation(['projects', 'help'])
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const [, navigate] = useLocation()
  const [search, setSearch] = useState('')
  const [wantArchived, setWantArchived] = useState(false)
  const all = useQuery(() => listProjects(data, annotatorId), [data, annotatorId])
  const archived = (all ?? []).some(({ project }) => project.archived)
  // With the last one brought back there is no archive to show.
  const showArchived = wantArchived && archived
  const shown = useMemo(() => {
    const key = searchKey(search, 'ur')
    return (all ?? []).filter(
      ({ project }) => project.archived === showArchived && searchKey(project.name, 'ur').includes(key),
    )
  }, [all, search, showArchived])
  const started = (all ?? []).filter(({ project, items }) => !project.archived && items > 0)
  const current = started.find(({ items, finished }) => finished < items) ?? started[0] ?? null
  const goOn = () => current && navigate(projectPath('annotate', current.project.id))
  usePageKeys([
    ...(current === null || showArchived
      ? []
      : [{ caps: ['Enter'], text: t('help:projects.continue'), code: 'Enter', onPress: goOn }]),
    { caps: ['N'], text: t('help:projects.new'), code: 'KeyN', onPress: () => navigate(ROUTES.newProject) },
  ])
  if (all === undefined) return null
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        {all.length > 5 && <SearchBox label={t('search')} value={search} onChange={setSearch} />}
        {archived && (
          <SwitchField isSelected={showArchived} onChange={setWantArchived}>
            {t('showArchived')}
          </SwitchField>
        )}
        <Button variant="quiet" icon={<Users size={15} aria-hidden />} onPress={() => navigate(ROUTES.join)}>
          {t('join')}
        </Button>
        <Button icon={<FolderOpen size={15} aria-hidden />} onPress={() => navigate(`${ROUTES.newProject}?file`)}>
          {t('openFile')}
        </Button>
        <Button
          variant="primary"
          icon={<Plus size={15} aria-hidden />}
          keys={['N']}
          onPress={() => navigate(ROUTES.newProject)}
        >
          {t('new')}
        </Button>
      </div>
      {all.length === 0 ? (
        <section className="card grow project-empty">
          <EmptyState sentence={t('empty')}>
            <Button variant="primary" onPress={() => navigate(ROUTES.newProject)}>
              {t('new')}
            </Button>
          </EmptyState>
        </section>
      ) : (
        <>
          <BackupReminder />
          {!showArchived && (
            <section className="home-cards">
              <ContinueCard summary={current} />
              <TodayCard summaries={all} />
            </section>
          )}
          {!showArchived && <OwnWorkCard summaries={all} />}
          <ProjectTable summaries={shown} search={search} />
        </>
      )}
      <DeletedProjects />
    </>
  )
}
