import { useTranslation } from 'react-i18next'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { giveBatch, topUpBatch } from '#renderer/data/commands/give-batch.ts'
import type { GivenBatch } from '#renderer/data/queries/batches.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { CheckFields } from './check-fields.tsx'
import {
  DEFAULT_TOP_UP,
  planOf,
  previewOf,
  spreadOf,
  useGiveForm,
  type GiveForm,
  type GiveFormState,
  type GiveHindrance,
  type GivePreview,
} from './give-form.ts'
import { GivePreviewCard } from './give-preview.tsx'
import { makeMembers } from './make-members.ts'
import { OverlapFields } from './overlap-fields.tsx'
import { PeopleChoice } from './people-choice.tsx'
import { useChecks, useCommon } from './use-checks.ts'
import { useFitting, type Fitting } from './use-fitting.ts'
import { useHindrance } from './use-hindrance.ts'
import { WishFields } from './wish-fields.tsx'
import { useGiving } from './use-giving.ts'

export type GiveDialogProps = {
  project: Project
  people: readonly GivablePerson[]
  /** A batch that is given more; null = a new one, with its number. */
  batch: GivenBatch | null
  number: number
  onClose: () => void
}

/** Gives out work: who, how many texts, how they are spread, which; what that comes to is told before it is done. */
export function GiveDialog({ project, people, batch, number, onClose }: GiveDialogProps) {
  const { t } = useTranslation(['hand-out', 'common'])
  const format = useFormat()
  const title = t('newTitle', { number: format.number(number) })
  const state = useGiveForm(startOf(people, batch, title))
  const shown = people.filter(({ annotatorId }) => endIn(batch, annotatorId) === null)
  const chosen = shown.filter(({ annotatorId }) => state.form.people.has(annotatorId))
  const { fitting, checks, outcome } = useOutcome({ project, batch, state, chosen })
  const { give, busy, problem } = useGive({ project, batch, state, fitting, onClose })
  const preview = typeof outcome === 'string' ? null : outcome
  const press = () => preview && void give(preview)
  return (
    <Dialog
      title={batch === null ? t('giveTitle') : t('giveMoreTitle', { title: batch.title })}
      closeLabel={t('common:action.close')}
      size="wide"
      footer={<GiveFooter outcome={outcome} busy={busy} onGive={press} onClose={onClose} />}
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
          <PeopleChoice
            people={people}
            chosen={state.form.people}
            endOf={(person) => endIn(batch, person)}
            onChange={(next) => state.change({ people: next })}
          />
          <GiveNumbers state={state} fitting={fitting} isNew={batch === null} />
          <OverlapFields state={state} people={chosen.length} />
          {canMix(batch) && <CheckFields state={state} checks={checks} each={preview?.each[0]?.items ?? null} />}
          <WishFields project={project} state={state} />
          {batch === null && <TopUpFields state={state} />}
        </div>
        <div className="col give-column give-aside">
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

type FooterProps = {
  outcome: GivePreview | GiveHindrance
  busy: boolean
  onGive: () => void
  onClose: () => void
}

function GiveFooter({ outcome, busy, onGive, onClose }: FooterProps) {
  const { t } = useTranslation(['hand-out', 'common'])
  const tell = useHindrance()
  return (
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
        onPress={onGive}
      >
        {busy ? t('giving') : t('give')}
      </Button>
    </>
  )
}

/** Check items stand in the plan, which the laptop that writes it keeps: not where another one keeps its rule. */
function canMix(batch: GivenBatch | null): boolean {
  return batch === null || (batch.plan !== undefined && (batch.plan.topUp === null || batch.keepsRule))
}

type OutcomeParts = {
  project: Project
  batch: GivenBatch | null
  state: GiveFormState
  chosen: readonly GivablePerson[]
}

function useOutcome({ project, batch, state: { form, wish }, chosen }: OutcomeParts) {
  const ids = chosen.map(({ annotatorId }) => annotatorId)
  const fitting = useFitting(project.id, wish)
  // More of a batch is checked in the language it was given in.
  const checks = useChecks(project.id, ids, batch?.plan?.wish ?? wish)
  const common = useCommon(project.id, ids)
  const known = itemsOf(batch?.plan?.checks ?? []).length
  const isNewIn = ({ annotatorId }: GivablePerson) =>
    batch?.people.every((one) => one.annotatorId !== annotatorId || one.standing.given === 0) ?? false
  const outcome = previewOf(form, chosen, { fitting, common, checks, known, isNewIn })
  return { fitting, checks, outcome }
}

function startOf(people: readonly GivablePerson[], batch: GivenBatch | null, title: string): GiveForm {
  const { wish = {}, overlap = 1, share } = batch?.plan ?? {}
  const labels = people.filter(({ role }) => role === 'annotator')
  const mine = people.filter(({ annotatorId }) =>
    batch?.people.some((one) => one.annotatorId === annotatorId && one.end === null),
  )
  return {
    title: batch?.title ?? title,
    people: new Set((batch === null ? labels : mine).map(({ annotatorId }) => annotatorId)),
    count: '100',
    ...spreadOf({ overlap, share }),
    mixes: false,
    checks: '10',
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
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const who = { projectId: project.id, annotatorId }
  const send = async ({ items, sharing, checks, each }: GivePreview) => {
    await makeMembers(data, who, each)
    const people = each.map(({ person }) => person.annotatorId)
    const { overlap, share } = sharing
    const part = share === undefined ? { overlap } : { overlap, share }
    const from = fitting.from === null ? {} : { from: fitting.from }
    const handOut = { people, count: items, checks, ...part, ...from }
    if (batch !== null) return topUpBatch(data, who, batch.id, handOut)
    const named = { title: form.title.trim().slice(0, 200), chosen: '', plan: planOf(form, wish, sharing) }
    return giveBatch(data, who, named, handOut)
  }
  return useGiving({ send, saidOf: ({ items }) => t('given', { count: items }), onClose })
}

type GiveNumbersProps = { state: GiveFormState; fitting: Fitting; isNew: boolean }

function GiveNumbers({ state: { form, change }, fitting, isNew }: GiveNumbersProps) {
  const { t } = useTranslation('hand-out')
  const left = fitting.count
  return (
    <div className="give-two">
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
      <NumberField
        label={t('count')}
        value={form.count}
        onChange={(count) => change({ count })}
        hint={left === null ? t('countUnknown') : t('countLeft', { count: left })}
        autoFocus
      />
    </div>
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
