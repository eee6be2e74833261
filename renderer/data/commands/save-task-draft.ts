import type { DataContext } from '../data-context.ts'
import { taskDraftKey, type TaskPart } from '../queries/task-draft.ts'
import type { Who } from './change-project.ts'
import { saveDraft } from './save-place.ts'

/** Keeps unapplied changes of a task on this laptop, until they are applied or taken back ('' removes them). */
export async function saveTaskDraft(data: DataContext, who: Who, part: TaskPart, text: string): Promise<void> {
  await saveDraft(data, taskDraftKey(who, part), text)
}
