import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { LANGUAGES } from '#shared/text/languages.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { metadataNames } from '#renderer/data/queries/metadata-names.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { GiveFormState } from './give-form.ts'

/** Only some texts: by the language of a field, by what stands in a column of the file they came from. */
export function WishFields({ project, state }: { project: Project; state: GiveFormState }) {
  const { t } = useTranslation('hand-out')
  const { form, change } = state
  const [open, setOpen] = useState(form.field !== '' || form.column !== '')
  const toggle = (wanted: boolean) => {
    setOpen(wanted)
    if (!wanted) change({ field: '', language: '', column: '', value: '' })
  }
  return (
    <div className="col give-rule">
      <Checkbox isSelected={open} onChange={toggle}>
        {t('wish.some')}
      </Checkbox>
      {open && (
        <>
          <LanguageWish project={project} state={state} />
          <ColumnWish project={project} state={state} />
        </>
      )}
    </div>
  )
}

type WishProps = { project: Project; state: GiveFormState }

function LanguageWish({ project, state: { form, change } }: WishProps) {
  const { t } = useTranslation('hand-out')
  const { locale } = useSettings()
  const fields = [
    { value: '', label: t('wish.anyLanguage') },
    ...project.fields.map(({ id, name }) => ({ value: id as string, label: name })),
  ]
  const languages = LANGUAGES.map(({ code, name, autonym, lang }) =>
    locale === 'ur' ? { value: code, label: autonym, lang } : { value: code, label: name },
  )
  const chooseField = (value: string) => {
    const field = project.fields.find(({ id }) => id === value)
    change(field === undefined ? { field: '', language: '' } : { field: field.id, language: field.language })
  }
  return (
    <div className="give-two">
      <SelectField label={t('wish.field')} value={form.field} options={fields} onChange={chooseField} />
      {form.field !== '' && (
        <SelectField
          label={t('wish.language')}
          value={form.language}
          options={languages}
          onChange={(language) => change({ language })}
        />
      )}
    </div>
  )
}

function ColumnWish({ project, state: { form, change } }: WishProps) {
  const { t } = useTranslation('hand-out')
  const { data } = useServices()
  const names = useQuery(() => metadataNames(data, project.id), [data, project.id])
  if (names === undefined) return null
  if (names.length === 0) return <p className="field-hint">{t('wish.noColumns')}</p>
  const columns = [{ value: '', label: t('wish.anyColumn') }, ...names.map((name) => ({ value: name, label: name }))]
  return (
    <div className="give-two">
      <SelectField
        label={t('wish.column')}
        value={form.column}
        options={columns}
        onChange={(column) => change(column === '' ? { column, value: '' } : { column })}
      />
      {form.column !== '' && (
        <TextField
          label={t('wish.value')}
          value={form.value}
          onChange={(value) => change({ value })}
          dir="auto"
          maxLength={400}
        />
      )}
    </div>
  )
}
