import { Cloud, CloudOff, RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { ProjectId } from '#shared/base/ids.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { projectPath } from '../routes.ts'
import { contactState } from './contact-state.ts'
import { useTeamSession, type Team } from './use-team.ts'

/** Beside the saved sign: whether the hub has it too. Nothing where the project is on this laptop only. */
export function SyncSign() {
  const [location] = useLocation()
  const projectId = /^\/p\/([^/]+)\//.exec(location)?.[1] ?? ''
  const team = useTeamSession(projectId as ProjectId)
  return team === null ? null : <Sign {...team} />
}

type SignState = 'all' | 'waiting' | 'first' | 'away' | 'unknown' | 'refused'

function signState({ status }: Team, waiting: number): SignState {
  switch (contactState(status)) {
    case 'away':
    case 'portal':
      return 'away'
    case 'unknown':
      return 'unknown'
    case 'other':
    case 'full':
    case 'old':
    case 'failed':
      return 'refused'
    case 'first':
      return waiting > 0 ? 'waiting' : 'first'
    default:
      return waiting > 0 ? 'waiting' : 'all'
  }
}

const ICONS: Record<SignState, typeof Cloud> = {
  all: Cloud,
  first: RefreshCw,
  waiting: RefreshCw,
  away: CloudOff,
  unknown: CloudOff,
  refused: CloudOff,
}

function Sign(team: Team) {
  const { t } = useTranslation('common')
  const waiting = team.status.numbers?.waiting.texts ?? 0
  const state = signState(team, waiting)
  const Icon = ICONS[state]
  return (
    <span role="status">
      <Link className="sync-sign" href={projectPath('people', team.session.link.projectId)}>
        <Chip tone={state === 'unknown' ? 'danger' : 'neutral'} icon={<Icon size={15} aria-hidden />}>
          {t(`sync.${state}`, { count: waiting })}
        </Chip>
      </Link>
    </span>
  )
}
