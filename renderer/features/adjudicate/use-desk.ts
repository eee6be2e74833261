import { useState } from 'react'
import { useHalt, type Halt } from '#renderer/app/use-halt.ts'
import { mayBeNew } from './differences-table.tsx'
import { offeredNow } from './gold-card.tsx'
import { proposedParts } from './proposed-parts.ts'
import type { SettleDeskProps } from './settle-desk.tsx'
import type { UnclearSaid } from './unclear-dialog.tsx'
import type { Decided } from './use-decision.ts'
import { useSettleKeys } from './use-settle-keys.ts'
import { useSettling, type Settling } from './use-settling.ts'
import type { ShownItem } from './use-shown-item.ts'

type DeskDialog = 'unclear' | 'comment' | 'history' | null

/** `open`: something is not decided yet; otherwise why a decision was not written. */
export type DeskTrouble = Exclude<Decided, 'written'> | 'open' | null

export type DeskActs = {
  settling: Settling
  /** Why nothing is taken now. */
  halt: Halt | null
  trouble: DeskTrouble
  dialog: DeskDialog
  openDialog(dialog: DeskDialog): void
  takeWhole(index: number): unknown
  write(): void
  settle(): void
  undo(): void
  markUnclear(said: UnclearSaid): void
}

/** What is done at the desk, by key or by mouse. */
export function useDesk(props: SettleDeskProps): DeskActs {
  const { shown, deciding, proposals } = props
  const halt = useHalt()
  const settling = useSettling(props)
  const [dialog, openDialog] = useState<DeskDialog>(null)
  const [trouble, setTrouble] = useState<DeskTrouble>(null)
  const [busy, setBusy] = useState(false)
  const { act, rows, open, isWhole, state } = settling
  const follow = async (decision: () => Promise<Decided>) => {
    // A second press while the first is on its way to the disk would decide the same again.
    if (busy) return
    setBusy(true)
    const outcome = await decision()
    setBusy(false)
    setTrouble(outcome === 'written' ? null : outcome)
    if (outcome !== 'written') return
    await settling.forget()
    props.onNext('done')
  }
  const settle = () => {
    if (isWhole) return void follow(() => deciding.settle(shown, settling.gold, proposals))
    setTrouble('open')
    act({ kind: 'go', at: rows.findIndex(({ key, of }) => open.has(key) || settling.gold(of.question).length === 0) })
  }
  const undo = () => (state.past.length > 0 ? act({ kind: 'undo' }) : void deciding.undo())
  const takeWhole = (index: number) => index < shown.answers.length && act({ kind: 'whole', index })
  const write = () => act({ kind: 'begin', key: null })
  const allowed = (run: () => void) => halt === null && run()
  useSettleKeys({
    answers: shown.answers.length,
    isWriting: state.writing !== null,
    onDecide: (number) => allowed(() => decideRow(settling, number)),
    onWhole: (index) => allowed(() => takeWhole(index)),
    onRow: (step) => act({ kind: 'go', at: state.at + step }),
    onPropose: (which) => allowed(() => propose(settling, shown, proposals, which)),
    onWrite: () => allowed(write),
    onUnclear: () => allowed(() => openDialog('unclear')),
    onComment: () => allowed(() => shown.answers.length > 0 && openDialog('comment')),
    onLater: () => props.onNext('later'),
    onSettle: () => allowed(settle),
    onUndo: () => allowed(undo),
    onNames: props.onNames,
    onHistory: () => openDialog('history'),
  })
  return {
    settling,
    halt,
    trouble: trouble === 'open' && isWhole ? null : trouble,
    dialog,
    openDialog,
    takeWhole,
    write,
    settle,
    undo,
    markUnclear(said) {
      openDialog(null)
      void follow(() => deciding.unclear(shown, unclearQuestions(settling), said))
    },
  }
}

/** Those on which the answers differ; where they do not, all that are not settled. */
function unclearQuestions({ rows, ground }: Settling) {
  const open = ground.questions.map(({ id }) => id).filter((id) => !ground.settled.includes(id))
  const disputed = open.filter((id) => rows.some(({ of }) => of.question === id))
  return disputed.length > 0 ? disputed : open
}

function decideRow({ row, act }: Settling, number: number): void {
  if (row === null) return
  if (number < row.difference.said.length) {
    act({ kind: 'decide', key: row.key, decision: { by: 'answer', index: number } })
  } else if (mayBeNew(row)) act({ kind: 'begin', key: row.key })
}

function propose(settling: Settling, { item }: ShownItem, proposals: SettleDeskProps['proposals'], which: 0 | 1): void {
  const offered = offeredNow(settling, proposals)
  const proposed = offered?.methods[which]
  if (offered === null || proposed === undefined) return
  settling.act({ kind: 'propose', question: offered.of.question, parts: proposedParts(item, proposed) })
}
