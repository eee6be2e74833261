import { useTranslation } from 'react-i18next'
import type { Question } from '#shared/domain/question.ts'
import { languageOf } from '#shared/text/languages.ts'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { kindOf } from './kinds/question-kinds.ts'
import type { LabelsEditor } from './use-labels-editor.ts'

/** A question's words and what belongs to its kind. */
export function QuestionForm({ editor, question }: { editor: LabelsEditor; question: Question }) {
  const { t } = useTranslation('labels')
  const language = languageOf(editor.project.fields[0]?.language ?? 'ur')
  const { Settings } = kindOf(question.kind)
  const missing = editor.problems.some((one) => one.question === question.id && one.field === 'title')
  const put = (next: Question, typing?: string) =>
    editor.edit({ kind: 'question.put', question: next }, typing && `${question.id} ${typing}`)
  return (
    <>
      <p className="section-title">{t(`kind.${question.kind}.name`)}</p>
      <TextField
        label={t('field.title')}
        value={question.title}
        onChange={(title) => put({ ...question, title }, 'title')}
        lang={language.lang}
        dir={language.dir}
        maxLength={160}
        error={missing ? t('problem.titleMissing') : null}
      />
      <TextField
        label={t('field.titleEn')}
        value={question.titleEn}
        onChange={(titleEn) => put({ ...question, titleEn }, 'titleEn')}
        lang="en"
        dir="ltr"
        maxLength={160}
      />
      <Settings question={question} project={editor.project} onChange={(next) => put(next)} />
      <Note>{t('use.question')}</Note>
    </>
  )
}
