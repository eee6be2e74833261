import { useTranslation } from 'react-i18next'
import { RadioChoice } from '#renderer/ui/radio-choice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ANSWER_TREATMENTS } from '#renderer/workers/import-protocol.ts'
import { asksForPeople, type Choices, type ImportState } from './import-state.ts'

/** What becomes of answers that are in the file: suggestions, somebody's answers, or settled ones. */
export function AnswersBar({ state, onChoose }: { state: ImportState; onChoose: (choices: Partial<Choices>) => void }) {
  const { t } = useTranslation('import')
  const { answersAs, annotatorNames } = state.choices
  return (
    <div className="row answers-bar">
      <RadioChoice
        label={t('answers.label')}
        value={answersAs}
        options={ANSWER_TREATMENTS.map((treatment) => ({ value: treatment, label: t(`answers.${treatment}`) }))}
        onChange={(next) => onChoose({ answersAs: next })}
      />
      <span className="grow" />
      {asksForPeople(state) && state.files.length === 1 ? (
        <TextField
          className="answers-name"
          label={t('answers.name')}
          value={annotatorNames[0] ?? ''}
          dir="auto"
          maxLength={80}
          onChange={(name) => onChoose({ annotatorNames: [name] })}
        />
      ) : (
        <span className="sm muted answers-hint">{t(`answers.${answersAs}Hint`)}</span>
      )}
    </div>
  )
}
