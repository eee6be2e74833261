import { ArrowRightLeft, CircleAlert, FileOutput } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { MenuButton, type MenuEntry } from '#renderer/ui/menu-button.tsx'
import { EverythingDialog } from './everything-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'

type Asked = 'move' | 'everything' | null

/** What a lead seldom does; `session` null: the project is at no hub. */
export function TeamMenu({ project, session }: { project: Project; session: TeamSession | null }) {
  const { t } = useTranslation(['team', 'moving'])
  const { team } = useServices()
  const [, navigate] = useLocation()
  const readOnly = useReadOnlyReason()
  const [asked, setAsked] = useState<Asked>(null)
  const entries: MenuEntry[] = [
    {
      id: 'held',
      label: t('held'),
      icon: <CircleAlert size={15} aria-hidden />,
      onAction: () => navigate(projectPath('held', project.id)),
    },
  ]
  if (session !== null && readOnly === null) {
    entries.push(
      {
        id: 'move',
        label: t('moving:action'),
        icon: <ArrowRightLeft size={15} aria-hidden />,
        onAction: () => setAsked('move'),
      },
      {
        id: 'everything',
        label: t('moving:file.action'),
        icon: <FileOutput size={15} className="mirrored" aria-hidden />,
        onAction: () => setAsked('everything'),
      },
    )
  }
  const close = () => setAsked(null)
  // A page in a browser belongs to its hub and reaches no other: it can save everything and says what else there is.
  const moves = asked === 'move'
  const goes = moves && !team.hub.sameOrigin
  return (
    <>
      <MenuButton label={t('more')} entries={entries} />
      {goes && session !== null && <MoveDialog session={session} onClose={close} />}
      {asked !== null && !goes && session !== null && (
        <EverythingDialog project={project} session={session} moves={moves} onClose={close} />
      )}
    </>
  )
}
