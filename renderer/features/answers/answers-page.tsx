import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearch } from 'wouter'
import type { AnnotatorId, BatchId } from '#shared/base/ids.ts'
import type { Item } from '#shared/domain/item.ts'
import type { Project } from '#shared/domain/project.ts'
import { EraseDialog } from '#renderer/app/erase/erase-dialog.tsx'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { BackToPeople } from '#renderer/app/team/back-to-people.tsx'
import { ownBatches } from '#renderer/data/queries/batches.ts'
import { personAnswers, type AnswerPage, type PersonAnswer } from '#renderer/data/queries/person-answers.ts'
import { currentTask, listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import { AnswerDialog } from './answer-dialog.tsx'
import { AnswersTable } from './answers-table.tsx'
import './answers.css'
import { isolated } from '#renderer/ui/isolated.ts'

const ROWS = 25

/** A person's answered texts, page by page; a comment can be written on each. For leads. */
export function AnswersPage({ project }: { project: Project }) {
  const { t } = useTranslation(['answers', 'team', 'common', 'erase'])
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const person = useParams<{ person: string }>().person as AnnotatorId
  const who = { projectId: project.id, annotatorId: person }
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  const task = useQuery(() => currentTask(data, project.id), [data, project.id])
  const people = useQuery(() => listPeople(data), [data])
  const batches = useQuery(() => ownBatches(data, who), [data, project.id, person])
  const [batchId, setBatchId] = useState<BatchId | ''>((/batch=([0-9a-z]+)/.exec(useSearch())?.[1] ?? '') as BatchId)
  // Where the pages up to this one began.
  const [starts, setStarts] = useState<readonly number[]>([0])
  const from = starts.at(-1) ?? 0
  const page = useQuery(
    () => personAnswers(data, who, { batchId: batchId === '' ? null : batchId, from, count: ROWS }),
    [data, project.id, person, batchId, from],
  )
  const [opened, setOpened] = useState<PersonAnswer | null>(null)
  const [erasing, setErasing] = useState<Item | null>(null)
  const format = useFormat()
  if (role === undefined || task === undefined || people === undefined || batches === undefined) return null
  if (role !== 'lead') return <EmptyState sentence={t('leadsOnly')} />
  const name = people.get(person)?.name ?? ''
  const chooseBatch = (chosen: BatchId | '') => {
    setBatchId(chosen)
    setStarts([0])
  }
  return (
    <>
      <div className="page-head">
        <BackToPeople projectId={project.id} />
        <h1 className="page-title">{t('title', { name: isolated(name || t('team:nameless')) })}</h1>
        <span className="grow" />
        {batches.length > 0 && (
          <SelectField
            label={t('batch')}
            hideLabel
            className="answers-batch"
            value={batchId}
            options={[
              { value: '', label: t('everything') },
              ...batches.map(({ id, title }) => ({ value: id, label: title })),
            ]}
            onChange={chooseBatch}
          />
        )}
      </div>
      <section className="card answers">
        {page !== undefined && task !== null && (
          <AnswersTable
            project={project}
            questions={task.questions}
            answers={page.answers}
            own={annotatorId}
            onOpen={setOpened}
          />
        )}
        {page !== undefined && page.answers.length === 0 && <EmptyState sentence={t('empty')} />}
        <Pages page={page} starts={starts} onStarts={setStarts} />
      </section>
      {opened && task && (
        <AnswerDialog
          key={opened.item.id}
          project={project}
          person={{ id: person, name }}
          questions={task.questions}
          answer={page?.answers.find(({ item }) => item.id === opened.item.id) ?? opened}
          onErase={() => {
            setErasing(opened.item)
            setOpened(null)
          }}
          onClose={() => setOpened(null)}
        />
      )}
      {erasing && (
        <EraseDialog
          project={project}
          item={erasing}
          onErased={() => showToast(t('erase:erased', { number: format.number(erasing.order + 1) }))}
          onClose={() => setErasing(null)}
        />
      )}
    </>
  )
}

type PagesProps = {
  page: AnswerPage | undefined
  starts: readonly number[]
  onStarts: (starts: readonly number[]) => void
}

function Pages({ page, starts, onStarts }: PagesProps) {
  const { t } = useTranslation('answers')
  const next = page?.next ?? null
  if (starts.length === 1 && next === null) return null
  return (
    <div className="row answers-pages">
      <Button
        variant="quiet"
        icon={<ChevronLeft size={15} className="mirrored" aria-hidden />}
        isDisabled={starts.length === 1}
        onPress={() => onStarts(starts.slice(0, -1))}
      >
        {t('earlier')}
      </Button>
      <span className="grow" />
      <Button
        variant="quiet"
        icon={<ChevronRight size={15} className="mirrored" aria-hidden />}
        isDisabled={next === null}
        onPress={() => next !== null && onStarts([...starts, next])}
      >
        {t('later')}
      </Button>
    </div>
  )
}
