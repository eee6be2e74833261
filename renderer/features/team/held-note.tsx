import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { quarantineReplySchema } from '#shared/sync/messages/quarantine.ts'
import { projectPath } from '#renderer/app/routes.ts'
import type { Team } from '#renderer/app/team/use-team.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'

/** Tells a lead that the hub keeps changes back; nothing where it does not. Asked after each round. */
export function HeldNote({ project, team: { session, status } }: { project: Project; team: Team }) {
  const { t } = useTranslation('team')
  const [, navigate] = useLocation()
  const [held, setHeld] = useState(0)
  const { contactAt } = status
  useEffect(() => {
    if (contactAt === null) return undefined
    let over = false
    const ask = async () => {
      const reply = await session.ask({ method: 'GET', path: 'quarantine' }, quarantineReplySchema)
      if (!over && reply.ok) setHeld(reply.value.operations.length)
    }
    void ask()
    return () => {
      over = true
    }
  }, [session, contactAt])
  if (held === 0) return null
  const look = () => navigate(projectPath('held', project.id))
  return (
    <Note
      tone="warning"
      title={t('heldCount', { count: held })}
      action={
        <Button size="s" onPress={look}>
          {t('heldLook')}
        </Button>
      }
    >
      {t('heldSafe')}
    </Note>
  )
}
