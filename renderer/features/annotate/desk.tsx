import type { RefObject } from 'react'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import type { MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import { FailedNote } from './failed-note.tsx'
import { FinishedView } from './finished-view.tsx'
import { NoTexts } from './no-texts.tsx'
import { PausedNote } from './paused-note.tsx'
import { LabelBar } from './label-bar.tsx'
import { Sheet } from './sheet.tsx'
import type { TaskLabel } from './task-labels.ts'
import type { AnnotateDialog } from './use-annotate-keys.ts'
import type { Answering } from './use-answering.ts'
import type { WorkSession, WorkState } from './work-session.ts'

export type DeskProps = {
  project: Project
  task: TaskVersion
  labels: readonly TaskLabel[]
  session: WorkSession
  state: WorkState
  answering: Answering
  textRef: RefObject<MarkedTextHandle | null>
  openDialog(dialog: AnnotateDialog): void
}

/** Labels and sheet, or what stands there when there is no text to show. */
export function Desk({ project, task, labels, session, state, answering, textRef, openDialog }: DeskProps) {
  const { work } = state
  return (
    <section className="desk">
      {state.failed && <FailedNote failed={state.failed} session={session} />}
      {answering.halt === 'space' && <PausedNote />}
      {state.phase === 'item' && work && (
        <>
          <LabelBar
            questions={task.questions}
            labels={labels}
            answering={answering}
            suggestions={work.suggestions}
            onAll={() => openDialog('labels')}
          />
          <Sheet
            project={project}
            questions={task.questions}
            labels={labels}
            work={work}
            answering={answering}
            filtered={state.subset !== null}
            textRef={textRef}
            openDialog={openDialog}
          />
        </>
      )}
      {state.phase === 'finished' && <FinishedView project={project} subset={state.subset} session={session} />}
      {state.phase === 'empty' && <NoTexts project={project} />}
    </section>
  )
}
