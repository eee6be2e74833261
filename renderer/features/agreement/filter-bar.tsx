import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { BatchId, QuestionId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useAnswerTurn, useTold } from '#renderer/app/agreement/use-told.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { SelectField, type SelectOption } from '#renderer/ui/select-field.tsx'
import { withPart } from './filter-part.ts'
import { MoreFilters } from './more-filters.tsx'

type Props = {
  project: Project
  questions: readonly Question[]
  question: Question
  filter: AnswerFilter
  onQuestion: (id: QuestionId) => void
  onFilter: (filter: AnswerFilter) => void
}

/** Which question, and whose answers to which texts. */
export function FilterBar({ project, questions, question, filter, onQuestion, onFilter }: Props) {
  const { t } = useTranslation('agreement')
  const { locale } = useSettings()
  const options = useTold('options', { projectId: project.id }, useAnswerTurn(project.id))
  const [more, setMore] = useState(false)
  const { batch: _batch, language: _language, people: _people, ...others } = filter
  const count = Object.keys(others).length
  const all: SelectOption<string> = { value: '', label: t('filter.all') }
  return (
    <>
      {questions.length > 1 && (
        <SelectField
          label={t('question')}
          hideLabel
          className="agreement-question"
          value={question.id}
          options={questions.map(({ id, title, titleEn }) => ({
            value: id,
            label: locale === 'en' && titleEn !== '' ? titleEn : title,
          }))}
          onChange={onQuestion}
        />
      )}
      {(options?.batches.length ?? 0) > 0 && (
        <SelectField
          label={t('filter.batch')}
          className="agreement-filter"
          value={filter.batch ?? ''}
          options={[all, ...(options?.batches ?? []).map(({ id, title }) => ({ value: id, label: title }))]}
          onChange={(batch) => onFilter(withPart(filter, { batch: batch === '' ? undefined : (batch as BatchId) }))}
        />
      )}
      {(options?.languages.length ?? 0) > 1 && (
        <SelectField
          label={t('filter.language')}
          className="agreement-filter"
          value={filter.language ?? ''}
          options={[
            all,
            ...(options?.languages ?? []).map((code) => {
              const { autonym, lang } = languageOf(code)
              return { value: code, label: autonym, lang }
            }),
          ]}
          onChange={(language) => onFilter(withPart(filter, { language: language === '' ? undefined : language }))}
        />
      )}
      <Button
        icon={<SlidersHorizontal size={15} aria-hidden />}
        isDisabled={options === null}
        onPress={() => setMore(true)}
      >
        {count === 0 ? t('filter.more') : t('filter.moreCount', { count })}
      </Button>
      {more && options && (
        <MoreFilters options={options} filter={filter} onFilter={onFilter} onClose={() => setMore(false)} />
      )}
    </>
  )
}
