import { useTranslation } from 'react-i18next'
import type { QuarantineReason } from '#shared/sync/messages/push-reply.ts'
import { initialOf } from '#shared/domain/annotator.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { MergeReport, PersonPart } from '#renderer/data/bundles/merge-answers.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Note } from '#renderer/ui/note.tsx'

/** Reasons for which something is kept aside, as far as a lead can do something about them. */
const HELD: Record<QuarantineReason, 'role' | 'revoked' | 'missing' | 'odd'> = {
  role: 'role',
  revoked: 'revoked',
  'unknown-item': 'missing',
  'unknown-question': 'missing',
  'unknown-task-version': 'missing',
  'unknown-kind': 'odd',
  'invalid-value': 'odd',
  lamport: 'odd',
}

/** What a file brings, person by person, in plain words. */
export function MergeNumbers({ report }: { report: MergeReport }) {
  const { t } = useTranslation('bundles')
  const { data } = useServices()
  const people = useQuery(() => listPeople(data), [data])
  if (people === undefined) return null
  const nothingNew = report.people.every(({ fresh, held, waiting, refused }) => {
    return fresh === 0 && waiting === 0 && Object.keys(held).length + Object.keys(refused).length === 0
  })
  const { enrolling } = report
  const joins = enrolling?.kind === 'binds' ? people.get(enrolling.annotatorId) : undefined
  return (
    <>
      <ul className="bundle-people">
        {report.people.map((part) => (
          <Person key={part.person ?? ''} part={part} person={part.person && people.get(part.person)} />
        ))}
      </ul>
      {joins !== undefined && (
        <p className="sm">
          {t('answers.enrols')} <bdi className="bold">{joins.name}</bdi>
        </p>
      )}
      {enrolling?.kind === 'refused' && <Note tone="warning">{t('answers.badInvite')}</Note>}
      {nothingNew && <p className="sm muted">{t('answers.nothingNew')}</p>}
    </>
  )
}

type PersonProps = { part: PersonPart; person: { name: string; colour: number } | '' | null | undefined }

function Person({ part, person }: PersonProps) {
  const { t } = useTranslation('bundles')
  const { texts, fresh, known, held, waiting, refused } = part
  const lines = [
    texts > 0 && t('answers.texts', { count: texts }),
    texts === 0 && fresh > 0 && t('answers.changes', { count: fresh }),
    known > 0 && t('answers.known', { count: known }),
    waiting > 0 && t('answers.waiting', { count: waiting }),
    ...Object.entries(heldByWord(held)).map(([word, count]) => t(`answers.held.${word}`, { count })),
  ].filter((line) => line !== false)
  const name = person ? person.name : t('answers.nobody')
  return (
    <li className="row">
      {person && <Avatar initial={initialOf(name)} colour={person.colour} />}
      <div className="col grow">
        <bdi className="bold">{name}</bdi>
        {lines.length > 0 && <p className="sm">{lines.join(' · ')}</p>}
        {Object.keys(refused).map((code) => (
          <Note key={code} tone="warning">
            {t(`answers.refused.${code}`)}
          </Note>
        ))}
      </div>
    </li>
  )
}

function heldByWord(held: PersonPart['held']): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const [reason, count] of Object.entries(held)) {
    const word = HELD[reason as QuarantineReason]
    counts[word] = (counts[word] ?? 0) + count
  }
  return counts
}
