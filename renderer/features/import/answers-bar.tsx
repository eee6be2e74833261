import { useTranslation } from 'react-i18next'
import { RadioChoice } from '#renderer/ui/radio-choice.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ANSWER_TREATMENTS } from '#renderer/workers/import-protocol.ts'
import type { Choices, ImportState } from './import-state.ts'

/** What becomes of answers that are in the file: suggestions, somebody's answers, or settled ones. */
export function AnswersBar({ state, onChoose }: { state: ImportState; onChoose: (choices: Partial<Choices>) => void }) {
  const { t } = useTranslation('import')
  const { answersAs, annotatorName, mapping } = state.choices
  const named = mapping.some(({ use }) => use.kind === 'annotator' || use.kind === 'annotations')
  const askName = answersAs === 'answer' && !named
  return (
    <div className="row answers-bar">
      <RadioChoice
        label={t('answers.label')}
        value={answersAs}
        options={ANSWER_TREATMENTS.map((treatment) => ({ value: treatment, label: t(`answers.${treatment}`) }))}
        onChange={(next) => onChoose({ answersAs: next })}
      />
      <span className="grow" />
      {askName ? (
        <TextField
          className="answers-name"
          label={t('answers.name')}
          value={annotatorName}
          dir="auto"
          maxLength={80}
          onChange={(name) => onChoose({ annotatorName: name })}
        />
      ) : (
        <span className="sm muted answers-hint">{t(`answers.${answersAs}Hint`)}</span>
      )}
    </div>
  )
}
