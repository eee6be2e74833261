import { useTranslation } from 'react-i18next'
import { OwnBatchList } from '#renderer/app/batches/own-batch-list.tsx'
import { useServices } from '#renderer/app/services-context.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { ownBatches } from '#renderer/data/queries/batches.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'

/** The person's batches, to be handed in. */
export function BatchesDialog({ who, onClose }: { who: Who; onClose: () => void }) {
  const { t } = useTranslation(['annotate', 'batches', 'common'])
  const { data } = useServices()
  const batches = useQuery(() => ownBatches(data, who), [data, who])
  if (batches === undefined) return null
  return (
    <Dialog
      title={t('batches:title')}
      size={batches.length === 0 ? 'narrow' : 'wide'}
      closeLabel={t('common:action.close')}
      onClose={onClose}
    >
      {batches.length === 0 ? <p className="muted">{t('batches:none')}</p> : <OwnBatchList batches={batches} />}
    </Dialog>
  )
}
