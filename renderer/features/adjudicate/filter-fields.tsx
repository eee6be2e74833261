import { useTranslation } from 'react-i18next'
import type { AnnotatorId, BatchId, LabelId, QuestionId } from '#shared/base/ids.ts'
import { labelName } from '#shared/domain/label.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { answeringPeople } from '#renderer/data/queries/adjudication.ts'
import { givenBatches } from '#renderer/data/queries/batches.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import type { Disagreed } from '#renderer/workers/agreement-protocol.ts'
import { questionTitle } from './part-tag.tsx'
import type { QueueFilters } from './queue-filters.ts'

export type FilterFieldsProps = {
  project: Project
  task: TaskVersion
  filters: QueueFilters
  list: readonly Disagreed[]
  onFilters: (filters: QueueFilters) => void
}

/** What narrows the queue down. Who answered may be asked for; which answer is theirs stays hidden. */
export function FilterFields(props: FilterFieldsProps) {
  const { t } = useTranslation('adjudicate')
  const { filters, onFilters } = props
  const set = (change: Partial<QueueFilters>) => onFilters({ ...filters, ...change })
  return (
    <>
      <QuestionFields {...props} />
      <PeopleFields {...props} />
      <PlaceFields {...props} />
      <div className="col">
        <Checkbox isSelected={filters.flagged} onChange={(flagged) => set({ flagged })}>
          {t('filter.flagged')}
        </Checkbox>
        <Checkbox isSelected={filters.unsure} onChange={(unsure) => set({ unsure })}>
          {t('filter.unsure')}
        </Checkbox>
        <Checkbox isSelected={filters.withPending} onChange={(withPending) => set({ withPending })}>
          {t('filter.withPending')}
        </Checkbox>
      </div>
    </>
  )
}

/** Stands for "no label" among the two that met. */
const NOTHING = ' '

function QuestionFields({ task, filters, onFilters }: FilterFieldsProps) {
  const { t } = useTranslation('adjudicate')
  const { locale } = useSettings()
  const question =
    task.questions.find(({ id }) => id === filters.question) ?? (task.questions.length === 1 ? task.questions[0] : null)
  const all = { value: '', label: t('filter.all') }
  const labels = [
    all,
    ...(question?.labels ?? []).map((label) => ({ value: label.id as string, label: labelName(label, locale) })),
    { value: NOTHING, label: t('filter.noLabel') },
  ]
  const [one, other] = filters.labels === null ? ['', ''] : filters.labels.map((label) => label ?? NOTHING)
  const setLabels = (first = '', second = '') => {
    const ofText = (text: string) => (text === NOTHING ? null : (text as LabelId))
    const none = first === '' && second === ''
    onFilters({
      ...filters,
      ...(question && { question: question.id }),
      labels: none ? null : [ofText(first || NOTHING), ofText(second || NOTHING)],
    })
  }
  return (
    <>
      {task.questions.length > 1 && (
        <SelectField
          label={t('filter.question')}
          value={filters.question}
          options={[
            all,
            ...task.questions.map((each) => ({ value: each.id as string, label: questionTitle(each, locale) })),
          ]}
          onChange={(value) => onFilters({ ...filters, question: value as QuestionId | '', labels: null })}
        />
      )}
      {question && (
        <div className="row adj-filter-pair" role="group" aria-label={t('filter.labels')}>
          <SelectField
            label={t('filter.labels')}
            className="grow"
            value={one ?? ''}
            options={labels}
            onChange={(value) => setLabels(value, value === '' ? '' : other)}
          />
          <SelectField
            label={t('filter.against')}
            className="grow"
            value={other ?? ''}
            options={labels}
            isDisabled={filters.labels === null}
            onChange={(value) => setLabels(one, value)}
          />
        </div>
      )}
    </>
  )
}

function PeopleFields({ project, filters, onFilters }: FilterFieldsProps) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const found = useQuery(() => answeringPeople(data, project.id), [data, project.id]) ?? []
  const people = found.map(({ id, name }) => ({ value: id as string, label: name === '' ? t('nameless') : name }))
  if (people.length === 0) return null
  const all = { value: '', label: t('filter.anybody') }
  return (
    <div className="row adj-filter-pair">
      <SelectField
        label={t('filter.person')}
        className="grow"
        value={filters.person}
        options={[all, ...people]}
        onChange={(value) =>
          onFilters({ ...filters, person: value as AnnotatorId | '', ...(value === '' && { other: '' }) })
        }
      />
      <SelectField
        label={t('filter.other')}
        className="grow"
        value={filters.other}
        options={[all, ...people.filter(({ value }) => value !== filters.person)]}
        isDisabled={filters.person === ''}
        onChange={(value) => onFilters({ ...filters, other: value as AnnotatorId | '' })}
      />
    </div>
  )
}

function PlaceFields({ project, filters, list, onFilters }: FilterFieldsProps) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const { locale } = useSettings()
  const batches = useQuery(() => givenBatches(data, project.id), [data, project.id]) ?? []
  const codes = new Set([...project.fields, ...list].map(({ language }) => language))
  if (filters.language !== '') codes.add(filters.language)
  const languages = [...codes].map((code) => {
    const { autonym, name } = languageOf(code)
    return { value: code, label: locale === 'ur' ? autonym : name }
  })
  return (
    <>
      {languages.length > 1 && (
        <SelectField
          label={t('filter.language')}
          value={filters.language}
          options={[{ value: '', label: t('filter.all') }, ...languages]}
          onChange={(language) => onFilters({ ...filters, language })}
        />
      )}
      {batches.length > 0 && (
        <SelectField
          label={t('filter.batch')}
          value={filters.batch}
          options={[
            { value: '', label: t('filter.all') },
            ...batches.map(({ id, title }) => ({ value: id as string, label: title })),
          ]}
          onChange={(batch) => onFilters({ ...filters, batch: batch as BatchId | '' })}
        />
      )}
    </>
  )
}
