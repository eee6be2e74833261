import { Send, UserPlus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { ForkNote } from '#renderer/app/team/fork-note.tsx'
import { OwnHubStrip } from '#renderer/app/team/own-hub-strip.tsx'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { forkedPeople } from '#renderer/data/queries/forks.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { Button } from '#renderer/ui/button.tsx'
import { BringDialog } from './bring-dialog.tsx'
import { ContactCard } from './contact-card.tsx'
import { HeldHereNote, HeldNote } from './held-note.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MoveNote } from './move-note.tsx'
import { NumbersCard } from './numbers-card.tsx'
import { PeopleTable } from './people-table.tsx'
import { TeamMenu } from './team-menu.tsx'
import { WorkCard } from './work-card.tsx'
import './team.css'

type Asked = 'invite' | 'bring' | null

/** `files`: how a team works without a hub; `receipts`: those that are to be handed back. */
type Props = { project: Project; files: ReactNode; receipts: ReactNode }

/** People of a project and where everyone's work stands: here, on the hub, on its way. */
export function PeoplePage({ project, files, receipts }: Props) {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const team = useTeamSession(project.id)
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  const forks = useQuery(() => forkedPeople(data, project.id), [data, project.id]) ?? []
  const [asked, setAsked] = useState<Asked>(null)
  const [invited, setInvited] = useState(0)
  if (role === undefined) return null
  const leads = role === 'lead'
  // Others' copies are told at the lead's list; a person is told of their own here.
  const own = forks.filter((fork) => fork.here && fork.annotatorId === annotatorId)
  return (
    <>
      <PeopleHead project={project} leads={leads} session={team?.session ?? null} onInvite={() => setAsked('invite')} />
      {own.map((fork) => (
        <ForkNote key={fork.annotatorId} fork={fork} />
      ))}
      {team === null ? (
        <>
          {leads && <HeldHereNote project={project} />}
          {leads && <Alone onBring={() => setAsked('bring')} />}
          {receipts}
          {files}
        </>
      ) : (
        <>
          {leads && <MoveNote session={team.session} />}
          {leads && <HeldNote project={project} team={team} />}
          <div className="team-cards">
            <NumbersCard project={project} team={team} />
            <ContactCard team={team} />
          </div>
          {receipts}
          {leads && <OwnHubStrip link={team.session.link} />}
          <PeopleTable
            project={project}
            session={team.session}
            leads={leads}
            turn={`${team.status.contactAt} ${invited}`}
          />
        </>
      )}
      {leads && <WorkCard project={project} />}
      {asked === 'bring' && <BringDialog project={project} onClose={() => setAsked(null)} />}
      {asked === 'invite' && team && (
        <InviteDialog
          project={project}
          session={team.session}
          person={null}
          onClose={() => {
            setAsked(null)
            setInvited(invited + 1)
          }}
        />
      )}
    </>
  )
}

type HeadProps = { project: Project; leads: boolean; session: TeamSession | null; onInvite: () => void }

function PeopleHead({ project, leads, session, onInvite }: HeadProps) {
  const { t } = useTranslation('team')
  const [, navigate] = useLocation()
  const readOnly = useReadOnlyReason()
  const handOut = () => navigate(projectPath('handOut', project.id))
  usePageKeys(leads ? [{ caps: ['W'], text: t('handOut'), code: 'KeyW', onPress: handOut }] : [])
  return (
    <div className="page-head">
      <h1 className="page-title">{t('title')}</h1>
      <span className="grow" />
      {leads && session && (
        <Button icon={<UserPlus size={15} aria-hidden />} disabledReason={readOnly} onPress={onInvite}>
          {t('invite.action')}
        </Button>
      )}
      {leads && (
        <>
          <Button icon={<Send size={15} className="mirrored" aria-hidden />} keys={['W']} onPress={handOut}>
            {t('handOut')}
          </Button>
          <TeamMenu project={project} session={session} />
        </>
      )}
    </div>
  )
}

function Alone({ onBring }: { onBring: () => void }) {
  const { t } = useTranslation('team')
  const readOnly = useReadOnlyReason()
  return (
    <section className="card team-alone row">
      <p className="team-alone-sentence grow">{t('alone.sentence')}</p>
      <Button
        variant="primary"
        icon={<Send size={15} className="mirrored" aria-hidden />}
        disabledReason={readOnly}
        onPress={onBring}
      >
        {t('bring.action')}
      </Button>
    </section>
  )
}
