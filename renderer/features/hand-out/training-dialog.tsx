import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { MAX_CHECKS } from '#shared/domain/batch-plan.ts'
import type { Project } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { giveTraining } from '#renderer/data/commands/give-training.ts'
import { givableFor, knownItems, type KnownItem } from '#renderer/data/queries/check-items.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { NumberField, numberIn } from '#renderer/ui/number-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { makeMembers } from './make-members.ts'
import { PeopleChoice } from './people-choice.tsx'
import { useGiving } from './use-giving.ts'

type Props = {
  project: Project
  people: readonly GivablePerson[]
  number: number
  onClose: () => void
}

/** A training round: texts with a known answer, all of them to everyone chosen. */
export function TrainingDialog({ project, people, number, onClose }: Props) {
  const { t } = useTranslation(['hand-out', 'common'])
  const { data } = useServices()
  const [, navigate] = useLocation()
  const known = useQuery(() => knownItems(data, project.id), [data, project.id])
  if (known === undefined) return null
  if (known.length > 0)
    return <TrainingForm project={project} people={people} number={number} known={known} onClose={onClose} />
  return (
    <Dialog title={t('training.title')} closeLabel={t('common:action.close')} onClose={onClose}>
      <EmptyState sentence={t('training.none')}>
        <Button variant="primary" onPress={() => navigate(projectPath('import', project.id))}>
          {t('common:nav.import')}
        </Button>
      </EmptyState>
    </Dialog>
  )
}

type Hindrance = 'people' | 'count' | 'trainingSeen'

function TrainingForm({ project, people, number, known, onClose }: Props & { known: readonly KnownItem[] }) {
  const { t } = useTranslation(['hand-out', 'common'])
  const format = useFormat()
  const [title, setTitle] = useState(() => t('training.newTitle', { number: format.number(number) }))
  const [count, setCount] = useState('10')
  const [chosen, setChosen] = useState<ReadonlySet<AnnotatorId>>(
    () => new Set(people.filter(({ role }) => role === 'annotator').map(({ annotatorId }) => annotatorId)),
  )
  const whom = people.filter(({ annotatorId }) => chosen.has(annotatorId))
  const usable = givableFor(
    'training',
    known,
    whom.map(({ annotatorId }) => annotatorId),
  ).length
  const wanted = numberIn(count, 1, MAX_CHECKS)
  const hindrance = hindranceOf(whom.length, usable, wanted)
  const { give, busy, problem } = useGiveTraining(project, onClose)
  const press = () => {
    if (hindrance === null) void give({ title, people: whom, count: Math.min(wanted ?? 1, usable) })
  }
  const footer = (
    <>
      <span className="grow" />
      <Button keys={['Esc']} onPress={onClose}>
        {t('common:action.cancel')}
      </Button>
      <Button
        variant="primary"
        keys={['Ctrl', 'Enter']}
        disabledReason={hindrance && t(`hindrance.${hindrance}`)}
        isDisabled={busy}
        onPress={press}
      >
        {busy ? t('giving') : t('give')}
      </Button>
    </>
  )
  return (
    <Dialog
      title={t('training.title')}
      closeLabel={t('common:action.close')}
      size="medium"
      footer={footer}
      onClose={onClose}
    >
      <form
        className="col give-column"
        onSubmit={(event) => event.preventDefault()}
        onKeyDownCapture={(event) => {
          if (event.code !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          event.stopPropagation()
          press()
        }}
      >
        <p className="muted">{t('training.about')}</p>
        <PeopleChoice people={people} chosen={chosen} onChange={setChosen} />
        <div className="give-two">
          <TextField
            label={t('training.name')}
            value={title}
            onChange={setTitle}
            dir="auto"
            maxLength={200}
            hint={t('titleHint')}
          />
          <NumberField
            label={t('count')}
            value={count}
            onChange={setCount}
            hint={t('training.usable', { count: usable })}
            autoFocus
          />
        </div>
        {hindrance === null && (
          <p aria-live="polite">
            {t('training.preview', { count: Math.min(wanted ?? 0, usable), people: format.number(whom.length) })}
          </p>
        )}
        {problem !== null && (
          <Note tone="danger" title={t('failed.title')}>
            {t(`failed.${problem}`)}
          </Note>
        )}
      </form>
    </Dialog>
  )
}

function hindranceOf(people: number, usable: number, wanted: number | null): Hindrance | null {
  if (people === 0) return 'people'
  if (usable === 0) return 'trainingSeen'
  return wanted === null ? 'count' : null
}

type Giving = { title: string; people: readonly GivablePerson[]; count: number }

function useGiveTraining({ id: projectId }: Project, onClose: () => void) {
  const { t } = useTranslation('hand-out')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const send = async ({ title, people, count }: Giving) => {
    const who = { projectId, annotatorId }
    await makeMembers(
      data,
      who,
      people.map((person) => ({ person })),
    )
    const ids = people.map((person) => person.annotatorId)
    return giveTraining(data, who, { title: title.trim().slice(0, 200), people: ids, count })
  }
  return useGiving({ send, saidOf: ({ items }) => t('training.given', { count: items }), onClose })
}
