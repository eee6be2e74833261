import { Eraser } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useAnnotatorId, useServices, useSettings } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { commentOn } from '#renderer/data/commands/comment-on.ts'
import type { PersonAnswer } from '#renderer/data/queries/person-answers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { AnswerView } from './answer-view.tsx'
import { answerWords } from './answer-words.ts'

const MOST_LETTERS = 2_000

type Props = {
  project: Project
  person: { id: AnnotatorId; name: string }
  questions: readonly Question[]
  answer: PersonAnswer
  onErase: () => void
  onClose: () => void
}

/** One text with what the person answered, and the lead's comment to them. */
export function AnswerDialog({ project, person, questions, answer, onErase, onClose }: Props) {
  const { t } = useTranslation(['answers', 'annotate', 'common'])
  const { data, saveState } = useServices()
  const { locale } = useSettings()
  const format = useFormat()
  const readOnly = useReadOnlyReason()
  const own = useAnnotatorId()
  const { item, annotation, comments } = answer
  const stored = comments.find(({ from }) => from === own)?.text ?? ''
  const [text, setText] = useState(stored)
  const [failed, setFailed] = useState(false)
  const theirs = annotation.comments['']?.value ?? ''
  const unchanged = text.trim() === stored
  const save = async () => {
    if (readOnly !== null || unchanged) return
    const comment = { itemId: item.id, person: person.id, text }
    const saving = commentOn(data, { projectId: project.id, annotatorId: own }, comment)
    const saved = await saveState.track(saving).then(
      () => true,
      () => false,
    )
    setFailed(!saved)
    if (saved) onClose()
  }
  const footer = (
    <DialogFooter
      saveLabel={t(text.trim() === '' && stored !== '' ? 'takeAway' : 'common:action.save')}
      unchanged={unchanged}
      onErase={onErase}
      onSave={() => void save()}
      onClose={onClose}
    />
  )
  return (
    <Dialog
      title={t('textOf', { number: format.number(item.order + 1) })}
      closeLabel={t('common:action.close')}
      size="medium"
      footer={footer}
      onClose={onClose}
    >
      <div
        className="col answer-form"
        onKeyDown={(event) => {
          if (event.code === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      >
        <div className="answer-texts">
          {project.fields.map(({ id, name }) => {
            const field = item.texts[id]
            if (field === undefined) return null
            const language = languageOf(field.language)
            return (
              <div key={id}>
                {project.fields.length > 1 && <bdi className="sm muted">{name}</bdi>}
                <p className={`reading-text typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
                  {field.text}
                </p>
              </div>
            )
          })}
        </div>
        <div className="row wrap">
          <span className="sm muted">{t('column.answer')}</span>
          <AnswerView answers={answerWords(questions, annotation, locale)} showTitles={questions.length > 1} />
        </div>
        {theirs !== '' && (
          <p>
            <span className="sm muted">{t('theirComment')}</span> <bdi>{theirs}</bdi>
          </p>
        )}
        <TextField
          label={t('comment', { name: person.name })}
          value={text}
          onChange={setText}
          rows={4}
          dir="auto"
          maxLength={MOST_LETTERS}
          hint={t('commentHint')}
          isReadOnly={readOnly !== null}
          autoFocus
        />
        {failed && (
          <Note tone="danger" title={t('failed')}>
            {t('failedBody')}
          </Note>
        )}
      </div>
    </Dialog>
  )
}

type FooterProps = {
  saveLabel: string
  unchanged: boolean
  onErase: () => void
  onSave: () => void
  onClose: () => void
}

function DialogFooter({ saveLabel, unchanged, onErase, onSave, onClose }: FooterProps) {
  const { t } = useTranslation(['common', 'erase'])
  const readOnly = useReadOnlyReason()
  return (
    <>
      <Button variant="quiet" icon={<Eraser size={15} aria-hidden />} disabledReason={readOnly} onPress={onErase}>
        {t('erase:action')}
      </Button>
      <span className="grow" />
      <Button keys={['Esc']} onPress={onClose}>
        {t('common:action.cancel')}
      </Button>
      <Button
        variant="primary"
        keys={['Ctrl', 'Enter']}
        disabledReason={readOnly}
        isDisabled={unchanged}
        onPress={onSave}
      >
        {saveLabel}
      </Button>
    </>
  )
}
