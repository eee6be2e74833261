import { TextSelect } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { keyCapOf } from '#shared/domain/hotkeys.ts'
import { labelLine, labelName } from '#shared/domain/label.ts'
import { labelTree, livingLabels, type SpansQuestion } from '#shared/domain/question.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import { PreviewSentence } from '../preview-sentence.tsx'
import { spansPreview } from '../preview-text.ts'
import type { KindPreviewProps, KindSettingsProps, QuestionKind } from './question-kind.ts'

/** Labels on words of the text; spans may lie inside and across each other. */
export const spansKind: QuestionKind<SpansQuestion> = {
  icon: TextSelect,
  create: (id, title) => ({ id, kind: 'spans', title, titleEn: '', fields: [], labels: [] }),
  hint: () => 'kind.spans.hint',
  Settings: SpansSettings,
  Preview: SpansPreview,
}

/** Which texts may be marked. With one text there is nothing to choose; none ticked is not offered. */
function SpansSettings({ question, project, onChange }: KindSettingsProps<SpansQuestion>) {
  const { t } = useTranslation('labels')
  const all = project.fields.map(({ id }) => id)
  if (all.length < 2) return <p className="sm muted">{t('kind.spans.about')}</p>
  const marked = question.fields.length === 0 ? all : question.fields
  const toggle = (id: (typeof all)[number], on: boolean) => {
    const next = all.filter((one) => (one === id ? on : marked.includes(one)))
    if (next.length > 0) onChange({ ...question, fields: next.length === all.length ? [] : next })
  }
  return (
    <div className="field" role="group" aria-label={t('kind.spans.fields')}>
      <span className="field-label">{t('kind.spans.fields')}</span>
      <div className="row wrap">
        {project.fields.map((field) => {
          const ticked = marked.includes(field.id)
          return (
            <Checkbox
              key={field.id}
              isSelected={ticked}
              isDisabled={ticked && marked.length === 1}
              onChange={(on) => toggle(field.id, on)}
            >
              <bdi>{field.name}</bdi>
            </Checkbox>
          )
        })}
      </div>
    </div>
  )
}

function SpansPreview({ question, project, selected, keys, texts }: KindPreviewProps<SpansQuestion>) {
  const { locale } = useSettings()
  const field = project.fields.find(({ id }) => question.fields.includes(id)) ?? project.fields[0]
  const language = field?.language ?? 'ur'
  const labels = useMemo(() => labelTree(livingLabels(question)).map(({ label }) => label), [question])
  const preview = useMemo(
    () => spansPreview(labels, { selected, texts, language }),
    [labels, selected, texts, language],
  )
  const marks = useMemo(
    () =>
      preview.ranges.map(({ label, start, end }): Mark => {
        const code = keys.get(`${question.id}/${label.id}`)
        return {
          id: label.id,
          start,
          end,
          colour: label.colour,
          line: labelLine(label.colour),
          name: labelName(label, locale),
          ...(code !== undefined && { keyCap: keyCapOf(code) }),
        }
      }),
    [preview, keys, question.id, locale],
  )
  return <PreviewSentence preview={preview} marks={marks} />
}
