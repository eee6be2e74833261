import { Layers, MessageSquareText } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { hasComments, unseenComments } from '#renderer/data/queries/lead-comments.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { AnnotateDialog } from './use-annotate-keys.ts'

type Props = { who: Who; isAssigned: boolean; openDialog: (dialog: AnnotateDialog) => void }

/** What a team adds to the bar: the person's batches, and the lead's comments. Nothing where there are none. */
export const WorkButtons = memo(function WorkButtons({ who, isAssigned, openDialog }: Props) {
  const { t } = useTranslation('annotate')
  const { data } = useServices()
  const some = useQuery(() => hasComments(data, who), [data, who]) ?? false
  const unseen = useQuery(() => unseenComments(data, who), [data, who]) ?? 0
  return (
    <>
      {isAssigned && (
        <Button
          variant="quiet"
          size="s"
          icon={<Layers size={15} aria-hidden />}
          keys={['B']}
          onPress={() => openDialog('batches')}
        >
          {t('batches')}
        </Button>
      )}
      {some && (
        <Button
          variant={unseen > 0 ? 'secondary' : 'quiet'}
          size="s"
          icon={<MessageSquareText size={15} aria-hidden />}
          keys={['M']}
          onPress={() => openDialog('lead-comments')}
        >
          {t('leadComments.button', { count: unseen })}
        </Button>
      )}
    </>
  )
})
