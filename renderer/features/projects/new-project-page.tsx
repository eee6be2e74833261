import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import { makeShortId, type FieldId, type QuestionId } from '#shared/base/ids.ts'
import type { Question } from '#shared/domain/question.ts'
import { LANGUAGES, languageOf } from '#shared/text/languages.ts'
import { TEXT_FIELD, type ProjectTemplate } from '#shared/templates/project-template.ts'
import { TEMPLATES } from '#shared/templates/templates.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices, useSettings } from '#renderer/app/services-context.ts'
import { createProject } from '#renderer/data/commands/create-project.ts'
import { Button } from '#renderer/ui/button.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ProjectIcon } from './project-icon.tsx'

type NewField = { id: FieldId; name: string; language: string }

/** A project from a template or from nothing: its name, its texts and their languages. */
export function NewProjectPage() {
  const { t } = useTranslation(['projects', 'common', 'help'])
  const { locale } = useSettings()
  const fromFile = useSearch().includes('file')
  const [, navigate] = useLocation()
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const [template, setTemplate] = useState<ProjectTemplate | null>(TEMPLATES[0] ?? null)
  const [typedName, setTypedName] = useState<string | null>(null)
  const [fields, setFields] = useState<NewField[]>([{ ...TEXT_FIELD, language: 'ur' }])
  const [tried, setTried] = useState(false)
  // The template's name until another is typed.
  const name = typedName ?? template?.name[locale] ?? ''
  const create = async () => {
    setTried(true)
    if (name.trim() === '' || fields.some((field) => field.name.trim() === '')) return
    const properties = {
      name: name.trim(),
      template: template?.id ?? '',
      fields: fields.map((field) => ({ ...field, name: field.name.trim() })),
      sample: false,
      archived: false,
      licence: '',
    }
    const questions = template?.questions ?? [firstQuestion(data.random, t('firstQuestion'))]
    const id = await saveState.track(
      createProject(data, annotatorId, { properties, questions, guidelines: template?.guidelines ?? '' }),
    )
    navigate(projectPath(template === null && !fromFile ? 'labels' : 'import', id))
  }
  usePageKeys([{ caps: ['Enter'], text: t('help:newProject.create') }])
  const choose = (next: ProjectTemplate | null) => {
    setTemplate(next)
    if (next) setFields(next.fields.map((field) => ({ ...field, language: fields[0]?.language ?? 'ur' })))
  }
  return (
    <form
      className="col new-project"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <div className="page-head">
        <h1 className="page-title">{t('new')}</h1>
      </div>
      <section className="card new-project-card">
        <TextField
          label={t('name')}
          value={name}
          onChange={setTypedName}
          autoFocus
          dir="auto"
          maxLength={120}
          error={tried && name.trim() === '' ? t('nameMissing') : null}
        />
        <FieldList fields={fields} onChange={setFields} tried={tried} />
      </section>
      <h2 className="section-title">{t('template')}</h2>
      <div className="template-grid" role="radiogroup" aria-label={t('template')}>
        {TEMPLATES.map((one) => (
          <TemplateCard
            key={one.id}
            icon={one.id}
            name={one.name[locale]}
            about={one.about[locale]}
            chosen={template?.id === one.id}
            onChoose={() => choose(one)}
          />
        ))}
        <TemplateCard
          icon=""
          name={t('blank')}
          about={t('blankAbout')}
          chosen={template === null}
          onChoose={() => choose(null)}
        />
      </div>
      <div className="row">
        <Button variant="quiet" onPress={() => navigate('/')}>
          {t('common:action.cancel')}
        </Button>
        <span className="grow" />
        <Button variant="primary" size="l" type="submit" keys={['Enter']}>
          {t(template === null && !fromFile ? 'createThenLabels' : 'createThenFile')}
        </Button>
      </div>
    </form>
  )
}

function firstQuestion(random: (length: number) => Uint8Array, title: string): Question {
  return { id: makeShortId<QuestionId>(random), kind: 'choice', title, titleEn: '', multiple: false, labels: [] }
}

type TemplateCardProps = { icon: string; name: string; about: string; chosen: boolean; onChoose: () => void }

function TemplateCard({ icon, name, about, chosen, onChoose }: TemplateCardProps) {
  return (
    <button
      type="button"
      role="radio"
      aria-checked={chosen}
      className={classNames('template-card', chosen && 'template-card-chosen')}
      onClick={onChoose}
    >
      <ProjectIcon template={icon} />
      <span className="col">
        <span className="bold">{name}</span>
        <span className="sm muted">{about}</span>
      </span>
    </button>
  )
}

function FieldList({
  fields,
  onChange,
  tried,
}: {
  fields: NewField[]
  onChange: (fields: NewField[]) => void
  tried: boolean
}) {
  const { t } = useTranslation('projects')
  const { locale } = useSettings()
  const { data } = useServices()
  const change = (id: FieldId, part: Partial<NewField>) =>
    onChange(fields.map((field) => (field.id === id ? { ...field, ...part } : field)))
  const languages = LANGUAGES.map((language) => ({
    value: language.code,
    label: locale === 'ur' ? language.autonym : `${language.name} · ${language.autonym}`,
  }))
  return (
    <div className="col field-list">
      {fields.map((field) => (
        <div key={field.id} className="row field-row">
          <TextField
            className="grow"
            label={t('fieldName')}
            value={field.name}
            onChange={(name) => change(field.id, { name })}
            dir={languageOf(field.language).dir}
            error={tried && field.name.trim() === '' ? t('fieldNameMissing') : null}
          />
          <SelectField
            className="grow"
            label={t('fieldLanguage')}
            value={field.language}
            options={languages}
            onChange={(language) => change(field.id, { language })}
          />
          {fields.length > 1 && (
            <Button
              variant="quiet"
              icon={<Trash2 size={18} />}
              label={t('removeField', { name: field.name })}
              onPress={() => onChange(fields.filter((one) => one.id !== field.id))}
            />
          )}
        </div>
      ))}
      <div>
        <Button
          size="s"
          icon={<Plus size={15} aria-hidden />}
          onPress={() =>
            onChange([
              ...fields,
              { id: makeShortId<FieldId>(data.random), name: '', language: fields[0]?.language ?? 'ur' },
            ])
          }
        >
          {t('addField')}
        </Button>
      </div>
    </div>
  )
}
