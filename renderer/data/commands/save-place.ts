import type { DataContext } from '../data-context.ts'
import type { DraftKey } from '../queries/read-draft.ts'
import type { Who } from './change-project.ts'

/** Remembers where a person is in a project's queue. */
export async function savePlace(data: DataContext, who: Who, order: number): Promise<void> {
  await data.db.places.put({ ...who, order, at: data.clock.now() })
}

/** Keeps unfinished work (a comment, `questionId` 'comment') while it is being changed; '' removes it. */
export async function saveDraft(data: DataContext, key: DraftKey, text: string): Promise<void> {
  if (text === '') await data.db.drafts.delete([key.annotatorId, key.itemId, key.questionId])
  else await data.db.drafts.put({ ...key, text, at: data.clock.now() })
}
