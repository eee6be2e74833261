import type { ItemId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import { checkSpan, type SpanProblem } from '#shared/domain/span.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import type { ActRow, RegisterChange } from '../rows.ts'
import type { Who } from './change-project.ts'
import { recordOperations } from './record-operations.ts'

export type Act = { itemId: ItemId; changes: readonly AnswerChange[]; activeMs: number; taskVersion: number }
export type ActProblem = { code: SpanProblem | 'item-gone' | 'item-erased' }

export const ACTS_KEPT = 200

/** Records what one key or click did: checked against the text, one act to undo. */
export async function saveAct(data: DataContext, who: Who, act: Act): Promise<Result<RegisterChange[], ActProblem>> {
  const problem = await checkAct(data, act)
  if (problem !== null) return failure(problem)
  const at = data.clock.now()
  const drafts = act.changes.map((change, index): OperationDraft => ({
    ...change,
    item: act.itemId,
    at,
    taskVersion: act.taskVersion,
    ...(index === 0 && act.activeMs > 0 && { activeMs: Math.round(act.activeMs) }),
  }))
  const after = async (changes: RegisterChange[]) => {
    if (changes.length > 0) await keepAct(data, who, { itemId: act.itemId, at, changes })
  }
  return success(await data.serial(() => recordOperations(data, { ...who, drafts, after })))
}

async function checkAct(data: DataContext, act: Act): Promise<ActProblem | null> {
  if ((await data.db.erasures.get(act.itemId)) !== undefined) return { code: 'item-erased' }
  const spans = act.changes.flatMap((change) =>
    change.kind === 'span.set' && change.value !== null ? [change.value] : [],
  )
  if (spans.length === 0) return null
  const item = await data.db.items.get(act.itemId)
  if (!item) return { code: 'item-gone' }
  for (const span of spans) {
    const code = checkSpan(item.texts[span.field]?.text ?? '', span)
    if (code !== null) return { code }
  }
  return null
}

/** Adds an act to the history, drops what was undone after it and what is older than 200. */
async function keepAct(data: DataContext, who: Who, act: Pick<ActRow, 'itemId' | 'at' | 'changes'>): Promise<void> {
  const { acts } = data.db
  const range = acts
    .where('[projectId+annotatorId+n]')
    .between([who.projectId, who.annotatorId, 0], [who.projectId, who.annotatorId, Infinity])
  const last = await range.last()
  const next = (last?.n ?? 0) + 1
  // Only the newest acts can be undone ones: walk back while they are.
  let cursor = last
  while (cursor?.undone) {
    await acts.delete([who.projectId, who.annotatorId, cursor.n])
    cursor = await acts
      .where('[projectId+annotatorId+n]')
      .between([who.projectId, who.annotatorId, 0], [who.projectId, who.annotatorId, cursor.n], true, false)
      .last()
  }
  await acts.put({ ...who, ...act, n: next, undone: false })
  // Each act adds one, so one grows too old: by its key, since deleting a range counts it first.
  if (next > ACTS_KEPT) await acts.delete([who.projectId, who.annotatorId, next - ACTS_KEPT])
}
