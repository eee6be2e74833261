import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { giveBatch, topUpBatch, type GiveProblem } from '#renderer/data/commands/give-batch.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import type { GivenBatch } from '#renderer/data/queries/batches.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import {
  DEFAULT_TOP_UP,
  overlapOf,
  planOf,
  previewOf,
  useGiveForm,
  type GiveForm,
  type GiveFormState,
  type GivePreview,
} from './give-form.ts'
import { GivePreviewCard } from './give-preview.tsx'
import { useHindrance } from './use-hindrance.ts'
import { useFitting, type Fitting } from './use-fitting.ts'
import { WishFields } from './wish-fields.tsx'

export type GiveDialogProps = {
  project: Project
  people: readonly GivablePerson[]
  /** A batch that is given more; null = a new one, with its number. */
  batch: GivenBatch | null
  number: number
  onClose: () => void
}

/** Gives out work: who, how many texts, to how many people each, which; what that comes to is told before it is done. */
export function GiveDialog({ project, people, batch, number, onClose }: GiveDialogProps) {
  const { t } = useTranslation(['hand-out', 'common'])
  const format = useFormat()
  const tell = useHindrance()
  const title = t('newTitle', { number: format.number(number) })
  const state = useGiveForm(startOf(people, batch, title))
  const fitting = useFitting(project.id, state.wish)
  const shown = people.filter(({ annotatorId }) => endIn(batch, annotatorId) === null)
  const outcome = previewOf(state.form, shown, fitting)
  const { give, busy, problem } = useGive({ project, batch, state, fitting, onClose })
  const preview = typeof outcome === 'string' ? null : outcome
  const press = () => preview && void give(preview)
  const footer = (
    <>
      <span className="grow" />
      <Button variant="secondary" keys={['Esc']} onPress={onClose}>
        {t('common:action.cancel')}
      </Button>
      <Button
        variant="primary"
        keys={['Ctrl', 'Enter']}
        disabledReason={typeof outcome === 'string' ? tell(outcome) : null}
        isDisabled={busy}
        onPress={press}
      >
        {busy ? t('giving') : t('give')}
      </Button>
    </>
  )
  return (
    <Dialog
      title={batch === null ? t('giveTitle') : t('giveMoreTitle', { title: batch.title })}
      closeLabel={t('common:action.close')}
      size="wide"
      footer={footer}
      onClose={onClose}
    >
      <form
        className="give-form"
        onSubmit={(event) => event.preventDefault()}
        // Before a list or a box in the form takes the key for itself.
        onKeyDownCapture={(event) => {
          if (event.code !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          event.stopPropagation()
          press()
        }}
      >
        <div className="col give-column">
          <PeopleChoice people={people} batch={batch} state={state} />
          <GiveNumbers state={state} fitting={fitting} chosen={shown} isNew={batch === null} />
          <WishFields project={project} state={state} />
          {batch === null && <TopUpFields state={state} />}
        </div>
        <div className="col give-column">
          <GivePreviewCard outcome={outcome} fitting={fitting} />
          {problem !== null && (
            <Note tone="danger" title={t('failed.title')}>
              {t(`failed.${problem}`)}
            </Note>
          )}
        </div>
      </form>
    </Dialog>
  )
}

function startOf(people: readonly GivablePerson[], batch: GivenBatch | null, title: string): GiveForm {
  const { wish = {}, overlap = 1 } = batch?.plan ?? {}
  const labels = people.filter(({ role }) => role === 'annotator')
  const mine = people.filter(({ annotatorId }) =>
    batch?.people.some((one) => one.annotatorId === annotatorId && one.end === null),
  )
  return {
    title: batch?.title ?? title,
    people: new Set((batch === null ? labels : mine).map(({ annotatorId }) => annotatorId)),
    count: '100',
    overlap: String(overlap),
    field: wish.text?.field ?? '',
    language: wish.text?.language ?? '',
    column: wish.column?.name ?? '',
    value: wish.column?.value ?? '',
    grows: false,
    ...DEFAULT_TOP_UP,
  }
}

/** Why a person is given no more of a batch; null where they can be. */
function endIn(batch: GivenBatch | null, person: AnnotatorId) {
  return batch?.people.find(({ annotatorId }) => annotatorId === person)?.end ?? null
}

type GiveParts = {
  project: Project
  batch: GivenBatch | null
  state: GiveFormState
  fitting: Fitting
  onClose: () => void
}

function useGive({ project, batch, state: { form, wish }, fitting, onClose }: GiveParts) {
  const { t } = useTranslation('hand-out')
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<GiveProblem | 'not-saved' | null>(null)
  const who = { projectId: project.id, annotatorId }
  const send = async ({ items, overlap, each }: GivePreview) => {
    for (const { person } of each) {
      if (person.role !== null) continue
      const member = { role: 'annotator', name: person.name, colour: person.colour } as const
      await setMember(data, who, person.annotatorId, member)
    }
    const people = each.map(({ person }) => person.annotatorId)
    const handOut = { people, count: items, overlap, ...(fitting.from !== null && { from: fitting.from }) }
    if (batch !== null) return topUpBatch(data, who, batch.id, handOut)
    const named = { title: form.title.trim().slice(0, 200), chosen: '', plan: planOf(form, wish, overlap) }
    return giveBatch(data, who, named, handOut)
  }
  const give = async (preview: GivePreview) => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    const given = await saveState.track(send(preview)).catch(() => null)
    setBusy(false)
    if (given === null) setProblem('not-saved')
    else if (!given.ok) setProblem(given.error)
    else {
      showToast(t('given', { count: given.value.items }))
      onClose()
    }
  }
  return { give, busy, problem }
}

type PeopleChoiceProps = { people: readonly GivablePerson[]; batch: GivenBatch | null; state: GiveFormState }

function PeopleChoice({ people, batch, state: { form, change } }: PeopleChoiceProps) {
  const { t } = useTranslation(['hand-out', 'team'])
  const toggle = (person: AnnotatorId, chosen: boolean) => {
    const next = new Set(form.people)
    if (chosen) next.add(person)
    else next.delete(person)
    change({ people: next })
  }
  return (
    <fieldset className="col give-people">
      <legend className="field-label">{t('people')}</legend>
      <div className="give-people-list">
        {people.map(({ annotatorId, name, role, open }) => {
          const end = endIn(batch, annotatorId)
          return (
            <Checkbox
              key={annotatorId}
              isSelected={end === null && form.people.has(annotatorId)}
              isDisabled={end !== null}
              onChange={(chosen) => toggle(annotatorId, chosen)}
            >
              <bdi className="med">{name || t('team:nameless')}</bdi>{' '}
              <span className="sm muted">
                {end !== null
                  ? t(`end.${end}`)
                  : `${role === null ? t('thisLaptop') : t(`team:role.${role}`)} · ${t('restOf', { count: open })}`}
              </span>
            </Checkbox>
          )
        })}
      </div>
    </fieldset>
  )
}

type GiveNumbersProps = {
  state: GiveFormState
  fitting: Fitting
  chosen: readonly GivablePerson[]
  isNew: boolean
}

function GiveNumbers({ state: { form, change }, fitting, chosen, isNew }: GiveNumbersProps) {
  const { t } = useTranslation('hand-out')
  const format = useFormat()
  const people = chosen.filter(({ annotatorId }) => form.people.has(annotatorId)).length
  const left = fitting.count
  const choices = Array.from({ length: Math.max(1, Math.min(people, 10)) }, (_, n) => String(n + 1))
  return (
    <>
      {isNew && (
        <TextField
          label={t('title')}
          value={form.title}
          onChange={(title) => change({ title })}
          dir="auto"
          maxLength={200}
          hint={t('titleHint')}
        />
      )}
      <div className="give-two">
        <NumberField
          label={t('count')}
          value={form.count}
          onChange={(count) => change({ count })}
          hint={left === null ? t('countUnknown') : t('countLeft', { count: left })}
          autoFocus
        />
        <SelectField
          label={t('overlap')}
          value={String(overlapOf(form, people))}
          options={choices.map((value) => ({
            value,
            label:
              Number(value) === people && people > 1
                ? t('overlapAll', { people: format.number(people) })
                : t('overlapOf', { count: Number(value) }),
          }))}
          onChange={(overlap) => change({ overlap })}
        />
      </div>
    </>
  )
}

function TopUpFields({ state: { form, change } }: { state: GiveFormState }) {
  const { t } = useTranslation('hand-out')
  return (
    <div className="col give-rule">
      <Checkbox isSelected={form.grows} onChange={(grows) => change({ grows })}>
        {t('rule.wanted')}
      </Checkbox>
      {form.grows && (
        <div className="give-two">
          <NumberField label={t('rule.under')} value={form.under} onChange={(under) => change({ under })} />
          <NumberField label={t('rule.more')} value={form.more} onChange={(more) => change({ more })} />
        </div>
      )}
      {form.grows && <p className="field-hint">{t('rule.hint')}</p>}
    </div>
  )
}
