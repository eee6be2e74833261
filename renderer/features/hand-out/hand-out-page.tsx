import { GraduationCap, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { BatchId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { BackToPeople } from '#renderer/app/team/back-to-people.tsx'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { givenBatches } from '#renderer/data/queries/batches.ts'
import { isTraining } from '#renderer/data/queries/check-items.ts'
import { givablePeople, type GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { projectItems } from '#renderer/data/queries/projects.ts'
import { trainingResults } from '#renderer/data/queries/training.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { BatchCard } from './batch-card.tsx'
import { GiveDialog } from './give-dialog.tsx'
import { TrainingDialog } from './training-dialog.tsx'
import './hand-out.css'

/** Work handed out: give more of it, see who has how much, take it back. For leads. */
export function HandOutPage({ project }: { project: Project }) {
  const { t } = useTranslation('hand-out')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const readOnly = useReadOnlyReason()
  const who = { projectId: project.id, annotatorId }
  const role = useQuery(() => roleIn(data, who), [data, project.id, annotatorId])
  const people = useQuery(() => givablePeople(data, project.id), [data, project.id])
  const batches = useQuery(() => givenBatches(data, project.id), [data, project.id])
  const items = useQuery(() => projectItems(data, project.id), [data, project.id])
  const startsGiving = useSearch() === 'new'
  const [giving, setGiving] = useState<BatchId | 'new' | 'training' | null>(startsGiving ? 'new' : null)
  const hindrance = hindranceOf(people ?? [], items ?? 0, annotatorId)
  const canGive = role === 'lead' && hindrance === null && readOnly === null
  const training = useQuery(() => trainingResults(data, project.id), [data, project.id])
  usePageKeys([
    { caps: ['N'], text: t('key'), code: 'KeyN', onPress: () => canGive && setGiving('new') },
    { caps: ['T'], text: t('training.key'), code: 'KeyT', onPress: () => canGive && setGiving('training') },
  ])
  if (role === undefined || people === undefined || batches === undefined || items === undefined) return null
  if (role !== 'lead') return <EmptyState sentence={t('leadsOnly')} />
  const reason = readOnly ?? (hindrance === null ? null : t(`cannot.${hindrance}`))
  const given = batches.filter(({ people: own }) => own.some(({ standing }) => standing.given > 0))
  return (
    <>
      <div className="page-head">
        <BackToPeople projectId={project.id} />
        <h1 className="page-title">{t('page')}</h1>
        <span className="grow" />
        <Button
          icon={<GraduationCap size={15} aria-hidden />}
          keys={['T']}
          disabledReason={reason}
          onPress={() => setGiving('training')}
        >
          {t('training.action')}
        </Button>
        <Button
          variant="primary"
          icon={<Send size={15} className="mirrored" aria-hidden />}
          keys={['N']}
          disabledReason={reason}
          onPress={() => setGiving('new')}
        >
          {t('action')}
        </Button>
      </div>
      {given.length === 0 ? (
        <section className="card grow project-empty">
          <EmptyState sentence={t(hindrance === null ? 'empty' : `cannot.${hindrance}`)}>
            <NextStep project={project} hindrance={hindrance} onGive={() => setGiving('new')} />
          </EmptyState>
        </section>
      ) : (
        given.map((batch, index) => (
          <BatchCard
            key={batch.id}
            project={project}
            batch={batch}
            training={isTraining(batch) ? (training ?? []).filter(({ batchId }) => batchId === batch.id) : null}
            isOpen={index < 3}
            onMore={() => setGiving(batch.id)}
          />
        ))
      )}
      {giving === 'training' && canGive && (
        <TrainingDialog
          project={project}
          people={people}
          number={batches.filter(isTraining).length + 1}
          onClose={() => setGiving(null)}
        />
      )}
      {giving !== null && giving !== 'training' && canGive && (
        <GiveDialog
          project={project}
          people={people}
          batch={batches.find(({ id }) => id === giving) ?? null}
          number={batches.filter((batch) => !isTraining(batch)).length + 1}
          onClose={() => setGiving(null)}
        />
      )}
    </>
  )
}

type Hindrance = 'alone' | 'texts'

/** What is missing before work can be given. */
function hindranceOf(people: readonly GivablePerson[], items: number, own: string): Hindrance | null {
  if (items === 0) return 'texts'
  return people.some(({ annotatorId }) => annotatorId !== own) ? null : 'alone'
}

type NextStepProps = { project: Project; hindrance: Hindrance | null; onGive: () => void }

function NextStep({ project, hindrance, onGive }: NextStepProps) {
  const { t } = useTranslation(['hand-out', 'common'])
  const [, navigate] = useLocation()
  const readOnly = useReadOnlyReason()
  if (hindrance === null) {
    return (
      <Button variant="primary" disabledReason={readOnly} onPress={onGive}>
        {t('action')}
      </Button>
    )
  }
  const place = hindrance === 'texts' ? 'import' : 'people'
  return (
    <Button variant="primary" onPress={() => navigate(projectPath(place, project.id))}>
      {t(`common:nav.${place}`)}
    </Button>
  )
}
