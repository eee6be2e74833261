import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Stamped } from '#shared/domain/annotation.ts'
import type { NishanDatabase } from '../db.ts'
import type { AnnotationRow, CommentRow } from '../rows.ts'

type Key = [itemId: string, toId: string, fromId: string]

/** Keeps the comments that are for a person where that person finds them. `before`: whom a row had a comment for. */
export async function keepComments(
  db: NishanDatabase,
  rows: readonly AnnotationRow[],
  before: (row: AnnotationRow) => readonly string[],
): Promise<void> {
  const kept: CommentRow[] = []
  const gone: Key[] = []
  for (const row of rows) {
    for (const toId of new Set([...before(row), ...Object.keys(row.comments)])) {
      if (toId === '') continue
      const comment = row.comments[toId]
      if (comment === undefined || comment.value === '') gone.push([row.itemId, toId, row.annotatorId])
      else kept.push(commentOf(row, toId as AnnotatorId, comment))
    }
  }
  if (gone.length > 0) await db.comments.bulkDelete(gone)
  if (kept.length > 0) await db.comments.bulkPut(kept)
}

function commentOf(row: AnnotationRow, toId: AnnotatorId, { value, stamp }: Stamped<string>): CommentRow {
  const { itemId, annotatorId: fromId, projectId, order, updatedAt: at } = row
  return { itemId, toId, fromId, projectId, order, text: value, at, lamport: stamp[0] }
}
