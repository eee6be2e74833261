import { CheckCheck, Clock, Copy, Eye, FileOutput, Laptop, UserPlus, UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import { peopleReplySchema, type PeopleReply } from '#shared/sync/messages/people.ts'
import { answersPath, projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { PersonLine } from '#renderer/app/team/person-line.tsx'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { useAskHub } from '#renderer/app/team/use-ask-hub.ts'
import { forkedPeople } from '#renderer/data/queries/forks.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { listTeam, type TeamMember } from '#renderer/data/team/team-numbers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { MenuButton, type MenuEntry } from '#renderer/ui/menu-button.tsx'
import { FiguredBar } from '#renderer/ui/progress.tsx'
import { ErasedLine } from './erased-line.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { RevokeDialog } from './revoke-dialog.tsx'

/** A laptop that has not been heard of for so long is worth a word. */
const LONG_AWAY_MS = 7 * 24 * 60 * 60 * 1000

type HubPerson = PeopleReply['people'][number]
/** `turn`: changes when the hub may know more. */
type Props = { project: Project; session: TeamSession; leads: boolean; turn: string }

/** Everyone's work as this laptop knows it, and for a lead also what the hub knows of their laptops. */
export function PeopleTable({ project, session, leads, turn }: Props) {
  const { t } = useTranslation('team')
  const { data, bundles } = useServices()
  const own = useAnnotatorId()
  const members = useQuery(() => listTeam(data, project.id), [data, project.id])
  const forks = useQuery(() => forkedPeople(data, project.id), [data, project.id]) ?? []
  const [, navigate] = useLocation()
  const [changes, setChanges] = useState(0)
  const atHub = useHubPeople(session, leads, `${turn} ${changes}`)
  const [asked, setAsked] = useState<{ kind: 'invite' | 'revoke'; member: TeamMember } | null>(null)
  if (members === undefined) return null
  const shown = members.filter(({ annotatorId }) => leads || annotatorId === own)
  return (
    <section className="card team-people">
      <table className="table">
        <thead>
          <tr>
            <th className="team-first">{t('column.name')}</th>
            <th className="team-progress">{t('column.progress')}</th>
            <th>{t('column.contact')}</th>
            <th>{t('column.waiting')}</th>
            <th>{t('column.pace')}</th>
            <th>{t('column.notice')}</th>
            <th className="team-menu">
              <span className="visually-hidden">{t('column.menu')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((member) => (
            <PersonRow
              key={member.annotatorId}
              member={member}
              forked={forks.some(({ annotatorId }) => annotatorId === member.annotatorId)}
              person={atHub?.find(({ annotatorId }) => annotatorId === member.annotatorId) ?? null}
              leads={leads}
              onAsk={(kind) => setAsked({ kind, member })}
              onWorkFile={(joined) => bundles.makeWork(project, { ...member, joined })}
              onAnswers={() => navigate(answersPath(project.id, member.annotatorId))}
              onForked={() => navigate(projectPath('held', project.id))}
            />
          ))}
        </tbody>
      </table>
      {atHub && <ErasedLine projectId={project.id} people={atHub} />}
      {asked?.kind === 'invite' && (
        <InviteDialog project={project} session={session} person={asked.member} onClose={() => setAsked(null)} />
      )}
      {asked?.kind === 'revoke' && (
        <RevokeDialog
          session={session}
          member={asked.member}
          laptops={laptopsOf(atHub, asked.member.annotatorId)}
          onDone={() => setChanges(changes + 1)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  )
}

function laptopsOf(people: readonly HubPerson[] | null, id: AnnotatorId): HubPerson['laptops'] {
  return people?.find(({ annotatorId }) => annotatorId === id)?.laptops ?? []
}

/** What the hub tells leads of people's laptops; asked again after each round. */
function useHubPeople(session: TeamSession, leads: boolean, turn: string): PeopleReply['people'] | null {
  const [people, setPeople] = useState<PeopleReply['people'] | null>(null)
  useAskHub(session, { path: 'people', schema: peopleReplySchema, turn: leads ? turn : null }, (reply) => {
    if (reply.ok) setPeople(reply.value.people)
  })
  return people
}

type RowProps = {
  member: TeamMember
  /** Their laptop was copied. */
  forked: boolean
  person: HubPerson | null
  leads: boolean
  onAsk: (kind: 'invite' | 'revoke') => void
  /** Asks for a work file; `joined`: a laptop of theirs is known. */
  onWorkFile: (joined: boolean) => void
  onAnswers: () => void
  onForked: () => void
}

function PersonRow({ member, forked, person, leads, ...acts }: RowProps) {
  const { t } = useTranslation('team')
  const format = useFormat()
  const laptops = person?.laptops.filter(({ revoked }) => !revoked) ?? []
  const contactAt = Math.max(0, ...laptops.map((laptop) => laptop.contactAt))
  const waiting = laptops.reduce((sum, laptop) => sum + laptop.waiting, 0)
  const { items, finished } = member.share
  const done = items > 0 && finished >= items
  const figures = `${format.number(finished)} / ${format.number(items)}`
  return (
    <tr className="team-row" data-done={done}>
      <td className="team-first">
        <PersonLine name={member.name} colour={member.colour} role={member.role} />
      </td>
      <td className="team-progress">
        {member.share.isAssigned && items === 0 ? (
          <span className="sm muted">{t('nothingGiven')}</span>
        ) : (
          <FiguredBar label={t('column.progress')} share={items === 0 ? 0 : finished / items} figures={figures} />
        )}
      </td>
      <td className="nowrap num">{contactAt > 0 ? format.ago(contactAt) : '—'}</td>
      <td className="num">{laptops.length > 0 ? format.number(waiting) : '—'}</td>
      <td className="nowrap num">{member.finished > 0 ? format.duration(member.activeMs / member.finished) : '—'}</td>
      <td>
        <Notice
          forked={forked}
          done={done}
          invited={person?.invited ?? false}
          joined={laptops.length > 0}
          contactAt={contactAt}
        />
      </td>
      <td className="team-menu">
        {leads && <PersonMenu member={member} laptops={laptops.length} forked={forked} {...acts} />}
      </td>
    </tr>
  )
}

type NoticeProps = { forked: boolean; done: boolean; invited: boolean; joined: boolean; contactAt: number }

function Notice(props: NoticeProps) {
  const { t } = useTranslation('team')
  const [now] = useState(() => Date.now())
  if (props.forked) {
    return (
      <Chip tone="warning" icon={<Copy size={15} aria-hidden />}>
        {t('notice.forked')}
      </Chip>
    )
  }
  if (props.done) {
    return (
      <Chip tone="success" icon={<CheckCheck size={15} aria-hidden />}>
        {t('notice.done')}
      </Chip>
    )
  }
  if (props.joined && now - props.contactAt > LONG_AWAY_MS) {
    return <Chip icon={<Clock size={15} aria-hidden />}>{t('notice.longAway')}</Chip>
  }
  if (!props.joined && props.invited)
    return <Chip icon={<UserPlus size={15} aria-hidden />}>{t('notice.invited')}</Chip>
  return '—'
}

type PersonMenuProps = Pick<RowProps, 'member' | 'forked' | 'onAsk' | 'onWorkFile' | 'onAnswers' | 'onForked'> & {
  laptops: number
}

function PersonMenu({ member, laptops, forked, onAsk, onWorkFile, onAnswers, onForked }: PersonMenuProps) {
  const { t } = useTranslation(['team', 'bundles'])
  const entries: MenuEntry[] = [
    { id: 'answers', label: t('answers'), icon: <Eye size={15} aria-hidden />, onAction: onAnswers },
    {
      id: 'invite',
      label: t(laptops === 0 ? 'invite.again' : 'invite.laptop'),
      icon: <Laptop size={15} aria-hidden />,
      onAction: () => onAsk('invite'),
    },
    {
      id: 'work',
      label: t('bundles:team.workFile'),
      icon: <FileOutput size={15} className="mirrored" aria-hidden />,
      onAction: () => onWorkFile(laptops > 0),
    },
  ]
  if (forked) {
    entries.push({ id: 'forked', label: t('forked'), icon: <Copy size={15} aria-hidden />, onAction: onForked })
  }
  if (laptops > 0) {
    entries.push({
      id: 'revoke',
      label: t('revoke.action'),
      icon: <UserX size={15} aria-hidden />,
      danger: true,
      onAction: () => onAsk('revoke'),
    })
  }
  return <MenuButton label={t('menuOf', { name: member.name })} entries={entries} />
}
