import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { quarantineReplySchema } from '#shared/sync/messages/quarantine.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useAskHub } from '#renderer/app/team/use-ask-hub.ts'
import type { Team } from '#renderer/app/team/use-team.ts'
import { listHeldChanges } from '#renderer/data/queries/held-changes.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

/** Tells a lead that the hub keeps changes back; nothing where it does not. Asked after each round. */
export function HeldNote({ project, team: { session, status } }: { project: Project; team: Team }) {
  const [held, setHeld] = useState(0)
  useAskHub(session, { path: 'quarantine', schema: quarantineReplySchema, turn: status.contactAt }, (reply) => {
    if (reply.ok) setHeld(reply.value.operations.length)
  })
  return <Count project={project} held={held} place="hub" />
}

/** The same of what this laptop keeps aside, in a team without a hub. */
export function HeldHereNote({ project }: { project: Project }) {
  const { data } = useServices()
  const held = useQuery(() => listHeldChanges(data, project.id), [data, project.id])
  return <Count project={project} held={held?.length ?? 0} place="here" />
}

function Count({ project, held, place }: { project: Project; held: number; place: 'hub' | 'here' }) {
  const { t } = useTranslation('team')
  const [, navigate] = useLocation()
  if (held === 0) return null
  const look = () => navigate(projectPath('held', project.id))
  return (
    <Note
      tone="warning"
      title={t(place === 'hub' ? 'heldCount' : 'heldHereCount', { count: held })}
      action={
        <Button size="s" onPress={look}>
          {t('heldLook')}
        </Button>
      }
    >
      {t(place === 'hub' ? 'heldSafe' : 'heldHereSafe')}
    </Note>
  )
}
