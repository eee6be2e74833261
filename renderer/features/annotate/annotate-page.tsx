import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices, useSettings } from '#renderer/app/services-context.ts'
import { TopBar } from '#renderer/app/top-bar.tsx'
import { currentTask } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import type { MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import { useStableCalls } from '#renderer/ui/use-stable-calls.ts'
import { ActionBar } from './action-bar.tsx'
import { AnnotateDialogs } from './annotate-dialogs.tsx'
import { Desk } from './desk.tsx'
import { SidePanel } from './side-panel.tsx'
import { taskLabels } from '#renderer/app/answering/task-labels.ts'
import { useAnnotateKeys, type AnnotateDialog, type PanelTab } from './use-annotate-keys.ts'
import { useSessionAnswering } from './use-session-answering.ts'
import { useTurn } from './use-turn.ts'
import { useWorkSession } from './use-work-session.ts'
import { WorkStanding } from './work-standing.tsx'
import './annotate.css'

/** The work screen: the text is the hero, everything else stands around it. */
export function AnnotatePage({ project }: { project: Project }) {
  const { data } = useServices()
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  return task ? <AnnotateWork key={task.version} project={project} task={task} /> : null
}

function AnnotateWork({ project, task }: { project: Project; task: TaskVersion }) {
  const { t } = useTranslation('annotate')
  const { platform } = useServices()
  const { locale, guidelinesOpen } = useSettings()
  const annotatorId = useAnnotatorId()
  const [, navigate] = useLocation()
  const { session, state } = useWorkSession(project.id, task.version)
  const labels = useMemo(() => taskLabels(task.questions, locale), [task, locale])
  const answering = useSessionAnswering(session, state, task.questions)
  const [dialog, setDialog] = useState<AnnotateDialog>(null)
  const [tab, setTab] = useState<PanelTab>('guidelines')
  const textRef = useRef<MarkedTextHandle>(null)
  const who = useMemo(() => ({ projectId: project.id, annotatorId }), [project.id, annotatorId])
  const openTab = (next: PanelTab) => {
    setTab(next)
    platform.settings.update({ guidelinesOpen: true })
  }
  const haltReason = answering.halt === null ? null : t(`idle.${answering.halt}`)
  const turn = useTurn(session, answering)
  useAnnotateKeys({
    session,
    answering,
    labels,
    text: () => textRef.current,
    openDialog: setDialog,
    openTab,
    toggleGuidelines: () => platform.settings.update({ guidelinesOpen: !guidelinesOpen }),
    newLabel: () => navigate(projectPath('labels', project.id)),
    turn: (way) => void turn(way),
  })
  // Parts of the screen that an answer does not change are not drawn again for it.
  const calls = useStableCalls({
    finish: answering.finish,
    toggleFlag: answering.toggleFlag,
    undo: () => void turn('undo'),
    redo: () => void turn('redo'),
    openTab,
    help: () => setDialog('keys'),
  })
  const { work } = state
  return (
    <div className="work">
      <TopBar back onHelp={calls.help}>
        <bdi className="med nowrap work-project">{project.name}</bdi>
        <span className="grow" />
        <WorkStanding who={who} sitting={state.sittingFinished} openDialog={setDialog} />
      </TopBar>
      <main className={guidelinesOpen ? 'work-main' : 'work-main work-main-wide'}>
        <Desk
          project={project}
          task={task}
          labels={labels}
          session={session}
          state={state}
          answering={answering}
          textRef={textRef}
          openDialog={setDialog}
          onGuidelines={guidelinesOpen && tab === 'guidelines' ? null : () => openTab('guidelines')}
        />
        {guidelinesOpen && work && (
          <SidePanel
            task={task}
            language={project.fields[0]?.language ?? 'ur'}
            labels={labels}
            work={work}
            session={session}
            answering={answering}
            tab={tab}
            onTab={setTab}
          />
        )}
      </main>
      <ActionBar
        project={project}
        session={session}
        finish={calls.finish}
        toggleFlag={calls.toggleFlag}
        flagged={work?.annotation?.flag?.value ?? false}
        idle={state.phase !== 'item' && state.phase !== 'feedback'}
        seen={state.phase === 'feedback' || state.phase === 'round'}
        haltReason={haltReason}
        onUndo={calls.undo}
        onRedo={calls.redo}
        openDialog={setDialog}
        openTab={calls.openTab}
      />
      <AnnotateDialogs
        dialog={dialog}
        who={who}
        labels={labels}
        session={session}
        answering={answering}
        onClose={() => setDialog(null)}
      />
    </div>
  )
}
