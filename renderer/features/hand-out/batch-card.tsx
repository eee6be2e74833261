import { CheckCheck, Eye, GraduationCap, Lock, LockOpen, Plus, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { initialOf } from '#shared/domain/annotator.ts'
import type { Project } from '#shared/domain/project.ts'
import { answersPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { closeBatch } from '#renderer/data/commands/close-batch.ts'
import type { GivenBatch, PersonInBatch } from '#renderer/data/queries/batches.ts'
import type { TrainingResult, TrainingStanding } from '#renderer/data/queries/training.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { FiguredBar } from '#renderer/ui/progress.tsx'
import { PlanLine } from './plan-line.tsx'
import { RuleLine } from './rule-line.tsx'
import { TakeBackDialog } from './take-back-dialog.tsx'

type BatchCardProps = {
  project: Project
  batch: GivenBatch
  /** How everyone stands with it if it is a training round; null = it is work. */
  training: readonly TrainingResult[] | null
  isOpen: boolean
  onMore: () => void
}

/** One batch: how it was chosen, who has how much of it, what can be done. */
export function BatchCard({ project, batch, training, isOpen, onMore }: BatchCardProps) {
  const { t } = useTranslation('hand-out')
  const format = useFormat()
  const readOnly = useReadOnlyReason()
  const close = useClose(project, batch)
  const [takenBack, setTakenBack] = useState<PersonInBatch | null>(null)
  const people = batch.people.filter(({ standing }) => standing.given > 0)
  const given = people.reduce((sum, { standing }) => sum + standing.given, 0)
  const finished = people.reduce((sum, { standing }) => sum + standing.finished, 0)
  const isClosed = people.every(({ end }) => end === 'closed')
  const everyone = people.map(({ annotatorId }) => annotatorId)
  return (
    <section className="card batch-card" aria-label={batch.title}>
      <div className="row batch-head">
        {training !== null && (
          <Chip tone="info" icon={<GraduationCap size={15} aria-hidden />}>
            {t('training.chip')}
          </Chip>
        )}
        <div className="col grow">
          <h2 className="section-title">
            <bdi>{batch.title || t('untitled')}</bdi>
          </h2>
          <PlanLine project={project} batch={batch} />
        </div>
        <span className="num nowrap">{t('doneOf', { done: format.number(finished), all: format.number(given) })}</span>
        {training === null && (
          <Button size="s" icon={<Plus size={15} aria-hidden />} disabledReason={readOnly} onPress={onMore}>
            {t('giveMore')}
          </Button>
        )}
        <Button
          size="s"
          variant="quiet"
          icon={isClosed ? <LockOpen size={15} aria-hidden /> : <Lock size={15} aria-hidden />}
          disabledReason={readOnly}
          onPress={() => void close(everyone, !isClosed)}
        >
          {t(isClosed ? 'openAll' : 'closeAll')}
        </Button>
      </div>
      {training === null && <RuleLine project={project} batch={batch} />}
      <details className="batch-people" open={isOpen}>
        <summary className="sm muted">{t('peopleCount', { count: people.length })}</summary>
        <table className="table">
          <thead>
            <tr>
              <th className="batch-first">{t('column.name')}</th>
              <th className="batch-progress">{t('column.progress')}</th>
              <th>{t('column.open')}</th>
              {training === null ? (
                <>
                  <th>{t('column.unsure')}</th>
                  <th>{t('column.flagged')}</th>
                </>
              ) : (
                <th>{t('column.right')}</th>
              )}
              <th>{t('column.state')}</th>
              <th className="batch-menu">
                <span className="visually-hidden">{t('column.menu')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow
                key={person.annotatorId}
                project={project}
                batch={batch}
                person={person}
                training={training && (training.find((one) => one.annotatorId === person.annotatorId) ?? NOT_BEGUN)}
                onTakeBack={() => setTakenBack(person)}
                onClose={(closed) => void close([person.annotatorId], closed)}
              />
            ))}
          </tbody>
        </table>
      </details>
      {takenBack && (
        <TakeBackDialog project={project} batch={batch} person={takenBack} onClose={() => setTakenBack(null)} />
      )}
    </section>
  )
}

const NOT_BEGUN: TrainingStanding = { given: 0, done: 0, right: 0 }

function useClose({ id: projectId }: Project, { id: batchId }: GivenBatch) {
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  return (people: readonly PersonInBatch['annotatorId'][], closed: boolean) =>
    saveState.track(closeBatch(data, { projectId, annotatorId }, { batchId, people }, closed)).catch(() => undefined)
}

type PersonRowProps = {
  project: Project
  batch: GivenBatch
  person: PersonInBatch
  training: TrainingStanding | null
  onTakeBack: () => void
  onClose: (closed: boolean) => void
}

function PersonRow({ project, batch, person, training, onTakeBack, onClose }: PersonRowProps) {
  const { t } = useTranslation(['hand-out', 'team'])
  const format = useFormat()
  const [, navigate] = useLocation()
  const isDisabled = useReadOnlyReason() !== null
  const { standing, end, name } = person
  const figures = t('doneOf', { done: format.number(standing.finished), all: format.number(standing.given) })
  const isClosed = end === 'closed'
  return (
    <tr className="batch-row" data-done={standing.open === 0}>
      <td className="batch-first">
        <div className="row">
          <Avatar initial={initialOf(name)} colour={person.colour} />
          <bdi className="bold">{name || t('team:nameless')}</bdi>
        </div>
      </td>
      <td className="batch-progress">
        <FiguredBar label={t('column.progress')} share={standing.finished / standing.given} figures={figures} />
      </td>
      <td className="num">{format.number(standing.open)}</td>
      {training === null ? (
        <>
          <td className="num">{format.number(standing.byStatus.unsure)}</td>
          <td className="num">{format.number(standing.flagged)}</td>
        </>
      ) : (
        <td className="num">
          {training.done === 0
            ? '–'
            : t('training.rightOf', { right: format.number(training.right), done: format.number(training.done) })}
        </td>
      )}
      <td>
        <State person={person} />
      </td>
      <td className="batch-menu">
        <MenuButton
          label={t('menuOf', { name })}
          entries={[
            {
              id: 'answers',
              label: t('answers'),
              icon: <Eye size={15} aria-hidden />,
              onAction: () => navigate(`${answersPath(project.id, person.annotatorId)}?batch=${batch.id}`),
            },
            {
              id: 'close',
              label: t(isClosed ? 'open' : 'close'),
              icon: isClosed ? <LockOpen size={15} aria-hidden /> : <Lock size={15} aria-hidden />,
              isDisabled,
              onAction: () => onClose(!isClosed),
            },
            {
              id: 'take-back',
              label: t('takeBack.action'),
              icon: <Undo2 size={15} className="mirrored" aria-hidden />,
              danger: true,
              isDisabled: isDisabled || standing.open === 0,
              onAction: onTakeBack,
            },
          ]}
        />
      </td>
    </tr>
  )
}

function State({ person: { end, handedIn, standing } }: { person: PersonInBatch }) {
  const { t } = useTranslation('hand-out')
  return (
    <span className="row wrap">
      {handedIn && (
        <Chip tone="success" icon={<CheckCheck size={15} aria-hidden />}>
          {t('state.handedIn')}
        </Chip>
      )}
      {end === 'closed' && <Chip icon={<Lock size={15} aria-hidden />}>{t('state.closed')}</Chip>}
      {end === null && (
        <span className="sm muted">
          {t(standing.finished === 0 ? 'state.notBegun' : standing.open === 0 ? 'state.answered' : 'state.atWork')}
        </span>
      )}
    </span>
  )
}
