import { useTranslation } from 'react-i18next'
import type { ProjectId } from '#shared/base/ids.ts'
import type { PeopleReply } from '#shared/sync/messages/people.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { erasuresIn } from '#renderer/data/queries/erasures.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'

type Props = { projectId: ProjectId; people: PeopleReply['people'] }

/** How many laptops have had contact since the last text was erased; nothing where none was. */
export function ErasedLine({ projectId, people }: Props) {
  const { t } = useTranslation('erase')
  const { data } = useServices()
  const format = useFormat()
  const erasures = useQuery(() => erasuresIn(data, projectId), [data, projectId])
  if (erasures === undefined || erasures.count === 0) return null
  const { count, lastAt } = erasures
  const laptops = people.flatMap((person) => person.laptops).filter(({ revoked }) => !revoked)
  const reached = laptops.filter(({ contactAt }) => contactAt >= lastAt).length
  return (
    <p className="sm muted team-erased">
      {t('contact', {
        count,
        when: format.ago(lastAt),
        reached: format.number(reached),
        laptops: format.number(laptops.length),
      })}
    </p>
  )
}
