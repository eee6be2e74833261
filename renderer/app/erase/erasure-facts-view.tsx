import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import type { ErasureFacts } from '#renderer/data/queries/erasures.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { listTeam } from '#renderer/data/team/team-numbers.ts'
import { Note } from '#renderer/ui/note.tsx'
import { useServices } from '../services-context.ts'
import { useTeamSession } from '../team/use-team.ts'

/** What an erasure takes and from where, what it cannot reach, and where the same text stands besides. */
export function ErasureFactsView({ project, facts }: { project: Project; facts: ErasureFacts }) {
  const { t } = useTranslation('erase')
  const { data } = useServices()
  const onHub = useTeamSession(project.id) !== null
  const members = useQuery(() => listTeam(data, project.id), [data, project.id])
  const where = onHub ? 'hub' : (members?.length ?? 1) > 1 ? 'files' : 'alone'
  const { people, sameHere, sameElsewhere } = facts
  return (
    <>
      <div className="erase-lists">
        <section className="erase-gone">
          <h3 className="bold">{t('gone.title')}</h3>
          <ul>
            <li>{t('gone.text')}</li>
            <li>{t('gone.said', { count: people })}</li>
            <li>{t(`gone.${where}`)}</li>
          </ul>
        </section>
        <section>
          <h3 className="bold">{t('stays.title')}</h3>
          <ul>
            <li>{t('stays.trace')}</li>
            <li>{t('stays.files')}</li>
            <li>{t('stays.backups')}</li>
            {onHub && <li>{t('stays.hub')}</li>}
          </ul>
        </section>
      </div>
      {sameHere + sameElsewhere > 0 && (
        <Note tone="warning">
          {sameHere > 0 && <p>{t('same.here', { count: sameHere })}</p>}
          {sameElsewhere > 0 && <p>{t('same.elsewhere', { count: sameElsewhere })}</p>}
        </Note>
      )}
    </>
  )
}
