import type { RefObject } from 'react'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { batchAt, endAt } from '#renderer/data/queries/queue.ts'
import type { MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import { EndedNote } from './ended-note.tsx'
import { FailedNote } from './failed-note.tsx'
import { Feedback } from './feedback.tsx'
import { FinishedView } from './finished-view.tsx'
import { LeadCommentNotes } from './lead-comment-notes.tsx'
import { NoTexts } from './no-texts.tsx'
import { PausedNote } from './paused-note.tsx'
import { LabelBar } from '#renderer/app/answering/label-bar.tsx'
import { RoundView } from './round-view.tsx'
import { Sheet } from './sheet.tsx'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'
import type { AnnotateDialog } from './use-annotate-keys.ts'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import type { WorkSession } from './work-session.ts'
import type { WorkState } from './work-state.ts'

export type DeskProps = {
  project: Project
  task: TaskVersion
  labels: readonly TaskLabel[]
  session: WorkSession
  state: WorkState
  answering: Answering
  textRef: RefObject<MarkedTextHandle | null>
  openDialog(dialog: AnnotateDialog): void
  /** Shows the guidelines; null while they are on the screen. */
  onGuidelines: (() => void) | null
}

/** Labels and sheet, or what stands there when there is no text to show. */
export function Desk(props: DeskProps) {
  const { project, task, labels, session, state, answering, textRef, openDialog, onGuidelines } = props
  const { work } = state
  const onItem = state.phase === 'item' || state.phase === 'feedback'
  return (
    <section className="desk">
      {state.failed && <FailedNote failed={state.failed} session={session} />}
      {answering.halt === 'space' && <PausedNote />}
      {onItem && <Ended project={project} state={state} />}
      {onItem && work && <LeadCommentNotes itemId={work.item.id} />}
      {onItem && work && (
        <>
          {state.phase === 'feedback' ? (
            <Feedback questions={task.questions} work={work} onGuidelines={onGuidelines} />
          ) : (
            <LabelBar
              questions={task.questions}
              labels={labels}
              answering={answering}
              suggestions={work.suggestions}
              onAll={() => openDialog('labels')}
            />
          )}
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
      {state.phase === 'round' && <RoundView project={project} session={session} state={state} />}
      {state.phase === 'finished' && <FinishedView project={project} subset={state.subset} session={session} />}
      {state.phase === 'empty' && <NoTexts project={project} />}
    </section>
  )
}

function Ended({ project, state: { queue, order } }: Pick<DeskProps, 'project' | 'state'>) {
  if (queue === null || order === null) return null
  const end = endAt(queue, order)
  const batch = batchAt(queue, order)
  return end === null || batch === null ? null : <EndedNote projectId={project.id} batch={batch} end={end} />
}
