import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#shared/text/languages.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useAccess } from '#renderer/app/use-halt.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { keepCommentsSeen } from '#renderer/data/commands/keep-comments-seen.ts'
import { commentsTo, type LeadComment } from '#renderer/data/queries/lead-comments.ts'
import { itemIdAt } from '#renderer/data/queries/queue.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import type { WorkSession } from './work-session.ts'

/** What the lead wrote to the person, text by text; go to one, or work through all of them. */
export function LeadCommentsDialog(props: { who: Who; session: WorkSession; onClose: () => void }) {
  const { who, session, onClose } = props
  const { t } = useTranslation(['annotate', 'common'])
  const { data } = useServices()
  const { mode } = useAccess()
  const comments = useQuery(() => commentsTo(data, who), [data, who])
  useEffect(() => {
    // Only what is shown here counts as seen.
    if (comments !== undefined && mode === 'writing') void keepCommentsSeen(data, who, comments).catch(() => undefined)
  }, [data, who, comments, mode])
  if (comments === undefined) return null
  const { queue } = session.current()
  const reachable = [...new Set(comments.map(({ order }) => order))].filter(
    (order) => queue !== null && itemIdAt(queue, order) !== null,
  )
  const go = async (order: number) => {
    if (await session.goTo(order)) onClose()
    else showToast(t('leadComments.gone'))
  }
  const footer = (
    <>
      <span className="grow" />
      <Button
        variant="primary"
        isDisabled={reachable.length === 0}
        onPress={() => {
          onClose()
          void session.workThrough(reachable)
        }}
      >
        {t('leadComments.work')}
      </Button>
    </>
  )
  return (
    <Dialog
      title={t('leadComments.title')}
      size="medium"
      closeLabel={t('common:action.close')}
      onClose={onClose}
      footer={footer}
    >
      {comments.length === 0 ? (
        <p className="muted">{t('leadComments.none')}</p>
      ) : (
        <ul className="lead-comments">
          {comments.map((comment) => (
            <CommentRow
              key={`${comment.itemId} ${comment.from}`}
              comment={comment}
              onGo={() => void go(comment.order)}
            />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function CommentRow({ comment, onGo }: { comment: LeadComment; onGo: () => void }) {
  const format = useFormat()
  const { dir, lang, typeface } = languageOf(comment.language)
  return (
    <li>
      <button type="button" className="lead-comment" onClick={onGo}>
        <span className="num muted">{format.number(comment.order + 1)}</span>
        <span className="col grow">
          <bdi>{comment.comment}</bdi>
          <span className={`lead-comment-text muted fade typeface-${typeface}`} lang={lang} dir={dir}>
            {comment.text}
          </span>
        </span>
        <span className="sm muted nowrap">{format.ago(comment.at)}</span>
      </button>
    </li>
  )
}
