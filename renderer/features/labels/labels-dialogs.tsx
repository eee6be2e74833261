import { useTranslation } from 'react-i18next'
import { labelName, type Label } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { labelUseOf } from '#shared/domain/task-change.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { TaskHistory } from '#renderer/app/task-history.tsx'
import { questionUse } from '#renderer/data/queries/question-use.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { childrenOf } from './label-order.ts'
import type { Asked, LabelsEditor } from './use-labels-editor.ts'

export function LabelsDialogs({ editor, asked }: { editor: LabelsEditor; asked: Asked }) {
  const { t } = useTranslation(['labels', 'common', 'task-history'])
  const close = () => editor.ask(null)
  switch (asked.kind) {
    case 'label':
      return <RemoveLabel editor={editor} question={asked.question} label={asked.label} />
    case 'question':
      return <RemoveQuestion editor={editor} question={asked.question} />
    case 'history':
      return (
        <TaskHistory
          who={editor.who}
          language={editor.project.fields[0]?.language ?? 'ur'}
          blocked={editor.changed}
          onClose={close}
        />
      )
    case 'discard':
      return (
        <ConfirmDialog
          title={t('discardTitle')}
          actLabel={t('task-history:draft.discard')}
          keepLabel={t('common:action.keep')}
          onKeep={close}
          onAct={() => {
            editor.discard()
            close()
          }}
        >
          <p>{t('discardBody')}</p>
        </ConfirmDialog>
      )
  }
}

/** Says how many answers hold the label, and what becomes of the labels inside it. */
function RemoveLabel({ editor, question, label }: { editor: LabelsEditor; question: Question; label: Label }) {
  const { t } = useTranslation(['labels', 'common'])
  const { locale } = useSettings()
  const answers = labelUseOf(editor.use, question.id, label.id)
  const inside = childrenOf(question.labels, label.id).length
  const name = labelName(label, locale)
  return (
    <ConfirmDialog
      title={t('removeLabel.title', { name })}
      actLabel={t('common:action.delete')}
      keepLabel={t('common:action.keep')}
      onKeep={() => editor.ask(null)}
      onAct={() => {
        editor.removeLabel(question, label)
        editor.ask(null)
      }}
    >
      {answers > 0 ? (
        <>
          <p>{t('removeLabel.answers', { count: answers })}</p>
          <p>{t('removeLabel.kept')}</p>
        </>
      ) : (
        <p>{t('removeLabel.unused')}</p>
      )}
      {inside > 0 && <p>{t('removeLabel.inside', { count: inside })}</p>}
    </ConfirmDialog>
  )
}

function RemoveQuestion({ editor, question }: { editor: LabelsEditor; question: Question }) {
  const { t } = useTranslation(['labels', 'common'])
  const { data } = useServices()
  const { projectId } = editor.who
  const answers = useQuery(() => questionUse(data, projectId, question.id), [data, projectId, question.id])
  const labels = question.labels.filter((label) => !label.retired).length
  return (
    <ConfirmDialog
      title={t('removeQuestion.title', { name: question.title })}
      actLabel={t('common:action.delete')}
      keepLabel={t('common:action.keep')}
      onKeep={() => editor.ask(null)}
      onAct={() => {
        editor.removeQuestion(question)
        editor.ask(null)
      }}
    >
      {labels > 0 && <p>{t('removeQuestion.labels', { count: labels })}</p>}
      <p>{answers === undefined ? t('removeQuestion.counting') : t('removeQuestion.answers', { count: answers })}</p>
      {answers !== undefined && answers > 0 && <p className="sm muted">{t('removeQuestion.kept')}</p>}
    </ConfirmDialog>
  )
}
