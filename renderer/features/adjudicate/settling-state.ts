import type { FieldId, ItemId, ProjectId, AnnotatorId, QuestionId, SpanId, WriterId } from '#shared/base/ids.ts'
import { withChanges, type AnswerChange } from '#shared/domain/answer-change.ts'
import { emptyAnnotation, type Annotation } from '#shared/domain/annotation.ts'
import type { Question } from '#shared/domain/question.ts'
import {
  acceptWhole,
  decide,
  differenceKey,
  goldOf,
  isSpan,
  openKeys,
  partsOf,
  samePart,
  takeProposed,
  UNSETTLED,
  write,
  type Decision,
  type Difference,
  type Part,
  type QuestionCase,
  type Settling,
} from '#shared/domain/settle.ts'

/** A line of the table of differences. */
export type Row = { key: string; of: QuestionCase; difference: Difference }

/** An answer in words of one's own: of one difference, or whole (`key` null). */
export type Writing = { key: string | null; draft: Annotation }

/** What lies on the desk: decisions so far, the marked line, what is being written. */
export type Desk = { settling: Settling; at: number; writing: Writing | null }

/** `past`: what an undo goes back to, the newest last. */
export type DeskState = Desk & { past: readonly Desk[] }

export type DeskGround = {
  cases: readonly QuestionCase[]
  questions: readonly Question[]
  fields: readonly FieldId[]
  item: { id: ItemId; projectId: ProjectId }
  /** Questions whose gold stands: nothing of them is changed here. */
  settled: readonly QuestionId[]
}

export type DeskAct =
  | { kind: 'go'; at: number }
  | { kind: 'decide'; key: string; decision: Decision }
  | { kind: 'whole'; index: number }
  | { kind: 'propose'; question: QuestionId; parts: readonly Part[] }
  | { kind: 'begin'; key: string | null }
  | { kind: 'change'; changes: readonly AnswerChange[] }
  /** `all`: what stands is the whole answer, also where nothing was changed. */
  | { kind: 'end'; all: boolean }
  | { kind: 'undo' }

export const EMPTY_DESK: DeskState = { settling: UNSETTLED, at: 0, writing: null, past: [] }

export function rowsOf(cases: readonly QuestionCase[]): Row[] {
  return cases.flatMap((of) =>
    of.differences.map((difference, at) => ({ key: differenceKey(of.question, at), of, difference })),
  )
}

/** The desk with decisions that were made before, at what is still open. */
export function resumedDesk(cases: readonly QuestionCase[], settling: Settling): DeskState {
  const open = new Set(openKeys(cases, settling))
  const at = rowsOf(cases).findIndex(({ key }) => open.has(key))
  return { ...EMPTY_DESK, settling, at: Math.max(0, at) }
}

/** Whether nothing has been decided or written yet. */
export function isUntouched({ settling, writing }: Desk): boolean {
  return writing === null && Object.keys(settling.decisions).length === 0 && Object.keys(settling.written).length === 0
}

/** What an act makes of the desk. */
export function actOnDesk(ground: DeskGround, state: DeskState, act: DeskAct): DeskState {
  const { past, ...now } = state
  switch (act.kind) {
    case 'go':
      return { ...state, at: Math.max(0, Math.min(act.at, rowsOf(ground.cases).length - 1)) }
    case 'decide':
      return kept(state, decided(ground, now, act.key, act.decision))
    case 'whole':
      return kept(state, { ...now, settling: acceptWhole(ground.cases, act.index), writing: null })
    case 'propose': {
      const one = ground.cases.find(({ question }) => question === act.question)
      if (one === undefined) return state
      return kept(
        state,
        onward(ground, { ...now, settling: takeProposed(now.settling, one, act.parts), writing: null }),
      )
    }
    case 'begin':
      return kept(state, { ...now, writing: { key: act.key, draft: draftOf(ground, now.settling, act.key) } })
    case 'change':
      return kept(state, changed(ground, now, act.changes))
    case 'end':
      return ended(ground, state, act.all)
    case 'undo': {
      const before = past.at(-1)
      return before === undefined ? state : { ...before, past: past.slice(0, -1) }
    }
  }
}

function kept(before: DeskState, next: Desk): DeskState {
  const { past, ...now } = before
  return { ...next, past: [...past, now] }
}

function decided(ground: DeskGround, now: Desk, key: string, decision: Decision): Desk {
  const row = rowsOf(ground.cases).find((one) => one.key === key)
  // What had been written whole gives way where a single thing is decided anew.
  const { [row?.of.question ?? ('' as QuestionId)]: _gone, ...written } = now.settling.written
  return onward(ground, { ...now, settling: decide({ ...now.settling, written }, key, decision), writing: null })
}

/** To the next difference that is open, round to the beginning; stays where none is. */
function onward(ground: DeskGround, now: Desk): Desk {
  const rows = rowsOf(ground.cases)
  const open = new Set(openKeys(ground.cases, now.settling))
  const after = rows.findIndex(({ key }, at) => at > now.at && open.has(key))
  const first = after === -1 ? rows.findIndex(({ key }) => open.has(key)) : after
  return first === -1 ? now : { ...now, at: first }
}

/** The gold answer so far in the shape of an annotation, so that it is edited as one; without what a difference gave. */
function draftOf({ cases, questions, fields, item }: DeskGround, settling: Settling, key: string | null): Annotation {
  const { [key ?? '']: _own, ...decisions } = settling.decisions
  const annotation = emptyAnnotation({
    itemId: item.id,
    projectId: item.projectId,
    annotatorId: '' as AnnotatorId,
    order: 0,
  })
  for (const one of cases) {
    const parts = goldOf(one, { ...settling, decisions }, fields)
    if (questions.find(({ id }) => id === one.question)?.kind === 'spans') {
      const spans = parts.filter(isSpan).map((value, n) => [`g${n}` as SpanId, { value, stamp: UNSTAMPED }] as const)
      annotation.spans[one.question] = Object.fromEntries(spans)
    } else annotation.answers[one.question] = { value: parts, stamp: UNSTAMPED }
  }
  return annotation
}

const UNSTAMPED: [number, WriterId, number] = [0, '' as WriterId, 0]

function changed(ground: DeskGround, now: Desk, changes: readonly AnswerChange[]): Desk {
  if (now.writing === null) return now
  const { key } = now.writing
  const draft = withChanges(now.writing.draft, now.writing.draft, changes)
  if (key !== null) return ofOneDifference(ground, { ...now, writing: { key, draft } }, key)
  const touched = new Set(changes.flatMap((change) => ('question' in change ? [change.question] : [])))
  let { settling } = now
  for (const question of ground.questions) {
    if (touched.has(question.id)) settling = write(settling, question.id, partsOf(draft, question))
  }
  return { ...now, settling, writing: { key, draft } }
}

/** What was added to the gold answer is the decision of the difference; then the next one is open. */
function ofOneDifference(ground: DeskGround, now: Desk, key: string): Desk {
  const row = rowsOf(ground.cases).find((one) => one.key === key)
  const question = ground.questions.find(({ id }) => id === row?.of.question)
  if (row === undefined || question === undefined || now.writing === null) return now
  const before = partsOf(draftOf(ground, now.settling, key), question)
  const parts = partsOf(now.writing.draft, question).filter((part) => !before.some((other) => samePart(part, other)))
  return parts.length === 0 ? now : decided(ground, now, key, { by: 'own', parts })
}

function ended(ground: DeskGround, state: DeskState, all: boolean): DeskState {
  const { past: _past, ...now } = state
  if (now.writing === null) return state
  const { key, draft } = now.writing
  if (!all || key !== null) return kept(state, { ...now, writing: null })
  let { settling } = now
  for (const question of ground.questions) {
    if (!ground.settled.includes(question.id)) settling = write(settling, question.id, partsOf(draft, question))
  }
  return kept(state, { ...now, settling, writing: null })
}
