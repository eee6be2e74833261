import { MessageSquareText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '#shared/base/ids.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { commentsOnItem } from '#renderer/data/queries/lead-comments.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'

/** What the lead wrote to the person about the text on screen; nothing where there is nothing. */
export function LeadCommentNotes({ itemId }: { itemId: ItemId }) {
  const { t } = useTranslation('annotate')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const comments = useQuery(() => commentsOnItem(data, annotatorId, itemId), [data, annotatorId, itemId])
  return (comments ?? []).map(({ from, name, comment }) => (
    <div key={from} className="note lead-note" role="note">
      <MessageSquareText size={18} aria-hidden />
      <p className="grow">
        <span className="med">
          <bdi>{name === '' ? t('leadComments.fromLead') : t('leadComments.from', { name })}</bdi>
        </span>{' '}
        <bdi>{comment}</bdi>
      </p>
    </div>
  ))
}
