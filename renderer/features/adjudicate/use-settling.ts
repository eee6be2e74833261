import { useMemo, useReducer } from 'react'
import type { FieldId } from '#shared/base/ids.ts'
import { goldOf, isSpan, isWhole, openKeys, type Part } from '#shared/domain/settle.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import type { TextRange } from '#renderer/ui/marked-text/text-range.ts'
import {
  actOnDesk,
  EMPTY_DESK,
  isUntouched,
  rowsOf,
  type DeskAct,
  type DeskGround,
  type DeskState,
  type Row,
} from './settling-state.ts'
import type { ShownItem } from './use-shown-item.ts'

/** What lies on the desk, and what can be done with it. Begun anew with each item, and when its answers change. */
export type Settling = {
  ground: DeskGround
  state: DeskState
  rows: Row[]
  /** The marked line; null where nothing differs. */
  row: Row | null
  /** Lines that nothing is decided of. */
  open: ReadonlySet<string>
  isWhole: boolean
  isUntouched: boolean
  gold(question: string): Part[]
  act(act: DeskAct): void
}

export function useSettling(project: Project, task: TaskVersion, { cases, item, settled }: ShownItem): Settling {
  const ground = useMemo(
    (): DeskGround => ({ cases, questions: task.questions, fields: project.fields.map(({ id }) => id), item, settled }),
    [cases, task, project, item, settled],
  )
  const [state, act] = useReducer((before: DeskState, next: DeskAct) => actOnDesk(ground, before, next), EMPTY_DESK)
  const rows = useMemo(() => rowsOf(cases), [cases])
  const open = new Set(openKeys(cases, state.settling))
  return {
    ground,
    state,
    rows,
    row: rows[state.at] ?? null,
    open,
    isWhole: cases.every((one) => isWhole(one, state.settling)),
    isUntouched: isUntouched(state),
    gold: (question) => {
      const one = cases.find((other) => other.question === question)
      return one === undefined ? [] : goldOf(one, state.settling, ground.fields)
    },
    act,
  }
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
