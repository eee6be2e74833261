import { CornerDownLeft, Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabelId } from '#shared/base/ids.ts'
import { labelLine, paletteColour } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { suggestedLabels } from '#shared/domain/suggestions.ts'
import type { Suggestion } from '#shared/domain/item.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { Answering } from './use-answering.ts'
import type { TaskLabel } from './task-labels.ts'
import './answering.css'

export type LabelBarProps = {
  questions: readonly Question[]
  labels: readonly TaskLabel[]
  answering: Answering
  suggestions: readonly Suggestion[]
  onAll: () => void
}

/** Every question's labels with their keys, above the text. */
export function LabelBar({ questions, labels, answering, suggestions, onAll }: LabelBarProps) {
  const { t } = useTranslation('annotate')
  const { locale } = useSettings()
  return (
    <div className="label-bars">
      {questions.map((question, index) => {
        const title = locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title
        const chosen = question.kind === 'choice' ? answering.chosenLabels(question) : []
        const offered = question.kind === 'choice' ? suggestedLabels(suggestions, question.id) : []
        return (
          <div key={question.id} className="label-bar" role="toolbar" aria-label={title}>
            {questions.length > 1 && <bdi className="label-bar-title">{title}</bdi>}
            <div className="label-list">
              {labels
                .filter((label) => label.question.id === question.id)
                .map((label) => (
                  <LabelButton
                    key={label.label.id}
                    label={label}
                    chosen={chosen.includes(label.label.id)}
                    suggested={isSuggested(offered, chosen, label.label.id)}
                    isDisabled={answering.halt !== null}
                    onPress={() => answering.press(label)}
                  />
                ))}
            </div>
            {index === 0 && (
              <Button
                variant="quiet"
                icon={<Ellipsis size={18} />}
                label={t('allLabels')}
                keys={['K']}
                onPress={onAll}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

function isSuggested(offered: readonly LabelId[], chosen: readonly LabelId[], label: LabelId): boolean {
  return offered.includes(label) && !chosen.includes(label)
}

type LabelButtonProps = {
  label: TaskLabel
  chosen: boolean
  suggested: boolean
  isDisabled: boolean
  onPress: () => void
}

function LabelButton({ label, chosen, suggested, isDisabled, onPress }: LabelButtonProps) {
  const { t } = useTranslation('annotate')
  const line = labelLine(label.label.colour)
  const isChoice = label.question.kind === 'choice'
  return (
    <button
      type="button"
      className={classNames(
        'label-button',
        `label-colour-${paletteColour(label.label.colour)}`,
        line !== 'solid' && `label-button-${line}`,
        chosen && 'label-button-chosen',
        suggested && 'label-button-suggested',
      )}
      title={label.label.description}
      // Pressed all the same, so that the strip can say why nothing happens.
      aria-disabled={isDisabled}
      onClick={onPress}
      {...(isChoice && { 'aria-pressed': chosen })}
    >
      {label.depth > 0 && <CornerDownLeft size={13} className="label-nested" aria-hidden />}
      {label.keyCap !== null && <KeyCap>{label.keyCap}</KeyCap>}
      <bdi>{label.name}</bdi>
      {suggested && (
        <span className="label-suggestion" title={t('suggested')}>
          ؟
        </span>
      )}
    </button>
  )
}
