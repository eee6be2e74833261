import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { LEAST_IN_COMMON, parts } from '#shared/domain/hand-out.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Note } from '#renderer/ui/note.tsx'
import type { PairPreview } from './give-form.ts'
import { isolated } from '#renderer/ui/isolated.ts'

/** Pairs that are named one by one. */
const NAMED = 3

/** What each two people will have in common, and where that is too little to compare them. */
export function PairNotes({ pairs }: { pairs: readonly PairPreview[] }) {
  const { t } = useTranslation(['hand-out', 'team'])
  const format = useFormat()
  if (pairs.length === 0) return null
  const counts = pairs.map(({ texts }) => texts)
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  // Nobody is meant to share: that is told already.
  if (most === 0) return null
  const few = pairs.filter(({ texts }) => texts < LEAST_IN_COMMON)
  const groups = apart(pairs)
  return (
    <>
      <p className="give-common">
        {least === most
          ? t('pairs.same', { count: most })
          : t('pairs.range', { least: format.number(least), most: format.number(most) })}
      </p>
      {groups.length > 1 && (
        <Note tone="warning" title={t('pairs.apart')}>
          {groups.map((group, index) => (
            <p key={index}>
              {group.map(({ annotatorId, name }, place) => (
                <Fragment key={annotatorId}>
                  {place > 0 && ' · '}
                  <bdi>{name || t('team:nameless')}</bdi>
                </Fragment>
              ))}
            </p>
          ))}
        </Note>
      )}
      {few.length > 0 && (
        <Note>
          <Few few={few} all={pairs.length} />
        </Note>
      )}
    </>
  )
}

function Few({ few, all }: { few: readonly PairPreview[]; all: number }) {
  const { t } = useTranslation(['hand-out', 'team'])
  const format = useFormat()
  const needed = format.number(LEAST_IN_COMMON)
  if (few.length > NAMED || few.length === all) {
    return (
      <p>{few.length === all ? t('pairs.noneEnough', { needed }) : t('pairs.few', { count: few.length, needed })}</p>
    )
  }
  return few.map(({ one, other, texts }) => (
    <p key={`${one.annotatorId} ${other.annotatorId}`}>
      {t('pairs.pair', {
        one: isolated(one.name || t('team:nameless')),
        other: isolated(other.name || t('team:nameless')),
        count: texts,
        needed,
      })}
    </p>
  ))
}

/** Groups of people that have nothing in common with each other. */
function apart(pairs: readonly PairPreview[]): GivablePerson[][] {
  const people = [
    ...new Map(pairs.flatMap(({ one, other }) => [one, other]).map((one) => [one.annotatorId, one])).values(),
  ]
  const number = new Map(people.map(({ annotatorId }, index) => [annotatorId, index]))
  const common = people.map(() => people.map(() => 0))
  for (const { one, other, texts } of pairs) {
    const [a = 0, b = 0] = [number.get(one.annotatorId), number.get(other.annotatorId)]
    const [first, second] = [common[a], common[b]]
    if (first) first[b] = texts
    if (second) second[a] = texts
  }
  return parts(common).map((group) => group.flatMap((index) => people[index] ?? []))
}
