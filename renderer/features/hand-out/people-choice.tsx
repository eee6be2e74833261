import { useTranslation } from 'react-i18next'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { BatchEnd } from '#renderer/data/queries/queue-runs.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'

type Props = {
  people: readonly GivablePerson[]
  chosen: ReadonlySet<AnnotatorId>
  /** Why a person can be given nothing; null where they can. */
  endOf?: (person: AnnotatorId) => BatchEnd | null
  onChange: (chosen: ReadonlySet<AnnotatorId>) => void
}

/** To whom work is given. */
export function PeopleChoice({ people, chosen, endOf = () => null, onChange }: Props) {
  const { t } = useTranslation(['hand-out', 'team'])
  const toggle = (person: AnnotatorId, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(person)
    else next.delete(person)
    onChange(next)
  }
  return (
    <fieldset className="col give-people">
      <legend className="field-label">{t('people')}</legend>
      <div className="give-people-list">
        {people.map(({ annotatorId, name, role, open }) => {
          const end = endOf(annotatorId)
          return (
            <Checkbox
              key={annotatorId}
              isSelected={end === null && chosen.has(annotatorId)}
              isDisabled={end !== null}
              onChange={(isChosen) => toggle(annotatorId, isChosen)}
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
