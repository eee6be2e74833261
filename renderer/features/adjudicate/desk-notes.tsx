import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { guidelinesPath } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Note } from '#renderer/ui/note.tsx'
import type { SettleDeskProps } from './settle-desk.tsx'
import type { DeskTrouble } from './use-desk.ts'

type Props = Pick<SettleDeskProps, 'project' | 'shown' | 'changed' | 'pending'> & { trouble: DeskTrouble; open: number }

/** What is to be known before deciding: what changed, what went wrong, what a guideline left open. */
export function DeskNotes({ project, shown, changed, pending, trouble, open }: Props) {
  const { t } = useTranslation('adjudicate')
  return (
    <>
      {trouble === 'open' && (
        <Note tone="warning" title={open === 0 ? t('progress.noLabel') : t('progress.open', { count: open })} />
      )}
      {(changed || trouble === 'changed') && (
        <Note tone="warning" title={t('changed.title')}>
          {t('changed.body')}
        </Note>
      )}
      {trouble === 'refused' && (
        <Note tone="danger" title={t('refused.title')}>
          {t('refused.body')}
        </Note>
      )}
      {trouble === 'failed' && (
        <Note tone="danger" title={t('failed.title')}>
          {t('failed.body')}
        </Note>
      )}
      <UnclearNote projectId={project.id} shown={shown} />
      {pending > 0 && <Note title={t('pending', { count: pending })} />}
      {shown.others.length > 0 && <p className="sm muted">{t('others', { count: shown.others.length })}</p>}
    </>
  )
}

/** That a guideline was not clear about this item, with who said so and the way there. */
function UnclearNote({ projectId, shown }: { projectId: string; shown: Props['shown'] }) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const format = useFormat()
  const people = useQuery(() => listPeople(data), [data])
  const said = Object.values(shown.gold).find(({ value }) => value.outcome === 'unclear')
  if (said === undefined) return null
  const { section = '', note = '' } = said.value
  const name = said.by === null ? '' : (people?.get(said.by)?.name ?? '')
  return (
    <Note
      tone="warning"
      title={section === '' ? t('unclear.stands') : t('unclear.standsIn', { section })}
      action={
        section === '' ? undefined : (
          <Link href={guidelinesPath(projectId, section)} className="link nowrap">
            {t('unclear.look')}
          </Link>
        )
      }
    >
      {note !== '' && <bdi>{note}</bdi>}
      {note !== '' && ' · '}
      {name !== '' && <bdi>{name}</bdi>} {format.ago(said.at)}
    </Note>
  )
}
