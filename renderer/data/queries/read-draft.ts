import type { AnnotatorId, ItemId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/** Place of unfinished work in the `drafts` table. */
export type DraftKey = { annotatorId: AnnotatorId; itemId: ItemId; questionId: string }

/** Unfinished work as the page wrote it; '' where there is none. */
export async function readDraft(data: DataContext, { annotatorId, itemId, questionId }: DraftKey): Promise<string> {
  return (await data.db.drafts.get([annotatorId, itemId, questionId]))?.text ?? ''
}
