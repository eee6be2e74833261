import type { ItemId, ProjectId } from '#shared/base/ids.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { readDraft, type DraftKey } from './read-draft.ts'

/** The two pages that edit a task keep their unfinished work apart. */
export type TaskPart = 'questions' | 'guidelines'

/** Place of a project's task drafts in the `drafts` table, where item ids otherwise stand. */
export function taskDraftItem(projectId: ProjectId): ItemId {
  return `task:${projectId}` as ItemId
}

export function taskDraftKey({ annotatorId, projectId }: Who, part: TaskPart): DraftKey {
  return { annotatorId, itemId: taskDraftItem(projectId), questionId: part }
}

/** What a person changed and has not applied yet, as the page wrote it; '' when there is none. */
export async function readTaskDraft(data: DataContext, who: Who, part: TaskPart): Promise<string> {
  return readDraft(data, taskDraftKey(who, part))
}
