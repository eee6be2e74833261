import { CornerDownLeft, ListChecks } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { keyCapOf } from '#shared/domain/hotkeys.ts'
import { labelLine, labelName, paletteColour } from '#shared/domain/label.ts'
import { labelTree, livingLabels, type ChoiceQuestion } from '#shared/domain/question.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { RadioChoice } from '#renderer/ui/radio-choice.tsx'
import { PreviewSentence } from '../preview-sentence.tsx'
import { choicePreview } from '../preview-text.ts'
import type { KindPreviewProps, KindSettingsProps, QuestionKind } from './question-kind.ts'

/** One label or several about the whole text. */
export const choiceKind: QuestionKind<ChoiceQuestion> = {
  icon: ListChecks,
  create: (id, title) => ({ id, kind: 'choice', title, titleEn: '', multiple: false, labels: [] }),
  hint: ({ multiple }) => (multiple ? 'kind.choice.several' : 'kind.choice.one'),
  Settings: ChoiceSettings,
  Preview: ChoicePreview,
}

function ChoiceSettings({ question, onChange }: KindSettingsProps<ChoiceQuestion>) {
  const { t } = useTranslation('labels')
  return (
    <div className="field">
      <span className="field-label">{t('kind.choice.howMany')}</span>
      <RadioChoice
        label={t('kind.choice.howMany')}
        hideLabel
        value={question.multiple ? 'several' : 'one'}
        options={[
          { value: 'one', label: t('kind.choice.oneOption') },
          { value: 'several', label: t('kind.choice.severalOption') },
        ]}
        onChange={(value) => onChange({ ...question, multiple: value === 'several' })}
      />
    </div>
  )
}

/** The label that is edited is shown as chosen, on its own example where it has one. */
function ChoicePreview({ question, project, selected, keys, texts }: KindPreviewProps<ChoiceQuestion>) {
  const { locale } = useSettings()
  const example = question.labels.find(({ id }) => id === selected)?.example ?? ''
  const language = project.fields[0]?.language ?? 'ur'
  const preview = useMemo(() => choicePreview(example, texts, language), [example, texts, language])
  return (
    <>
      <div className="preview-labels">
        {labelTree(livingLabels(question)).map(({ label, depth }) => {
          const line = labelLine(label.colour)
          const code = keys.get(`${question.id}/${label.id}`)
          const colour = `label-colour-${paletteColour(label.colour)}`
          return (
            <span
              key={label.id}
              className={classNames(
                'label-button',
                colour,
                line !== 'solid' && `label-button-${line}`,
                label.id === selected && 'label-button-chosen',
              )}
            >
              {depth > 0 && <CornerDownLeft size={13} aria-hidden />}
              {code !== undefined && <KeyCap>{keyCapOf(code)}</KeyCap>}
              <bdi>{labelName(label, locale)}</bdi>
            </span>
          )
        })}
      </div>
      <PreviewSentence preview={preview} marks={NO_MARKS} />
    </>
  )
}

const NO_MARKS: never[] = []
