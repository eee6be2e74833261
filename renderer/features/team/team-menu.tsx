import { ArrowRightLeft, CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { MenuButton, type MenuEntry } from '#renderer/ui/menu-button.tsx'
import { MovedDialog } from './moved-dialog.tsx'

/** What a lead seldom does; `session` null: the project is at no hub. */
export function TeamMenu({ project, session }: { project: Project; session: TeamSession | null }) {
  const { t } = useTranslation('team')
  const { team } = useServices()
  const [, navigate] = useLocation()
  const readOnly = useReadOnlyReason()
  const [asked, setAsked] = useState(false)
  const entries: MenuEntry[] = [
    {
      id: 'held',
      label: t('held'),
      icon: <CircleAlert size={15} aria-hidden />,
      onAction: () => navigate(projectPath('held', project.id)),
    },
  ]
  // A page in a browser belongs to its hub and cannot go with the team.
  if (session !== null && !team.hub.sameOrigin && readOnly === null) {
    entries.push({
      id: 'moved',
      label: t('moved.action'),
      icon: <ArrowRightLeft size={15} aria-hidden />,
      onAction: () => setAsked(true),
    })
  }
  return (
    <>
      <MenuButton label={t('more')} entries={entries} />
      {asked && session !== null && <MovedDialog session={session} onClose={() => setAsked(false)} />}
    </>
  )
}
