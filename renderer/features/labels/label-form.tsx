import { useTranslation } from 'react-i18next'
import type { Label } from '#shared/domain/label.ts'
import type { Question } from '#shared/domain/question.ts'
import { labelUseOf } from '#shared/domain/task-change.ts'
import { languageOf } from '#shared/text/languages.ts'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ColourChoice } from './colour-choice.tsx'
import { HotkeyField } from './hotkey-field.tsx'
import type { LabelField, Problem } from './label-problems.ts'
import type { LabelsEditor } from './use-labels-editor.ts'

export type LabelFormProps = { editor: LabelsEditor; question: Question; label: Label }

/** Everything about one label. Every letter goes into the draft. */
export function LabelForm({ editor, question, label }: LabelFormProps) {
  const { t } = useTranslation('labels')
  const language = languageOf(editor.project.fields[0]?.language ?? 'ur')
  const answers = labelUseOf(editor.use, question.id, label.id)
  const problem = (field: LabelField): Problem | undefined =>
    editor.problems.find((one) => one.question === question.id && one.label === label.id && one.field === field)
  const set = (change: Partial<Label>, typing?: string) =>
    editor.edit(
      { kind: 'label.set', question: question.id, label: label.id, change },
      typing && `${label.id} ${typing}`,
    )
  const nameProblem = problem('name')
  return (
    <>
      <div className="label-names">
        <TextField
          label={t('field.name')}
          value={label.name}
          onChange={(name) => set({ name }, 'name')}
          lang={language.lang}
          dir={language.dir}
          maxLength={80}
          error={nameProblem ? t(nameProblem.code === 'missing' ? 'problem.nameMissing' : 'problem.nameTaken') : null}
        />
        <TextField
          label={t('field.nameEn')}
          value={label.nameEn}
          onChange={(nameEn) => set({ nameEn }, 'nameEn')}
          lang="en"
          dir="ltr"
          maxLength={80}
          error={problem('nameEn') ? t('problem.nameTaken') : null}
        />
        <HotkeyField editor={editor} question={question} label={label} problem={problem('hotkey') ?? null} />
      </div>
      <ColourChoice colour={label.colour} onChange={(colour) => set({ colour })} />
      <TextField
        label={t('field.description')}
        value={label.description}
        onChange={(description) => set({ description }, 'description')}
        lang={language.lang}
        dir={language.dir}
        rows={2}
        maxLength={600}
      />
      <TextField
        className={`label-example typeface-${language.typeface}`}
        label={t('field.example')}
        value={label.example}
        onChange={(example) => set({ example }, 'example')}
        lang={language.lang}
        dir={language.dir}
        maxLength={300}
      />
      <Note>{answers === 0 ? t('use.none') : t('use.some', { count: answers })}</Note>
    </>
  )
}
