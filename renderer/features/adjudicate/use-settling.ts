import { useEffect, useMemo, useReducer, useRef } from 'react'
import type { FieldId } from '#shared/base/ids.ts'
import { goldOf, isSpan, isWhole, openKeys, type Part, type QuestionCase } from '#shared/domain/settle.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useKept } from '#renderer/app/use-kept.ts'
import { saveDraft } from '#renderer/data/commands/save-place.ts'
import type { TextRange } from '#renderer/ui/marked-text/text-range.ts'
import { deskDraftKey, deskText, readDesk } from './desk-draft.ts'
import { keepDesk, keptDesk } from './kept-desks.ts'
import {
  actOnDesk,
  EMPTY_DESK,
  resumedDesk,
  rowsOf,
  type DeskAct,
  type DeskGround,
  type DeskState,
  type Row,
} from './settling-state.ts'
import type { ShownItem } from './use-shown-item.ts'

/**
 * What lies on the desk, and what can be done with it. Begun anew with each item, and when its answers change.
 * What is decided and not settled is kept over restarts.
 */
export type Settling = {
  ground: DeskGround
  state: DeskState
  rows: Row[]
  /** The marked line; null where nothing differs. */
  row: Row | null
  /** Lines that nothing is decided of. */
  open: ReadonlySet<string>
  isWhole: boolean
  /** All is decided, but a question that asks for one label has none. */
  noLabel: boolean
  /** The decisions were written: what was kept of them goes. */
  forget(): Promise<void>
  gold(question: string): Part[]
  act(act: DeskAct): void
}

type Parts = {
  project: Project
  task: TaskVersion
  shown: ShownItem
  /** What was kept of an earlier sitting (`deskText`). */
  draft: string
}

export function useSettling({ project, task, shown, draft }: Parts): Settling {
  const { cases, item } = shown
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const place = `${annotatorId} ${item.id} ${shown.sign}`
  const key = deskDraftKey(annotatorId, item.id)
  const settled = useRef(false)
  const ground = useMemo(
    (): DeskGround => ({
      cases,
      questions: task.questions,
      fields: project.fields.map(({ id }) => id),
      item,
      settled: shown.settled,
    }),
    [cases, task, project, item, shown.settled],
  )
  const [state, act] = useReducer(
    (before: DeskState, next: DeskAct) => actOnDesk(ground, before, next),
    null,
    (): DeskState => keptDesk(place) ?? resumed(shown, draft),
  )
  useEffect(() => keepDesk(place, state), [place, state])
  useKept(deskText(shown.sign, state), draft, (text) => saveDraft(data, key, settled.current ? '' : text))
  const rows = useMemo(() => rowsOf(cases), [cases])
  const open = new Set(openKeys(cases, state.settling))
  const noLabel = cases.some((one) => lacksLabel(task, one, goldOf(one, state.settling)))
  return {
    ground,
    state,
    rows,
    row: rows[state.at] ?? null,
    open,
    isWhole: !noLabel && cases.every((one) => isWhole(one, state.settling)),
    noLabel,
    async forget() {
      settled.current = true
      keepDesk(place, EMPTY_DESK)
      // What stays there speaks of answers as they were before this decision: it is never taken up.
      await saveDraft(data, key, '').catch(() => undefined)
    },
    gold: (question) => {
      const one = cases.find((other) => other.question === question)
      return one === undefined ? [] : goldOf(one, state.settling, ground.fields)
    },
    act,
  }
}

function resumed({ cases, sign }: ShownItem, draft: string): DeskState {
  const settling = readDesk(draft, sign)
  return settling === null ? EMPTY_DESK : resumedDesk(cases, settling)
}

/** A question with one label whose answers differ cannot be settled without one. */
function lacksLabel(task: TaskVersion, { question: id, differences }: QuestionCase, gold: readonly Part[]): boolean {
  const question = task.questions.find((one) => one.id === id)
  return question?.kind === 'choice' && !question.multiple && differences.length > 0 && gold.length === 0
}

/** Where in a text a line of the table speaks of: all that any answer marked there. Null for a label of the whole text. */
export function placeOf(row: Row | null): { field: FieldId; range: TextRange } | null {
  const spans = row?.difference.said.flat().filter(isSpan) ?? []
  const [first] = spans
  if (first === undefined) return null
  const start = Math.min(...spans.map((span) => span.start))
  const end = Math.max(...spans.map((span) => span.end))
  return { field: first.field, range: { start, end } }
}

/** What was decided of a line, in words for the table: which answer, or that it was written anew. */
export function choiceOf({ state }: Pick<Settling, 'state'>, { key, of }: Row): number | 'own' | null {
  if (state.settling.written[of.question] !== undefined) return 'own'
  const decision = state.settling.decisions[key]
  if (decision === undefined) return null
  if (decision.by === 'answer') return decision.index
  return 'own'
}
