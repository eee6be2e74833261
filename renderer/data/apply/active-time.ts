import type { AnnotatorId, ItemId, WriterId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { addActiveTime } from '../counters.ts'
import { localDay } from '../data-context.ts'
import type { NishanDatabase } from '../db.ts'
import type { AnnotationRow, OperationRow } from '../rows.ts'
import type { WorkingSet } from './working-set.ts'

/** `hash`: of the operation's content, as its row keeps it. */
export type TimedOperation = {
  author: AnnotatorId
  writerId: WriterId
  operation: Operation
  hash: string
}

/**
 * Adds the time that an operation brings, once for its origin: copies of one disk may each issue the same operation again,
 * and a laptop may come to hold several of them, the first issue among them, in any order. `here`: origins that
 * {@link originsHere} found.
 */
export function addTimeOnce(set: WorkingSet, timed: TimedOperation, here: ReadonlySet<string>): void {
  const { author, operation } = timed
  const activeMs = operation.activeMs ?? 0
  if (activeMs <= 0) return
  const row = set.loadedAnnotation(operation.item as ItemId, author)
  const origin = operation.origin ?? firstIssue({ ...timed, seq: operation.seq })
  if (row.origins?.includes(origin) || set.timed.has(origin)) return
  if (operation.origin !== undefined) {
    if (here.has(origin)) return
    row.origins = [...(row.origins ?? []), origin]
  }
  set.timed.add(origin)
  row.activeMs += activeMs
  addActiveTime(set.loadedCounters(author), localDay(operation.at), activeMs)
}

/** Takes back the time of rows that have left, but for origins that another row here still has. */
export async function takeTimeBack(
  set: WorkingSet,
  taken: readonly OperationRow[],
  left: readonly OperationRow[],
): Promise<void> {
  const copies = new Set(left.flatMap(({ origin }) => origin ?? []))
  const firsts = new Set(left.filter(({ origin }) => origin === undefined).map(firstIssue))
  const timed = taken.filter(({ activeMs = 0 }) => activeMs > 0)
  await set.loadAnnotations(timed.map(({ item, authorId }) => ({ itemId: item as ItemId, annotatorId: authorId })))
  for (const operation of timed) {
    const activeMs = operation.activeMs ?? 0
    const origin = operation.origin ?? firstIssue(operation)
    const row = set.loadedAnnotation(operation.item as ItemId, operation.authorId)
    if (firsts.has(origin)) continue
    forgetOrigin(row, origin)
    if (copies.has(origin)) {
      row.origins = [...(row.origins ?? []), origin]
      continue
    }
    row.activeMs -= activeMs
    addActiveTime(set.loadedCounters(operation.authorId), localDay(operation.at), -activeMs)
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

/** Origins whose operation is on this laptop as it was first issued. */
export async function originsHere(db: NishanDatabase, origins: readonly string[]): Promise<Set<string>> {
  if (origins.length === 0) return new Set()
  const parts = origins.map((origin) => origin.split(':'))
  const rows = await db.operations.bulkGet(
    parts.map(([writer = '', seq = '']): [string, number] => [writer, Number(seq)]),
  )
  return new Set(
    origins.filter((_, index) => {
      const row = rows[index]
      return row !== undefined && row.origin === undefined && row.hash.startsWith(parts[index]?.[2] ?? '')
    }),
  )
}
