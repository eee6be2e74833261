import { useTranslation } from 'react-i18next'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { Choices, ImportState } from './import-state.ts'

/** Beyond so many files the names are not edited one by one: they stay as the files say. */
const SHOWN = 40

/** Whose answers each of several files holds: taken from the names of the files, changed here. */
export function FilePeople({ state, onChoose }: { state: ImportState; onChoose: (choices: Partial<Choices>) => void }) {
  const { t } = useTranslation('import')
  const { annotatorNames } = state.choices
  const more = state.files.length - SHOWN
  return (
    <section className="file-people" aria-label={t('answers.name')}>
      <p className="sm">
        <span className="med">{t('answers.name')}</span> <span className="muted">{t('answers.fromFiles')}</span>
      </p>
      <ul className="file-people-list">
        {state.files.slice(0, SHOWN).map((file, place) => (
          <li key={`${place} ${file.name}`}>
            <TextField
              className="file-person"
              label={`\u2068${file.name}\u2069`}
              value={annotatorNames[place] ?? ''}
              dir="auto"
              maxLength={80}
              onChange={(name) => onChoose({ annotatorNames: annotatorNames.with(place, name) })}
            />
          </li>
        ))}
      </ul>
      {more > 0 && <p className="sm muted">{t('answers.moreFiles', { count: more })}</p>}
    </section>
  )
}
