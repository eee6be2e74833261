import type { ItemId, QuestionId, SpanId } from '#shared/base/ids.ts'
import { isFinished } from '#shared/domain/status.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import { canonicalJson } from '#shared/sync/operation.ts'
import { batchEnd, type AnswerEnd } from '../queries/queue-runs.ts'
import type { DataContext } from '../data-context.ts'
import type { ActRow, AnnotationRow, RegisterChange } from '../rows.ts'
import type { Who } from './change-project.ts'
import { recordOperations } from './record-operations.ts'

/**
 * Where an undo or redo went. `left` = registers changed since, which were left as they are. `ended`: the item's batch has
 * ended, or its settled answer was shown, so that nothing was changed.
 */
export type UndoOutcome = { itemId: ItemId; left: number; ended?: AnswerEnd }

/** Takes the newest act back with new operations; null when there is none. */
export function undoAct(data: DataContext, who: Who, taskVersion: number): Promise<UndoOutcome | null> {
  return data.serial(async () => {
    const act = await newest(data, who, (row) => !row.undone)
    return act ? turn(data, who, { act, direction: 'before', taskVersion }) : null
  })
}

/** Does the act again that was undone last; null when there is none. */
export function redoAct(data: DataContext, who: Who, taskVersion: number): Promise<UndoOutcome | null> {
  return data.serial(async () => {
    const act = await oldestUndone(data, who)
    return act ? turn(data, who, { act, direction: 'after', taskVersion }) : null
  })
}

function history(data: DataContext, { projectId, annotatorId }: Who) {
  return data.db.acts
    .where('[projectId+annotatorId+n]')
    .between([projectId, annotatorId, 0], [projectId, annotatorId, Infinity])
}

function newest(data: DataContext, who: Who, test: (row: ActRow) => boolean): Promise<ActRow | undefined> {
  return history(data, who).reverse().filter(test).first()
}

async function oldestUndone(data: DataContext, who: Who): Promise<ActRow | undefined> {
  const rows = await history(data, who)
    .reverse()
    .until((row) => !row.undone)
    .toArray()
  return rows.at(-1)
}

type Turn = { act: ActRow; direction: 'before' | 'after'; taskVersion: number }

async function turn(data: DataContext, who: Who, { act, direction, taskVersion }: Turn): Promise<UndoOutcome> {
  const ended = await endOf(data, who, act)
  if (ended !== null) return { itemId: act.itemId, left: 0, ended }
  const row = await data.db.annotations.get([act.itemId, who.annotatorId])
  const held = direction === 'before' ? 'after' : 'before'
  const free = act.changes.filter((change) => canonicalJson(valueOf(row, change)) === canonicalJson(change[held]))
  const at = data.clock.now()
  const drafts = [...free]
    .reverse()
    .map((change) => draftOf(change, change[direction], { item: act.itemId, at, taskVersion }))
  const mark = { ...act, undone: direction === 'before' }
  if (drafts.length === 0) await data.db.acts.put(mark)
  else await recordOperations(data, { ...who, drafts, after: async () => void (await data.db.acts.put(mark)) })
  return { itemId: act.itemId, left: act.changes.length - free.length }
}

/** Why the act's item takes no answers; a comment may always be changed. */
async function endOf(data: DataContext, { annotatorId }: Who, { itemId, changes }: ActRow): Promise<AnswerEnd | null> {
  if (changes.every(({ kind }) => kind === 'comment')) return null
  if ((await data.db.training.get([itemId, annotatorId])) !== undefined) {
    const status = (await data.db.annotations.get([itemId, annotatorId]))?.status ?? 'open'
    if (isFinished(status)) return 'shown'
  }
  const given = await data.db.assignments.get([itemId, annotatorId])
  const state = given && (await data.db.batchStates.get([given.batchId, annotatorId]))
  return state === undefined ? null : batchEnd(state)
}

function valueOf(row: AnnotationRow | undefined, change: RegisterChange): unknown {
  switch (change.kind) {
    case 'answer':
      return row?.answers[change.question as QuestionId]?.value ?? null
    case 'span':
      return row?.spans[change.question as QuestionId]?.[change.span as SpanId]?.value ?? null
    case 'status':
      return row?.status ?? 'open'
    case 'flag':
      return row?.flag?.value ?? false
    case 'comment':
      return row?.comments[change.key ?? '']?.value ?? ''
  }
}

function draftOf(
  change: RegisterChange,
  value: unknown,
  base: Pick<OperationDraft, 'item' | 'at' | 'taskVersion'>,
): OperationDraft {
  switch (change.kind) {
    case 'answer': {
      const question = change.question as QuestionId
      return value === null
        ? { ...base, kind: 'answer.clear', question }
        : { ...base, kind: 'answer.set', question, value }
    }
    case 'span':
      return { ...base, kind: 'span.set', question: change.question as QuestionId, span: change.span as SpanId, value }
    case 'status':
      return { ...base, kind: 'item.status', value }
    case 'flag':
      return { ...base, kind: 'item.flag', value }
    case 'comment':
      return { ...base, kind: 'comment.set', key: change.key ?? '', value }
  }
}
