import { CircleAlert, Send, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { ForkNote } from '#renderer/app/team/fork-note.tsx'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { forkedPeople } from '#renderer/data/queries/forks.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { BringDialog } from './bring-dialog.tsx'
import { ContactCard } from './contact-card.tsx'
import { HeldNote } from './held-note.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { NumbersCard } from './numbers-card.tsx'
import { PeopleTable } from './people-table.tsx'
import './team.css'

type Asked = 'invite' | 'bring' | null

/** People of a project and where everyone's work stands: here, on the hub, on its way. */
export function PeoplePage({ project }: { project: Project }) {
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
      <PeopleHead project={project} leads={leads} onHub={team !== null} onInvite={() => setAsked('invite')} />
      {own.map((fork) => (
        <ForkNote key={fork.annotatorId} fork={fork} />
      ))}
      {team === null ? (
        <Alone leads={leads} onBring={() => setAsked('bring')} />
      ) : (
        <>
          {leads && <HeldNote project={project} team={team} />}
          <div className="team-cards">
            <NumbersCard team={team} />
            <ContactCard team={team} />
          </div>
          <PeopleTable
            project={project}
            session={team.session}
            leads={leads}
            turn={`${team.status.contactAt} ${invited}`}
          />
        </>
      )}
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

type HeadProps = { project: Project; leads: boolean; onHub: boolean; onInvite: () => void }

function PeopleHead({ project, leads, onHub, onInvite }: HeadProps) {
  const { t } = useTranslation('team')
  const [, navigate] = useLocation()
  const readOnly = useReadOnlyReason()
  const handOut = () => navigate(projectPath('handOut', project.id))
  usePageKeys(leads ? [{ caps: ['W'], text: t('handOut'), code: 'KeyW', onPress: handOut }] : [])
  return (
    <div className="page-head">
      <h1 className="page-title">{t('title')}</h1>
      <span className="grow" />
      {leads && onHub && (
        <Button icon={<UserPlus size={15} aria-hidden />} disabledReason={readOnly} onPress={onInvite}>
          {t('invite.action')}
        </Button>
      )}
      {leads && (
        <>
          <Button icon={<Send size={15} className="mirrored" aria-hidden />} keys={['W']} onPress={handOut}>
            {t('handOut')}
          </Button>
          <MenuButton
            label={t('more')}
            entries={[
              {
                id: 'held',
                label: t('held'),
                icon: <CircleAlert size={15} aria-hidden />,
                onAction: () => navigate(projectPath('held', project.id)),
              },
            ]}
          />
        </>
      )}
    </div>
  )
}

function Alone({ leads, onBring }: { leads: boolean; onBring: () => void }) {
  const { t } = useTranslation('team')
  const readOnly = useReadOnlyReason()
  return (
    <section className="card grow project-empty">
      <EmptyState sentence={t('alone.sentence')}>
        {leads ? (
          <Button
            variant="primary"
            icon={<Send size={15} className="mirrored" aria-hidden />}
            disabledReason={readOnly}
            onPress={onBring}
          >
            {t('bring.action')}
          </Button>
        ) : (
          <p className="muted">{t('alone.askLead')}</p>
        )}
      </EmptyState>
    </section>
  )
}
