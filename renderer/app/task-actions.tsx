import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'

export type TaskActionsProps = {
  /** Whether the draft differs from the version that is used. */
  changed: boolean
  onDiscard: () => void
  onHistory: () => void
  onApply: () => void
}

/** What can be done with a draft of the task, at the end of a page's head: drop it, look back, apply it. */
export function TaskActions({ changed, onDiscard, onHistory, onApply }: TaskActionsProps) {
  const { t } = useTranslation('task-history')
  return (
    <>
      {changed && (
        <Button variant="quiet" onPress={onDiscard}>
          {t('draft.discard')}
        </Button>
      )}
      <Button icon={<History size={15} aria-hidden />} onPress={onHistory}>
        {t('title')}
      </Button>
      <Button
        variant="primary"
        keys={['Ctrl', 'S']}
        disabledReason={changed ? null : t('draft.nothingToApply')}
        onPress={onApply}
      >
        {t('draft.apply')}
      </Button>
    </>
  )
}
