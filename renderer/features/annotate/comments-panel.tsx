import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices, useAnnotatorId } from '#renderer/app/services-context.ts'
import { saveDraft } from '#renderer/data/commands/save-place.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { WorkSession } from './work-session.ts'

/** A pause in typing after which the draft is kept. */
const PAUSE_MS = 600

/** The comment to the lead. Each pause in typing keeps a draft; «محفوظ کریں» makes it part of the answer. */
export function CommentsPanel({ work, session }: { work: WorkItem; session: WorkSession }) {
  const { t } = useTranslation(['annotate', 'common'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const stored = work.annotation?.comments['']?.value ?? ''
  const [text, setText] = useState(work.commentDraft === '' ? stored : work.commentDraft)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const key = { annotatorId, itemId: work.item.id, questionId: 'comment' }
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (value: string) => {
    setText(value)
    clearTimeout(timer.current)
    timer.current = setTimeout(
      () => void saveState.track(saveDraft(data, key, value === stored ? '' : value)),
      PAUSE_MS,
    )
  }
  const save = () => {
    clearTimeout(timer.current)
    session.act([{ kind: 'comment.set', key: '', value: text.trim() }])
    void saveState.track(saveDraft(data, key, ''))
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
        onChange={change}
        rows={5}
        dir="auto"
        autoFocus
        hint={t('commentHint')}
      />
      <div className="row">
        <span className="muted sm grow">{text.trim() === stored && stored !== '' ? t('commentSaved') : ''}</span>
        <Button variant="secondary" type="submit" isDisabled={text.trim() === stored}>
          {t('common:action.save')}
        </Button>
      </div>
    </form>
  )
}
