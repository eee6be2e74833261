import { Fragment, lazy, Suspense, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Router, Switch, useParams } from 'wouter'
import type { ProjectId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import { getProject, listProfiles } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { AnnotatePage } from '#renderer/features/annotate/annotate-page.tsx'
import { RestoreDialog } from '#renderer/features/backups/restore-dialog.tsx'
import type { BackupFile } from '#renderer/platform/backups-port.ts'
import { BundlesHost } from '#renderer/features/bundles/bundles-host.tsx'
import { FirstStartPage } from '#renderer/features/first-start/first-start-page.tsx'
import { ImportPage } from '#renderer/features/import/import-page.tsx'
import { NewProjectPage } from '#renderer/features/projects/new-project-page.tsx'
import { ProjectsPage } from '#renderer/features/projects/projects-page.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { ToastRegion } from '#renderer/ui/toasts.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { useHashPlace, useHashSearch } from './hash-location.ts'
import { HelpHost } from './help-host.tsx'
import { ManageLayout } from './manage-layout.tsx'
import { Notices } from './notices.tsx'
import { isLocked } from './profile-lock.ts'
import { ReadOnlyPage } from './read-only-page.tsx'
import { ReadOnlyTask } from './read-only-task.tsx'
import { RecoveryDialog } from './recovery-dialog.tsx'
import { ROUTES } from './routes.ts'
import { ProfileContext, useServices, useSettings } from './services-context.ts'
import { StartFromBackup } from './start-from-backup.tsx'
import { useTeamSession } from './team/use-team.ts'
import { useTopUps } from './team/use-top-ups.ts'
import { useAppearance } from './use-appearance.ts'
import { useAccess } from './use-halt.ts'
import { useRefusedToast } from './use-refused-toast.ts'
import './app.css'

// Not needed for the first paint, nor by those who label.
const AdjudicatePage = lazy(async () => ({
  default: (await import('#renderer/features/adjudicate/adjudicate-page.tsx')).AdjudicatePage,
}))
const BackupsPage = lazy(async () => ({
  default: (await import('#renderer/features/backups/backups-page.tsx')).BackupsPage,
}))
const ExportPage = lazy(async () => ({
  default: (await import('#renderer/features/export/export-page.tsx')).ExportPage,
}))
const GuidelinesPage = lazy(async () => ({
  default: (await import('#renderer/features/guidelines/guidelines-page.tsx')).GuidelinesPage,
}))
const LabelsPage = lazy(async () => ({
  default: (await import('#renderer/features/labels/labels-page.tsx')).LabelsPage,
}))
const LearnPage = lazy(async () => ({ default: (await import('#renderer/features/learn/learn-page.tsx')).LearnPage }))
const ProfilesPage = lazy(async () => ({
  default: (await import('#renderer/features/profiles/profiles-page.tsx')).ProfilesPage,
}))
const SettingsPage = lazy(async () => ({
  default: (await import('#renderer/features/settings/settings-page.tsx')).SettingsPage,
}))
const AnswersPage = lazy(async () => ({
  default: (await import('#renderer/features/answers/answers-page.tsx')).AnswersPage,
}))
const HandOutPage = lazy(async () => ({
  default: (await import('#renderer/features/hand-out/hand-out-page.tsx')).HandOutPage,
}))
const AgreementPage = lazy(async () => ({
  default: (await import('#renderer/features/agreement/agreement-page.tsx')).AgreementPage,
}))
const HeldPage = lazy(async () => ({ default: (await import('#renderer/features/held/held-page.tsx')).HeldPage }))
const JoinPage = lazy(async () => ({ default: (await import('#renderer/features/team/join-page.tsx')).JoinPage }))
const FilesTeam = lazy(async () => ({ default: (await import('#renderer/features/bundles/files-team.tsx')).FilesTeam }))
const ReceiptsCard = lazy(async () => ({
  default: (await import('#renderer/features/bundles/receipts-card.tsx')).ReceiptsCard,
}))
const PeoplePage = lazy(async () => ({ default: (await import('#renderer/features/team/people-page.tsx')).PeoplePage }))

/** Pages that say themselves what a tab that only reads may not do. */
const PROJECT_PAGES = [
  [ROUTES.export, ExportPage],
  [ROUTES.handOut, HandOutPage],
  [ROUTES.answers, AnswersPage],
  [ROUTES.held, HeldPage],
  [ROUTES.agreement, AgreementPage],
  [ROUTES.adjudicate, AdjudicatePage],
] as const

export function App() {
  useAppearance()
  useRefusedToast()
  const { t } = useTranslation('common')
  const { data, lock, team, bundles } = useServices()
  const opened = useSyncExternalStore(lock.subscribe, lock.current)
  const { locale, annotatorId } = useSettings()
  const profiles = useQuery(() => listProfiles(data), [data])
  const chosen = profiles?.find((one) => one.id === annotatorId) ?? null
  useEffect(() => {
    // A PIN that is set while one works does not lock the door behind one.
    if (chosen?.pin === null) lock.open(chosen.id)
  }, [chosen, lock])
  // Here, because the first screen goes as soon as the profile of this laptop is back.
  const [restoring, setRestoring] = useState<BackupFile | null>(null)
  // Found at the start, and kept: what is restored then changes nothing of what happened.
  const [lost, setLost] = useState<boolean | null>(null)
  const working = chosen !== null && !isLocked(chosen, opened) ? chosen.id : null
  const joining = useHashPlace()[0] === ROUTES.join
  useEffect(() => {
    void team.follow(working)
    bundles.follow(working)
  }, [team, bundles, working])
  if (profiles === undefined) return null
  if (lost === null) setLost(annotatorId !== '' && profiles.length === 0)
  const profile = chosen !== null && isLocked(chosen, opened) ? null : chosen
  return (
    <I18nProvider locale={locale}>
      <ErrorBoundary>
        <Router hook={useHashPlace} searchHook={useHashSearch}>
          <div className="app-root">
            <Notices />
            <HelpHost canLearn={profile !== null}>
              {(help) =>
                joining ? (
                  <Suspense fallback={null}>
                    <JoinPage />
                  </Suspense>
                ) : profile === null ? (
                  <FirstStartPage
                    profiles={profiles}
                    lost={lost === true}
                    fromBackup={<StartFromBackup lost={lost === true} onFile={setRestoring} />}
                  />
                ) : (
                  <ProfileContext value={profile} key={profile.id}>
                    <Routes help={help} />
                  </ProfileContext>
                )
              }
            </HelpHost>
            <BundlesHost />
            {restoring && <RestoreDialog file={restoring} onClose={() => setRestoring(null)} />}
          </div>
        </Router>
      </ErrorBoundary>
      <RecoveryDialog />
      <ToastRegion closeLabel={t('action.close')} />
    </I18nProvider>
  )
}

function Routes({ help }: { help: () => void }) {
  const { t } = useTranslation(['common', 'projects'])
  const { mode, turn } = useAccess()
  const readOnly = mode !== 'writing'
  useTopUps()
  const inProject = (page: (project: Project) => ReactNode) => (
    <WithProject>
      {(project) => (
        <ManageLayout project={project} onHelp={help}>
          {page(project)}
        </ManageLayout>
      )}
    </WithProject>
  )
  // When this tab begins or ceases to write, a page reads anew what it holds: another tab has written.
  const managed = (page: ReactNode) => (
    <ManageLayout onHelp={help}>
      <Fragment key={turn}>{page}</Fragment>
    </ManageLayout>
  )
  return (
    <Suspense fallback={null}>
      <Switch>
        <Route path={ROUTES.projects}>{managed(<ProjectsPage />)}</Route>
        <Route path={ROUTES.annotate}>
          <WithProject>{(project) => <AnnotatePage key={project.id} project={project} />}</WithProject>
        </Route>
        <Route path={ROUTES.newProject}>
          {managed(readOnly ? <ReadOnlyPage title={t('projects:new')} /> : <NewProjectPage />)}
        </Route>
        <Route path={ROUTES.labels}>
          {inProject((project) =>
            readOnly ? (
              <ReadOnlyTask project={project} title={t('nav.labels')} />
            ) : (
              <LabelsPage key={project.id} project={project} />
            ),
          )}
        </Route>
        <Route path={ROUTES.guidelines}>
          {inProject((project) =>
            readOnly ? (
              <ReadOnlyTask project={project} title={t('nav.guidelines')} />
            ) : (
              <GuidelinesPage key={project.id} project={project} />
            ),
          )}
        </Route>
        <Route path={ROUTES.import}>
          {inProject((project) =>
            readOnly ? <ReadOnlyPage title={t('nav.import')} /> : <ImportPage key={project.id} project={project} />,
          )}
        </Route>
        <Route path={ROUTES.people}>
          {inProject((project) => (
            <PeoplePage
              key={project.id}
              project={project}
              files={<FilesTeam project={project} />}
              receipts={<ReceiptsCard project={project} />}
            />
          ))}
        </Route>
        {PROJECT_PAGES.map(([path, Page]) => (
          <Route key={path} path={path}>
            {inProject((project) => (
              <Page key={project.id} project={project} />
            ))}
          </Route>
        ))}
        <Route path={ROUTES.profiles}>{managed(<ProfilesPage />)}</Route>
        <Route path={ROUTES.learn}>{managed(<LearnPage />)}</Route>
        <Route path={ROUTES.backups}>{managed(<BackupsPage />)}</Route>
        <Route path={ROUTES.settings}>{managed(<SettingsPage />)}</Route>
        <Route>
          <Redirect to={ROUTES.projects} />
        </Route>
      </Switch>
    </Suspense>
  )
}

/** Gives a page its project, or says that it is gone. */
export function WithProject({ children }: { children: (project: Project) => ReactNode }) {
  const { t } = useTranslation(['common', 'team'])
  const { data } = useServices()
  const { project: id } = useParams<{ project: string }>()
  const project = useQuery(() => getProject(data, id as ProjectId), [data, id])
  const team = useTeamSession(id as ProjectId)
  if (project === undefined) return null
  if (project !== null) return children(project)
  if (team !== null && team.status.contactAt === null) return <EmptyState sentence={t('team:arriving')} />
  return (
    <EmptyState sentence={t('missing.title')}>
      <Button variant="primary" onPress={() => location.assign('#/')}>
        {t('missing.home')}
      </Button>
    </EmptyState>
  )
}
