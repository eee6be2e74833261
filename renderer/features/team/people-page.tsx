import { Send, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { OwnHubStrip } from '#renderer/app/team/own-hub-strip.tsx'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { BringDialog } from './bring-dialog.tsx'
import { ContactCard } from './contact-card.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { NumbersCard } from './numbers-card.tsx'
import { PeopleTable } from './people-table.tsx'
import { TeamMenu } from './team-menu.tsx'
import './team.css'

/** People of a project and where everyone's work stands: here, on the hub, on its way. */
export function PeoplePage({ project }: { project: Project }) {
  const { t } = useTranslation('team')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const team = useTeamSession(project.id)
  const role = useQuery(() => roleIn(data, { projectId: project.id, annotatorId }), [data, project.id, annotatorId])
  const readOnly = useReadOnlyReason()
  const [asked, setAsked] = useState<'invite' | 'bring' | null>(null)
  const [invited, setInvited] = useState(0)
  if (role === undefined) return null
  const leads = role === 'lead'
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        {leads && team && (
          <Button
            icon={<UserPlus size={15} aria-hidden />}
            disabledReason={readOnly}
            onPress={() => setAsked('invite')}
          >
            {t('invite.action')}
          </Button>
        )}
        {leads && team && <TeamMenu session={team.session} />}
      </div>
      {team === null ? (
        <section className="card grow project-empty">
          <EmptyState sentence={t('alone.sentence')}>
            {leads ? (
              <Button
                variant="primary"
                icon={<Send size={15} className="mirrored" aria-hidden />}
                disabledReason={readOnly}
                onPress={() => setAsked('bring')}
              >
                {t('bring.action')}
              </Button>
            ) : (
              <p className="muted">{t('alone.askLead')}</p>
            )}
          </EmptyState>
        </section>
      ) : (
        <>
          <div className="team-cards">
            <NumbersCard team={team} />
            <ContactCard team={team} />
          </div>
          {leads && <OwnHubStrip link={team.session.link} />}
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
