import { CircleCheck, CircleQuestionMark, TriangleAlert } from 'lucide-react'
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
  const { facts, asked, ask } = useStorageFacts()
  const own = kind === 'electron'
  const [, navigate] = useLocation()
  return (
    <section className="card settings-card" aria-labelledby="settings-storage">
      <h2 className="section-title" id="settings-storage">
        {t('storage.title')}
      </h2>
      {facts === 'unknown' && <p className="muted">{t('storage.unknown')}</p>}
      {facts !== null && facts !== 'unknown' && (
        <>
          <Figures facts={facts} own={own} />
          <Promised persistence={facts.persistence} own={own} asked={asked} onAsk={() => void ask()} />
        </>
      )}
      <Note title={t(own ? 'storage.shellTitle' : 'storage.aloneTitle')}>
        {t(own ? 'storage.shell' : 'storage.alone')}
      </Note>
      <SettingRow name={t('storage.backups')} hint={t('storage.backupsHint')}>
        <Button size="s" onPress={() => navigate(ROUTES.backups)}>
          {t('storage.openBackups')}
        </Button>
      </SettingRow>
    </section>
  )
}

/** `own`: the app measures the disk itself. A browser tells what it allows, not what the disk has. */
function Figures({ facts, own }: { facts: StorageFacts; own: boolean }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <dl className="storage-figures">
      <div className="col">
        <dt className="sm muted">{t('storage.used')}</dt>
        <dd className="num storage-figure">{format.bytes(facts.usedBytes)}</dd>
      </div>
      {facts.freeBytes !== null && (
        <div className="col">
          <dt className="sm muted">{t(own ? 'storage.free' : 'storage.allowed')}</dt>
          <dd className="num storage-figure">{format.bytes(facts.freeBytes)}</dd>
          {!own && <dd className="sm faint">{t('storage.allowedHint')}</dd>}
        </div>
      )}
    </dl>
  )
}

type PromisedProps = { persistence: StorageFacts['persistence']; own: boolean; asked: boolean; onAsk: () => void }

/** Whether this store is kept when the disk fills up; Chromium decides, and can be asked again. */
function Promised({ persistence, own, asked, onAsk }: PromisedProps) {
  const { t } = useTranslation('settings')
  if (persistence === 'unknown') {
    return (
      <div className="row storage-promise">
        <CircleQuestionMark size={18} className="faint" aria-hidden />
        <span className="grow">{t('storage.promiseUnknown')}</span>
      </div>
    )
  }
  const granted = persistence === 'granted'
  const Icon = granted ? CircleCheck : TriangleAlert
  return (
    <div className="row storage-promise">
      <Icon size={18} className={granted ? 'success-text' : 'warning-text'} aria-hidden />
      <span className="grow" role="status">
        {t(`storage.${persistence}${own ? 'Own' : ''}`)}
        {!granted && !own && asked && <b> {t('storage.refusedAgain')}</b>}
      </span>
      {!granted && (
        <Button size="s" onPress={onAsk}>
          {t(own ? 'storage.askOwn' : 'storage.ask')}
        </Button>
      )}
    </div>
  )
}
