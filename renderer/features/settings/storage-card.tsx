import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ROUTES } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { StorageFacts } from '#renderer/platform/platform-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { SettingRow } from './setting-row.tsx'
import { useStorageFacts } from './use-storage-facts.ts'

/** Where the work lies, how safe that is, and how much room there is. */
export function StorageCard() {
  const { t } = useTranslation('settings')
  const { kind } = useServices().platform
  const { facts, ask } = useStorageFacts()
  const [, navigate] = useLocation()
  return (
    <section className="card settings-card" aria-labelledby="settings-storage">
      <h2 className="section-title" id="settings-storage">
        {t('storage.title')}
      </h2>
      {facts === 'unknown' && <p className="muted">{t('storage.unknown')}</p>}
      {facts !== null && facts !== 'unknown' && <Facts facts={facts} onAsk={() => void ask()} />}
      {kind === 'browser' ? (
        <Note title={t('storage.aloneTitle')}>{t('storage.alone')}</Note>
      ) : (
        <p className="sm muted">{t('storage.shell')}</p>
      )}
      <SettingRow name={t('storage.backups')} hint={t('storage.backupsHint')}>
        <Button size="s" onPress={() => navigate(ROUTES.backups)}>
          {t('storage.openBackups')}
        </Button>
      </SettingRow>
    </section>
  )
}

function Facts({ facts, onAsk }: { facts: StorageFacts; onAsk: () => void }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <>
      <dl className="storage-figures">
        <div className="col">
          <dt className="sm muted">{t('storage.used')}</dt>
          <dd className="num storage-figure">{format.bytes(facts.usedBytes)}</dd>
        </div>
        {facts.freeBytes !== null && (
          <div className="col">
            <dt className="sm muted">{t('storage.free')}</dt>
            <dd className="num storage-figure">{format.bytes(facts.freeBytes)}</dd>
          </div>
        )}
      </dl>
      <div className="row storage-promise">
        {facts.persisted ? (
          <CircleCheck size={18} className="success-text" aria-hidden />
        ) : (
          <TriangleAlert size={18} className="warning-text" aria-hidden />
        )}
        <span className="grow">{t(facts.persisted ? 'storage.persisted' : 'storage.notPersisted')}</span>
        {!facts.persisted && (
          <Button size="s" onPress={onAsk}>
            {t('storage.ask')}
          </Button>
        )}
      </div>
    </>
  )
}
