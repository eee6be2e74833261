import type { ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { isReadable } from '#shared/sync/judge-operation.ts'
import { ANSWER_KINDS, isErased, stampOf } from '#shared/sync/operation.ts'
import type { Stamp } from '#shared/sync/stamp.ts'
import { takeTimeBack } from '../apply/active-time.ts'
import { setRegister } from '../apply/apply-answers.ts'
import { WorkingSet } from '../apply/working-set.ts'
import type { NishanDatabase } from '../db.ts'
import type { AnnotationRow, OperationRow } from '../rows.ts'

/** Operations of a writer from a place on. */
export type TailOf = { projectId: ProjectId; writerId: WriterId; from: number }

/**
 * Deletes a writer's operations from a place on, and takes the time that they brought back. Registers keep their values:
 * the caller sets them anew. Runs inside the caller's strict transaction over all tables.
 */
export async function takeOut(db: NishanDatabase, { projectId, writerId, from }: TailOf): Promise<OperationRow[]> {
  const rows = await db.operations.where('[writerId+seq]').between([writerId, from], [writerId, Infinity]).toArray()
  await db.operations.bulkDelete(rows.map(({ seq }): [string, number] => [writerId, seq]))
  const set = new WorkingSet(db, projectId)
  await takeTimeBack(set, rows.filter(isAnswer), await otherAnswers(db, rows))
  await set.flush()
  return rows
}

/**
 * Sets the annotations that operations lay in anew from all that their author has said besides. Of registers that do not
 * lie in an annotation the value stays until its next operation.
 */
export async function foldAgain(db: NishanDatabase, taken: readonly OperationRow[]): Promise<void> {
  const [first] = taken
  if (first === undefined) return
  const { projectId, authorId, writerId, seq: from } = first
  const set = new WorkingSet(db, projectId)
  const items = new Set(taken.filter(isAnswer).map(({ item }) => item))
  await set.loadAnnotations([...items].map((item) => ({ itemId: item as ItemId, annotatorId: authorId })))
  for (const item of items) {
    const row = set.loadedAnnotation(item as ItemId, authorId)
    forget(row, (stamp) => stamp[1] === writerId && stamp[2] >= from)
  }
  // They speak of the same items.
  for (const row of await otherAnswers(db, taken)) {
    setRegister(set.loadedAnnotation(row.item as ItemId, authorId), row, stampOf(row.writerId, row))
  }
  await set.flush()
}

/** What their author has said besides on the items of rows that have left. */
async function otherAnswers(db: NishanDatabase, taken: readonly OperationRow[]): Promise<OperationRow[]> {
  const [first] = taken
  if (first === undefined) return []
  const { projectId, authorId } = first
  const items = new Set(taken.filter(isAnswer).map(({ item }) => item))
  const writers = await db.writers.where('[projectId+annotatorId]').equals([projectId, authorId]).primaryKeys()
  const found: OperationRow[] = []
  for (const writer of writers) {
    const rows = await db.operations
      .where('[writerId+seq]')
      .between([writer, 0], [writer, Infinity])
      .filter((row) => items.has(row.item) && isAnswer(row))
      .toArray()
    found.push(...rows)
  }
  return found
}

function isAnswer(row: OperationRow): boolean {
  return ANSWER_KINDS.includes(row.kind) && !isErased(row) && isReadable(row)
}

/** Empties the registers that were last set by such a stamp. */
function forget(row: AnnotationRow, isTaken: (stamp: Stamp) => boolean): void {
  if (row.statusStamp !== null && isTaken(row.statusStamp)) {
    row.status = 'open'
    row.statusStamp = null
    row.finishedDay = ''
  }
  if (row.flag !== null && isTaken(row.flag.stamp)) row.flag = null
  for (const registers of [row.answers, row.comments, ...Object.values(row.spans)]) {
    for (const [key, { stamp }] of Object.entries(registers)) {
      if (isTaken(stamp)) Reflect.deleteProperty(registers, key)
    }
  }
}
