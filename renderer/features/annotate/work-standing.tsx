import type { Who } from '#renderer/data/commands/change-project.ts'
import { AnnotateProgress, useProgress } from './annotate-progress.tsx'
import type { AnnotateDialog } from './use-annotate-keys.ts'
import { WorkButtons } from './work-buttons.tsx'

type Props = { who: Who; sitting: number; openDialog: (dialog: AnnotateDialog) => void }

/** Where the person's work stands, and what a team adds to it. Read once for both: it changes with each answer. */
export function WorkStanding({ who, sitting, openDialog }: Props) {
  const progress = useProgress(who.projectId)
  return (
    <>
      <WorkButtons who={who} isAssigned={progress?.share.isAssigned ?? false} openDialog={openDialog} />
      {progress && <AnnotateProgress progress={progress} sitting={sitting} />}
    </>
  )
}
