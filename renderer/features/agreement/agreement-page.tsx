import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import type { AnnotatorId, QuestionId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices, useSettings } from '#renderer/app/services-context.ts'
import { currentTask, labelUse, listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Figures } from './figures.tsx'
import { FilterBar } from './filter-bar.tsx'
import { namesOf } from './names.ts'
import { useReport } from './use-agreement.ts'
import './agreement.css'

/** How far people agree on each question: for leads and adjudicators. */
export function AgreementPage({ project }: { project: Project }) {
  const { t } = useTranslation('agreement')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const [, navigate] = useLocation()
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  if (role === undefined || task === undefined) return null
  if (role !== 'lead' && role !== 'adjudicator') return <EmptyState sentence={t('leadsOnly')} />
  const questions = task?.questions ?? []
  if (questions.length === 0) {
    return (
      <EmptyState sentence={t('empty')}>
        <Button variant="primary" onPress={() => navigate(projectPath('labels', project.id))}>
          {t('makeLabels')}
        </Button>
      </EmptyState>
    )
  }
  return <Agreement project={project} questions={questions} />
}

function Agreement({ project, questions }: { project: Project; questions: readonly Question[] }) {
  const { t } = useTranslation(['agreement', 'team'])
  const { data } = useServices()
  const { locale } = useSettings()
  const people = useQuery(() => listPeople(data), [data]) ?? new Map<AnnotatorId, never>()
  const [chosen, setChosen] = useState<QuestionId | null>(null)
  const [filter, setFilter] = useState<AnswerFilter>({})
  // The first one that anybody answered.
  const use = useQuery(() => labelUse(data, project.id), [data, project.id])
  const answered = questions.find(({ id }) => Object.keys(use ?? {}).some((key) => key.startsWith(`${id}/`)))
  const question =
    use === undefined ? undefined : (questions.find(({ id }) => id === chosen) ?? answered ?? questions[0])
  const state = useReport(project.id, question?.id ?? null, filter)
  if (question === undefined) return null
  const names = namesOf(question, people, {
    locale,
    nameless: t('team:nameless'),
    nothing: t('confusion.nothing'),
  })
  return (
    <>
      <div className="page-head agreement-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <FilterBar
          project={project}
          questions={questions}
          question={question}
          filter={filter}
          onQuestion={setChosen}
          onFilter={setFilter}
        />
      </div>
      <Figures
        key={question.id}
        project={project}
        question={question}
        filter={filter}
        onFilter={setFilter}
        names={names}
        state={state}
      />
    </>
  )
}
