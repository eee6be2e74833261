import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { ProgressCard } from '#renderer/ui/progress.tsx'

/** A file is being collected; closing stops it. */
export function Collecting({ title, share }: { title: string; share: number }) {
  const { t } = useTranslation('bundles')
  const { bundles } = useServices()
  const format = useFormat()
  return (
    <div className="bundle-late">
      <ProgressCard
        title={title}
        share={share}
        shownShare={format.share(share)}
        detail=""
        cancelLabel={t('open.stop')}
        onCancel={() => bundles.close()}
      />
    </div>
  )
}
