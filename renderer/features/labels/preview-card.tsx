import { useTranslation } from 'react-i18next'
import type { LabelId } from '#shared/base/ids.ts'
import { livingLabels, type Question } from '#shared/domain/question.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { firstTexts } from '#renderer/data/queries/first-texts.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { kindOf } from './kinds/question-kinds.ts'
import type { LabelsEditor } from './use-labels-editor.ts'

/** How the question will look at work, as it is edited. */
export function PreviewCard({
  editor,
  question,
  selected,
}: {
  editor: LabelsEditor
  question: Question
  selected: LabelId | null
}) {
  const { t } = useTranslation('labels')
  const { data } = useServices()
  const projectId = editor.project.id
  const texts = useQuery(() => firstTexts(data, projectId), [data, projectId])
  const { Preview } = kindOf(question.kind)
  return (
    <section className="card preview-card" aria-label={t('preview')}>
      <p className="sm muted med">{t('preview')}</p>
      {texts !== undefined && livingLabels(question).length > 0 && (
        <Preview question={question} project={editor.project} selected={selected} keys={editor.keys} texts={texts} />
      )}
      {livingLabels(question).length === 0 && <p className="sm faint">{t('previewEmpty')}</p>}
    </section>
  )
}
