import { useEffect, useMemo, useRef, useState } from 'react'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useKept } from '#renderer/app/use-kept.ts'
import { saveTask } from '#renderer/data/commands/change-project.ts'
import { saveTaskDraft } from '#renderer/data/commands/save-task-draft.ts'
import { followTask, guidelinesChanged, openGuidelines, writeGuidelines } from './guidelines-draft.ts'

export type Guidelines = ReturnType<typeof useGuidelines>

/** The guidelines' draft: kept on this laptop at every pause, applied with Ctrl+S as a new task version. */
export function useGuidelines(project: Project, task: TaskVersion, stored: string) {
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
  useApplyKey(() => void apply())
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

function useApplyKey(apply: () => void): void {
  const latest = useRef(apply)
  useEffect(() => {
    latest.current = apply
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!command || event.code !== 'KeyS' || document.querySelector('.scrim')) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
