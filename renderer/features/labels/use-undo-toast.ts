import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Question } from '#shared/domain/question.ts'
import { dismissToast, showToast } from '#renderer/ui/toasts.tsx'

/**
 * Says what an edit did, with the way back. It goes with the next edit and with the page: its button
 * takes back the last step, so it must not outlive the step it speaks of.
 */
export function useUndoToast(questions: readonly Question[], undo: () => void): (message: string) => void {
  const { t } = useTranslation('common')
  const shown = useRef<Shown>({ id: null, questions: null })
  useEffect(() => {
    const toast = shown.current
    if (toast.id === null || toast.questions === questions) return
    if (toast.questions === null) toast.questions = questions
    else hide(toast)
  }, [questions])
  useEffect(() => {
    const toast = shown.current
    return () => hide(toast)
  }, [])
  return (message) => {
    hide(shown.current)
    shown.current.id = showToast(message, { label: t('action.undo'), keys: ['Ctrl', 'Z'], onPress: undo })
  }
}

/** `questions`: what the edit made of them, once that is known. */
type Shown = { id: number | null; questions: readonly Question[] | null }

function hide(toast: Shown): void {
  if (toast.id !== null) dismissToast(toast.id)
  toast.id = null
  toast.questions = null
}
