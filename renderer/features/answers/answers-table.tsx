import { Flag, MessageSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { TextStart } from '#renderer/app/text-start.tsx'
import type { PersonAnswer } from '#renderer/data/queries/person-answers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { AnswerView } from './answer-view.tsx'
import { answerWords } from './answer-words.ts'

type Props = {
  project: Project
  questions: readonly Question[]
  answers: readonly PersonAnswer[]
  /** Whose comment the button changes. */
  own: AnnotatorId
  onOpen: (answer: PersonAnswer) => void
}

export function AnswersTable({ project, questions, answers, own, onOpen }: Props) {
  const { t } = useTranslation('answers')
  if (answers.length === 0) return null
  return (
    <table className="table answers-table">
      <thead>
        <tr>
          <th className="answers-number">{t('column.number')}</th>
          <th>{t('column.text')}</th>
          <th className="answers-said">{t('column.answer')}</th>
          <th className="answers-status">{t('column.status')}</th>
          <th className="answers-comment">{t('column.comment')}</th>
        </tr>
      </thead>
      <tbody>
        {answers.map((answer) => (
          <AnswerRow
            key={answer.item.id}
            project={project}
            questions={questions}
            answer={answer}
            own={own}
            onOpen={() => onOpen(answer)}
          />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = Pick<Props, 'project' | 'questions' | 'own'> & { answer: PersonAnswer; onOpen: () => void }

function AnswerRow({ project, questions, answer: { item, annotation, comments }, own, onOpen }: RowProps) {
  const { t } = useTranslation(['answers', 'annotate'])
  const { locale } = useSettings()
  const format = useFormat()
  const { status } = annotation
  const mine = comments.some(({ from }) => from === own)
  const theirs = annotation.comments['']?.value ?? ''
  return (
    <tr className="answers-row">
      <td className="num muted answers-number">{format.number(item.order + 1)}</td>
      <td className="answers-text">
        <TextStart project={project} item={item} />
        {theirs !== '' && (
          <p className="sm muted row">
            <MessageSquare size={15} aria-label={t('theirComment')} />
            <bdi>{theirs}</bdi>
          </p>
        )}
      </td>
      <td className="answers-said">
        <AnswerView answers={answerWords(questions, annotation, locale)} showTitles={questions.length > 1} />
      </td>
      <td>
        <span className="row wrap">
          <Chip tone={status === 'done' ? 'success' : status === 'unsure' ? 'warning' : 'neutral'}>
            {t(`annotate:status.${status}`)}
          </Chip>
          {annotation.flag?.value && <Flag size={15} className="warning-text" aria-label={t('annotate:flagged')} />}
        </span>
      </td>
      <td className="answers-comment">
        {comments.map(({ from, text: comment }) => (
          <p key={from} className="sm">
            <bdi>{comment}</bdi>
          </p>
        ))}
        <Button size="s" variant="quiet" onPress={onOpen} icon={<MessageSquare size={15} aria-hidden />}>
          {t(mine ? 'change' : 'write')}
        </Button>
      </td>
    </tr>
  )
}
