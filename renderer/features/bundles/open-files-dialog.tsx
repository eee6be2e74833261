import { useTranslation } from 'react-i18next'
import type { Entry } from '#renderer/app/bundles/open-run.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { FileEntry } from './file-entry.tsx'

/** Whether a press of the main button takes the file in. */
function isReady({ phase }: Entry): boolean {
  return phase.at === 'ready' && phase.content.kind !== 'invite'
}

/** Files that came in: what each is, what it would change, and what became of it. */
export function OpenFilesDialog({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation(['bundles', 'common'])
  const { bundles } = useServices()
  const readOnly = useReadOnlyReason()
  const ready = entries.filter(isReady).map(({ id }) => id)
  const isOver = entries.every(({ phase: { at } }) => at === 'taken' || at === 'refused' || at === 'unreadable')
  const close = () => bundles.close()
  return (
    <Dialog
      title={t('open.title', { count: entries.length })}
      closeLabel={t('common:action.close')}
      size="medium"
      onClose={close}
      footer={
        <>
          <span className="grow" />
          {isOver ? (
            <Button onPress={close}>{t('common:action.done')}</Button>
          ) : (
            <Button
              variant="primary"
              disabledReason={readOnly}
              isDisabled={ready.length === 0}
              onPress={() => bundles.run?.take(ready)}
            >
              {t('open.take', { count: Math.max(1, ready.length) })}
            </Button>
          )}
        </>
      }
    >
      <ul className="bundle-entries">
        {entries.map((entry) => (
          <li key={entry.id}>
            <FileEntry entry={entry} onClose={close} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
