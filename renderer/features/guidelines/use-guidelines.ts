import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useKept } from '#renderer/app/use-kept.ts'
import { saveTask } from '#renderer/data/commands/change-project.ts'
import { saveTaskDraft } from '#renderer/data/commands/save-task-draft.ts'
import { followTask, guidelinesChanged, openGuidelines, writeGuidelines } from './guidelines-draft.ts'

export type Guidelines = ReturnType<typeof useGuidelines>

/** The guidelines' draft: kept on this laptop at every pause, applied with Ctrl+S as a new task version. */
export function useGuidelines(project: Project, task: TaskVersion, stored: string) {
  const { t } = useTranslation(['guidelines', 'task-history'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const who = useMemo(() => ({ projectId: project.id, annotatorId }), [project.id, annotatorId])
  // What is stored changes while the draft is written: only what was found at the start counts.
  const [kept] = useState(stored)
  const [draft, setDraft] = useState(() => openGuidelines(task.guidelines, kept))
  const [touched, setTouched] = useState(false)
  const followed = followTask(draft, task.guidelines)
  if (followed !== draft) setDraft(followed)
  useKept(writeGuidelines(followed), kept, (text) => saveTaskDraft(data, who, 'guidelines', text))
  const changed = guidelinesChanged(followed)
  const apply = async () => {
    if (changed) await saveState.track(saveTask(data, who, { guidelines: followed.text }))
  }
  usePageKeys([
    { caps: ['Ctrl', 'B'], text: t('format.bold') },
    { caps: ['Ctrl', 'S'], text: t('task-history:draft.apply'), code: 'KeyS', ctrl: true, onPress: () => void apply() },
  ])
  return {
    who,
    text: followed.text,
    changed,
    /** Nothing was written since the page opened: the change is the one that was left here. */
    found: kept !== '' && !touched,
    /** The stored guidelines became others while these were written. */
    conflict: changed && followed.base !== task.guidelines,
    write: (text: string) => {
      setTouched(true)
      setDraft((before) => ({ ...before, text }))
    },
    discard: () => setDraft({ base: task.guidelines, text: task.guidelines }),
    apply: () => void apply(),
  }
}
