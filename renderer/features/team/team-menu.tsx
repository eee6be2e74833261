import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { MovedDialog } from './moved-dialog.tsx'

/** What a lead does once in a team's life. */
export function TeamMenu({ session }: { session: TeamSession }) {
  const { t } = useTranslation('team')
  const { team } = useServices()
  const readOnly = useReadOnlyReason()
  const [asked, setAsked] = useState(false)
  // A page in a browser belongs to its hub and cannot go with the team.
  if (team.hub.sameOrigin || readOnly !== null) return null
  return (
    <>
      <MenuButton
        label={t('moved.menu')}
        entries={[{ id: 'moved', label: t('moved.action'), onAction: () => setAsked(true) }]}
      />
      {asked && <MovedDialog session={session} onClose={() => setAsked(false)} />}
    </>
  )
}
