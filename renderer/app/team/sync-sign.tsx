import { Cloud, CloudOff, RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { ProjectId } from '#shared/base/ids.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { readTeamNumbers } from '#renderer/data/team/team-numbers.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { projectPath } from '../routes.ts'
import { useAnnotatorId, useServices } from '../services-context.ts'
import type { TeamSession, TeamStatus } from './team-session.ts'
import { useTeamSession } from './use-team.ts'

/** Beside the saved sign: whether the hub has it too. Nothing where the project is on this laptop only. */
export function SyncSign() {
  const [location] = useLocation()
  const projectId = /^\/p\/([^/]+)\//.exec(location)?.[1] ?? ''
  const team = useTeamSession(projectId as ProjectId)
  return team === null ? null : <Sign {...team} />
}

function Sign({ session, status }: { session: TeamSession; status: TeamStatus }) {
  const { t } = useTranslation('common')
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const { projectId } = session.link
  const numbers = useQuery(
    () => readTeamNumbers(data, { projectId, annotatorId }, session.store),
    [data, projectId, annotatorId, session],
  )
  const waiting = numbers?.waiting ?? 0
  const { last } = status.schedule
  const unknown = last?.kind === 'refused' && (last.code === 'not-enrolled' || last.code === 'revoked')
  const away = last !== null && last.kind !== 'done'
  const icon = away ? (
    <CloudOff size={15} aria-hidden />
  ) : waiting > 0 ? (
    <RefreshCw size={15} aria-hidden />
  ) : (
    <Cloud size={15} aria-hidden />
  )
  return (
    <span role="status">
      <Link className="sync-sign" href={projectPath('people', projectId)}>
        <Chip tone={unknown ? 'danger' : 'neutral'} icon={icon}>
          {unknown
            ? t('sync.unknown')
            : away
              ? t('sync.away', { count: waiting })
              : waiting > 0
                ? t('sync.waiting', { count: waiting })
                : last === null
                  ? t('sync.first')
                  : t('sync.all')}
        </Chip>
      </Link>
    </span>
  )
}
