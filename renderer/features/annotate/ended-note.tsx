import { useTranslation } from 'react-i18next'
import type { BatchId, ProjectId } from '#shared/base/ids.ts'
import { useTakeUp } from '#renderer/app/batches/own-batch-list.tsx'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import type { BatchEnd } from '#renderer/data/queries/queue-runs.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

type Props = { projectId: ProjectId; batch: BatchId; end: BatchEnd }

/** Why the answers of the text on screen can only be read, and the way back where there is one. */
export function EndedNote({ projectId, batch, end }: Props) {
  const { t } = useTranslation('batches')
  const takeUp = useTakeUp()
  const readOnly = useReadOnlyReason()
  return (
    <Note
      title={t(`ended.${end}.title`)}
      action={
        end === 'handed-in' && (
          <Button size="s" disabledReason={readOnly} onPress={() => void takeUp({ id: batch, projectId })}>
            {t('takeUp')}
          </Button>
        )
      }
    >
      {t(`ended.${end}.body`)}
    </Note>
  )
}
