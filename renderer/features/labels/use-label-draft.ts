import { useEffect, useReducer } from 'react'
import type { TaskVersion } from '#shared/domain/project.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { saveTask, type Who } from '#renderer/data/commands/change-project.ts'
import { saveTaskDraft } from '#renderer/data/commands/save-task-draft.ts'
import { useKept } from '#renderer/app/use-kept.ts'
import { editQuestions, type Edit } from './edit-questions.ts'
import { isChanged, labelDraftReducer, openDraft, parseDraft, writeDraft } from './label-draft.ts'

/**
 * The draft of the questions: kept on this laptop at every pause, applied as a new task version.
 * `stored` is what was kept when the page was last left, '' for nothing.
 */
export function useLabelDraft(who: Who, task: TaskVersion, stored: string) {
  const { data, saveState } = useServices()
  const [draft, dispatch] = useReducer(labelDraftReducer, null, () => openDraft(task.questions, parseDraft(stored)))
  const { questions } = task
  useEffect(() => dispatch({ kind: 'task', questions }), [questions])
  useKept(writeDraft(draft), stored, (text) => saveTaskDraft(data, who, 'questions', text))
  return {
    draft,
    dispatch,
    changed: isChanged(draft),
    edit: (edit: Edit, typing?: string) => dispatch({ kind: 'edit', edit, ...(typing !== undefined && { typing }) }),
    apply: async () => {
      dispatch({ kind: 'edit', edit: { kind: 'tidy' } })
      await saveState.track(saveTask(data, who, { questions: editQuestions(draft.present, { kind: 'tidy' }) }))
    },
  }
}
