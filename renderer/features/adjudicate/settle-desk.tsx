import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { Note } from '#renderer/ui/note.tsx'
import { AnswerSheets } from './answer-sheets.tsx'
import { CommentDialog } from './comment-dialog.tsx'
import { DeskNotes } from './desk-notes.tsx'
import { DifferencesTable } from './differences-table.tsx'
import { GoldFrame, GoldHead, GoldText } from './gold-card.tsx'
import { GoldWriting } from './gold-writing.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import type { Proposals } from './proposed-parts.ts'
import { SettleBar } from './settle-bar.tsx'
import { UnclearDialog } from './unclear-dialog.tsx'
import type { Deciding } from './use-decision.ts'
import { useDesk, type DeskActs } from './use-desk.ts'
import { placeOf } from './use-settling.ts'
import type { ShownItem } from './use-shown-item.ts'

export type SettleDeskProps = {
  project: Project
  task: TaskVersion
  shown: ShownItem
  /** What was decided in an earlier sitting and not settled (`deskText`). */
  draft: string
  /** An answer changed while it lay here: it is shown again. */
  changed: boolean
  /** How many have still to finish it. */
  pending: number
  proposals: Proposals
  deciding: Deciding
  showNames: boolean
  onNames: () => void
  /** To the next item: this one is done, or is to come again later. */
  onNext: (why: 'done' | 'later') => void
}

/** An item on the desk: answers side by side, where they differ, and the gold answer that comes of it. */
export function SettleDesk(props: SettleDeskProps) {
  const { t } = useTranslation('adjudicate')
  const { project, task, shown, proposals } = props
  const desk = useDesk(props)
  const { settling, halt } = desk
  const { row, rows, open, state } = settling
  const disabledReason = halt === null ? null : t(`halt.${halt}`)
  return (
    <>
      <div className="adj-desk">
        <DeskNotes {...props} trouble={desk.trouble} open={open.size} />
        {disabledReason !== null && <Note tone="warning" title={disabledReason} />}
        <AnswerSheets
          project={project}
          task={task}
          shown={shown}
          row={row}
          showNames={props.showNames}
          disabledReason={disabledReason}
          onTake={desk.takeWhole}
        />
        {rows.length > 0 && state.writing === null && (
          <DifferencesTable {...{ task, shown, settling, disabledReason }} />
        )}
        {state.writing === null ? (
          <GoldFrame head={<GoldHead {...{ shown, settling, proposals, disabledReason }} />}>
            <GoldText
              project={project}
              task={task}
              item={shown.item}
              gold={settling.gold}
              place={row !== null && open.has(row.key) ? placeOf(row) : null}
            />
          </GoldFrame>
        ) : (
          <GoldWriting
            key={state.writing.key ?? ''}
            {...{ project, task, settling }}
            item={shown.item}
            writing={state.writing}
          />
        )}
      </div>
      <SettleBar
        disabledReason={disabledReason ?? (state.writing === null ? null : t('writing.first'))}
        settleReason={
          settling.isWhole ? null : open.size === 0 ? t('progress.noLabel') : t('progress.open', { count: open.size })
        }
        showNames={props.showNames}
        hasHistory={Object.keys(shown.gold).length > 0}
        answers={shown.answers.length}
        onWrite={desk.write}
        onUnclear={() => desk.openDialog('unclear')}
        onComment={() => desk.openDialog('comment')}
        onUndo={desk.undo}
        onNames={props.onNames}
        onHistory={() => desk.openDialog('history')}
        onLater={() => props.onNext('later')}
        onSettle={desk.settle}
      />
      <DeskDialogs project={project} task={task} shown={shown} desk={desk} />
    </>
  )
}

type DialogsProps = Pick<SettleDeskProps, 'project' | 'task' | 'shown'> & { desk: DeskActs }

function DeskDialogs({ project, task, shown, desk }: DialogsProps) {
  const close = () => desk.openDialog(null)
  switch (desk.dialog) {
    case 'unclear':
      return <UnclearDialog project={project} task={task} onSave={desk.markUnclear} onClose={close} />
    case 'comment':
      return <CommentDialog shown={shown} onClose={close} />
    case 'history':
      return <HistoryDialog task={task} item={shown.item} onClose={close} />
    case null:
      return null
  }
}
