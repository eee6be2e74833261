import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices, useAnnotatorId } from '#renderer/app/services-context.ts'
import { useHalt } from '#renderer/app/use-halt.ts'
import { useKept } from '#renderer/app/use-kept.ts'
import { saveDraft } from '#renderer/data/commands/save-place.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { WorkSession } from './work-session.ts'

/** The comment to the lead. What is typed is kept as a draft; «محفوظ کریں» makes it part of the answer. */
export function CommentsPanel({ work, session }: { work: WorkItem; session: WorkSession }) {
  const { t } = useTranslation(['annotate', 'common'])
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const halt = useHalt()
  const stored = work.annotation?.comments['']?.value ?? ''
  const [text, setText] = useState(work.commentDraft === '' ? stored : work.commentDraft)
  const [found] = useState(work.commentDraft)
  const key = { annotatorId, itemId: work.item.id, questionId: 'comment' }
  // The same words as in the answer are no draft.
  useKept(text.trim() === stored ? '' : text, found, (draft) => saveDraft(data, key, draft))
  const save = () => {
    if (halt === null && text.trim() !== stored) session.act([{ kind: 'comment.set', key: '', value: text.trim() }])
  }
  return (
    <form
      className="col comment-form"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
      onKeyDown={(event) => {
        if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) save()
      }}
    >
      <TextField
        label={t('commentLabel')}
        value={text}
        onChange={setText}
        rows={5}
        dir="auto"
        autoFocus
        isReadOnly={halt !== null}
        hint={t(halt === null ? 'commentHint' : `hint.${halt}`)}
      />
      <div className="row">
        <span className="muted sm grow">{text.trim() === stored && stored !== '' ? t('commentSaved') : ''}</span>
        <Button variant="secondary" type="submit" isDisabled={halt !== null || text.trim() === stored}>
          {t('common:action.save')}
        </Button>
      </div>
    </form>
  )
}
