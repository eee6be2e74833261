import type { AnnotatorId, ItemId, WriterId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { addActiveTime } from '../counters.ts'
import { localDay } from '../data-context.ts'
import type { NishanDatabase } from '../db.ts'
import type { AnnotationRow, OperationRow } from '../rows.ts'
import type { WorkingSet } from './working-set.ts'

/** `hash`: of the operation's content, as its row keeps it. */
export type TimedOperation = {
  db: NishanDatabase
  author: AnnotatorId
  writerId: WriterId
  operation: Operation
  hash: string
}

/**
 * Adds the time that an operation brings, once for its origin: copies of one disk may each issue the same operation again,
 * and a laptop may come to hold several of them, the first issue among them, in any order.
 */
export async function addTimeOnce(set: WorkingSet, timed: TimedOperation): Promise<void> {
  const { author, operation } = timed
  const activeMs = operation.activeMs ?? 0
  if (activeMs <= 0) return
  const row = await set.annotation(operation.item as ItemId, author)
  const origin = operation.origin ?? firstIssue({ ...timed, seq: operation.seq })
  if (row.origins?.includes(origin) || set.timed.has(origin)) return
  if (operation.origin !== undefined) {
    if (await isHere(timed.db, origin)) return
    row.origins = [...(row.origins ?? []), origin]
  }
  set.timed.add(origin)
  row.activeMs += activeMs
  addActiveTime(await set.counters(author), localDay(operation.at), activeMs)
}

/** Takes back the time of rows that have left, but for origins that another row here still has. */
export async function takeTimeBack(
  set: WorkingSet,
  taken: readonly OperationRow[],
  left: readonly OperationRow[],
): Promise<void> {
  const copies = new Set(left.flatMap(({ origin }) => origin ?? []))
  const firsts = new Set(left.filter(({ origin }) => origin === undefined).map(firstIssue))
  for (const operation of taken) {
    const activeMs = operation.activeMs ?? 0
    if (activeMs <= 0) continue
    const origin = operation.origin ?? firstIssue(operation)
    const row = await set.annotation(operation.item as ItemId, operation.authorId)
    if (firsts.has(origin)) continue
    forgetOrigin(row, origin)
    if (copies.has(origin)) {
      row.origins = [...(row.origins ?? []), origin]
      continue
    }
    row.activeMs -= activeMs
    addActiveTime(await set.counters(operation.authorId), localDay(operation.at), -activeMs)
  }
}

/** As `originOf` names an operation that is not a copy. */
export function firstIssue({ writerId, seq, hash }: { writerId: WriterId; seq: number; hash: string }): string {
  return `${writerId}:${seq}:${hash.slice(0, 16)}`
}

function forgetOrigin(row: AnnotationRow, origin: string): void {
  const others = (row.origins ?? []).filter((one) => one !== origin)
  if (others.length > 0) row.origins = others
  else delete row.origins
}

/** Whether the operation that an origin names is on this laptop, as it was first issued. */
async function isHere(db: NishanDatabase, origin: string): Promise<boolean> {
  const [writer = '', seq = '', hash = ''] = origin.split(':')
  const row = await db.operations.get([writer, Number(seq)])
  return row !== undefined && row.origin === undefined && row.hash.startsWith(hash)
}
