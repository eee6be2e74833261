import { useTranslation } from 'react-i18next'
import { showToast } from '#renderer/ui/toasts.tsx'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import type { WorkSession } from './work-session.ts'

/** Undo and redo, with a word where there is nothing to turn, or where nothing may be changed now. */
export function useTurn(session: WorkSession, { halt }: Answering): (way: 'undo' | 'redo') => Promise<void> {
  const { t } = useTranslation('annotate')
  return async (way) => {
    if (halt !== null) {
      showToast(t(`hint.${halt}`))
      return
    }
    const outcome = await session[way]()
    if (outcome === null) showToast(t(way === 'undo' ? 'nothingToUndo' : 'nothingToRedo'))
    else if (outcome.ended !== undefined) showToast(t(`hint.${outcome.ended}`))
    else if (outcome.left > 0) showToast(t('undoLeft', { count: outcome.left }))
  }
}
