import { Send, UserPlus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { OwnHubStrip } from '#renderer/app/team/own-hub-strip.tsx'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { Button } from '#renderer/ui/button.tsx'
import { BringDialog } from './bring-dialog.tsx'
import { ContactCard } from './contact-card.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { NumbersCard } from './numbers-card.tsx'
import { PeopleTable } from './people-table.tsx'
import { TeamMenu } from './team-menu.tsx'
import './team.css'

/** `files`: how a team works without a hub; `receipts`: those that are to be handed back. */
type Props = { project: Project; files: ReactNode; receipts: ReactNode }

/** People of a project and where everyone's work stands: here, on the hub, on its way. */
export function PeoplePage({ project, files, receipts }: Props) {
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
        <>
          {leads && (
            <section className="card team-alone row">
              <p className="team-alone-sentence grow">{t('alone.sentence')}</p>
              <Button
                variant="primary"
                icon={<Send size={15} className="mirrored" aria-hidden />}
                disabledReason={readOnly}
                onPress={() => setAsked('bring')}
              >
                {t('bring.action')}
              </Button>
            </section>
          )}
          {receipts}
          {files}
        </>
      ) : (
        <>
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
