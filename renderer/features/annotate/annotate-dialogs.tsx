import type { Who } from '#renderer/data/commands/change-project.ts'
import { BatchesDialog } from './batches-dialog.tsx'
import { JumpDialog } from './jump-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { LabelDialog } from '#renderer/app/answering/label-dialog.tsx'
import { LeadCommentsDialog } from './lead-comments-dialog.tsx'
import { SearchDialog } from './search-dialog.tsx'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import type { AnnotateDialog } from './use-annotate-keys.ts'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'
import type { WorkSession } from './work-session.ts'

export type AnnotateDialogsProps = {
  dialog: AnnotateDialog
  who: Who
  labels: readonly TaskLabel[]
  session: WorkSession
  answering: Answering
  onClose: () => void
}

export function AnnotateDialogs({ dialog, who, labels, session, answering, onClose }: AnnotateDialogsProps) {
  const { queue } = session.current()
  switch (dialog) {
    case null:
      return null
    case 'keys':
      return <KeysDialog labels={labels} onClose={onClose} />
    case 'jump':
      return queue && <JumpDialog session={session} queue={queue} onClose={onClose} />
    case 'labels':
      return <LabelDialog labels={labels} onChoose={answering.press} onClose={onClose} />
    case 'batches':
      return <BatchesDialog who={who} onClose={onClose} />
    case 'lead-comments':
      return <LeadCommentsDialog who={who} session={session} onClose={onClose} />
    case 'search':
      return <SearchDialog who={who} labels={labels} session={session} onClose={onClose} />
  }
}
