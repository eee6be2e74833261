import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { commentOn } from '#renderer/data/commands/comment-on.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import { useAnswerLetters } from './answer-letters.ts'
import type { ShownItem } from './use-shown-item.ts'

const MOST_LETTERS = 2_000

/** A comment to those who answered, without knowing who they are. */
export function CommentDialog({ shown, onClose }: { shown: ShownItem; onClose: () => void }) {
  const { t } = useTranslation(['adjudicate', 'common', 'answers'])
  const { data, saveState } = useServices()
  const own = useAnnotatorId()
  const letterOf = useAnswerLetters()
  // A comment to oneself would be read by nobody.
  const people = shown.answers.flatMap(({ annotatorId }, index) =>
    annotatorId === own ? [] : [{ annotatorId, index }],
  )
  const written = people.map(({ annotatorId }) => shown.comments[annotatorId] ?? '')
  const [text, setText] = useState(written.find((one) => one !== '') ?? '')
  const [to, setTo] = useState<readonly AnnotatorId[]>(people.map(({ annotatorId }) => annotatorId))
  const [failed, setFailed] = useState(false)
  const reason =
    to.length === 0
      ? t('comment.toNobody')
      : text.trim() === '' && written.every((one) => one === '')
        ? t('comment.empty')
        : null
  const save = async () => {
    if (reason !== null) return
    const who = { projectId: shown.item.projectId, annotatorId: own }
    const writing = (async () => {
      for (const person of to) await commentOn(data, who, { itemId: shown.item.id, person, text })
    })()
    const saved = await saveState.track(writing).then(
      () => true,
      () => false,
    )
    setFailed(!saved)
    if (!saved) return
    showToast(t(text.trim() === '' ? 'comment.takenAway' : 'comment.written'))
    onClose()
  }
  const footer = (
    <>
      <span className="grow" />
      <Button keys={['Esc']} onPress={onClose}>
        {t('common:action.cancel')}
      </Button>
      <Button variant="primary" keys={['Ctrl', 'Enter']} disabledReason={reason} onPress={() => void save()}>
        {t('comment.save')}
      </Button>
    </>
  )
  return (
    <Dialog
      title={people.length === 2 ? t('comment.both') : t('comment.to', { count: people.length })}
      closeLabel={t('common:action.close')}
      footer={footer}
      onClose={onClose}
    >
      <div
        className="col adj-form"
        onKeyDown={(event) => {
          if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      >
        <TextField
          label={t('comment.label')}
          value={text}
          onChange={setText}
          rows={4}
          dir="auto"
          maxLength={MOST_LETTERS}
          hint={t('answers:commentHint')}
          autoFocus
        />
        <div className="row wrap" role="group" aria-label={t('comment.people')}>
          {people.map(({ annotatorId, index }) => (
            <Checkbox
              key={annotatorId}
              isSelected={to.includes(annotatorId)}
              onChange={(on) => setTo(on ? [...to, annotatorId] : to.filter((one) => one !== annotatorId))}
            >
              {t('answer', { letter: letterOf(index) })}
            </Checkbox>
          ))}
        </div>
        {failed && (
          <Note tone="danger" title={t('answers:failed')}>
            {t('answers:failedBody')}
          </Note>
        )}
      </div>
    </Dialog>
  )
}
